// The ear: hear again, and a second tap stops. Nothing moves while the voice plays; the button itself says that it
// speaks. It plays nothing: the caller does.
import { useRef } from 'preact/hooks'
import './ear.css'

export interface EarProps {
  readonly label: string
  readonly speaking: boolean
  readonly onPlay: () => void
  readonly onStop: () => void
  /** `citizen`: at least 96 px, acts once in 600 ms. `staff`: a small one beside a row. */
  readonly size?: 'citizen' | 'staff' | undefined
  readonly disabled?: boolean | undefined
}

const SECOND_TAP_MS = 600

export function Ear({ label, speaking, onPlay, onStop, size = 'citizen', disabled = false }: EarProps) {
  const tappedAt = useRef(-SECOND_TAP_MS)
  const tap = (): void => {
    const now = performance.now()
    if (size === 'citizen' && now - tappedAt.current < SECOND_TAP_MS) return
    tappedAt.current = now
    if (speaking) onStop()
    else onPlay()
  }
  return (
    <button
      type="button"
      class={`ear ear--${size}`}
      aria-label={label}
      aria-pressed={speaking}
      disabled={disabled}
      onClick={tap}
    >
      <EarPicture speaking={speaking} />
    </button>
  )
}

export interface VolumeProps {
  readonly value: 1 | 2 | 3
  readonly onChange: (volume: 1 | 2 | 3) => void
  /** Of the three together. */
  readonly label: string
  /** Of each, from low to high. */
  readonly steps: readonly [string, string, string]
}

/** How loud, as one, two or three ears. */
export function Volume({ value, onChange, label, steps }: VolumeProps) {
  return (
    <div class="volume" role="radiogroup" aria-label={label}>
      {([1, 2, 3] as const).map((step) => (
        <label key={step} class="volume__step">
          <input
            type="radio"
            name="volume"
            value={step}
            checked={step === value}
            aria-label={steps[step - 1] ?? ''}
            onChange={() => onChange(step)}
          />
          <span class="volume__ears" aria-hidden="true">
            {[...Array(step).keys()].map((one) => (
              <EarPicture key={one} speaking={false} />
            ))}
          </span>
        </label>
      ))}
    </div>
  )
}

/** An ear, and the sound that reaches it when there is one: told by shape, in one colour. */
function EarPicture({ speaking }: { readonly speaking: boolean }) {
  return (
    <svg class="ear__picture" viewBox="0 0 72 72" aria-hidden="true">
      <path
        class="ear__skin"
        d="M25 46C18 40 15 33 17 25 20 15 29 9 39 11c10 2 17 11 15 21-1 6-5 9-8 13-3 5-3 9-6 13-4 5-12 4-14-2"
      />
      <path class="ear__line" d="M26 33c-1-8 4-14 11-14 6 0 11 5 10 11-1 5-6 6-8 10-1 3 1 6-3 8" />
      {speaking ? <path class="ear__sound" d="M6 22c-3 8-3 16 0 24M66 22c3 8 3 16 0 24M60 28c2 5 2 9 0 14" /> : null}
    </svg>
  )
}
