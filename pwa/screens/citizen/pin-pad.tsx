// Four digits on big keys, or on any keyboard. There is no text field: nothing can fill it in, remember it or show it.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { pinLength } from '../../models/turn-pin.ts'
import { Icon } from '../../ui/icon.tsx'
import { digitOf } from './digit-key.ts'
import './pin-pad.css'
import { t } from './text.ts'

export interface PinPadProps {
  readonly title: string
  readonly hint?: string | undefined
  /** What was wrong with the last four; '' when nothing. */
  readonly problem: string
  /** While a wrong try waits, keys do nothing. */
  readonly isWaiting: boolean
  /** Typed before the pad was there. */
  readonly first?: string | undefined
  readonly onDigits: (digits: string) => void
  readonly children?: ComponentChildren
}

export function PinPad({ title, hint, problem, isWaiting, first = '', onDigits, children }: PinPadProps) {
  const typed = useSignal(first)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title])

  const press = (digit: string): void => {
    if (isWaiting || typed.peek().length >= pinLength) return
    typed.value += digit
    if (typed.peek().length < pinLength) return
    const digits = typed.peek()
    typed.value = ''
    onDigits(digits)
  }
  const erase = (): void => {
    typed.value = typed.peek().slice(0, -1)
  }
  const latest = useRef({ press, erase })
  latest.current = { press, erase }
  // Before it is drawn: who types at sight of it loses no digit.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat) return
      const digit = digitOf(event)
      if (digit !== null) latest.current.press(digit)
      else if (event.key === 'Backspace') latest.current.erase()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const count = typed.value.length
  return (
    <main class="pin" id="main">
      <h1 class="pin__title" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {hint === undefined ? null : <p class="pin__hint">{hint}</p>}
      <div class="pin__dots" dir="ltr" role="img" aria-label={t('turn.pin.typed', { count, of: pinLength })}>
        {Array.from({ length: pinLength }, (_, at) => (
          <span key={at} class={`pin__dot${at < count ? ' pin__dot--typed' : ''}`} />
        ))}
      </div>
      <p class="pin__problem" role="alert">
        {problem === '' ? null : (
          <>
            <Icon name="error" />
            {problem}
          </>
        )}
      </p>
      {/* As on every telephone, in both directions of writing. */}
      <div class="pin__keys" dir="ltr">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map((digit) => (
          <button
            key={digit}
            type="button"
            class={`pin__key${digit === '0' ? ' pin__key--zero' : ''}`}
            disabled={isWaiting}
            onClick={() => press(digit)}
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          class="pin__key pin__key--erase"
          aria-label={t('turn.pin.erase')}
          disabled={count === 0}
          onClick={erase}
        >
          <Icon name="back" />
        </button>
      </div>
      <div class="pin__ways">{children}</div>
    </main>
  )
}
