// One big button that records a voice, shows how loud it is, plays it again and starts over. A tap starts and a tap
// ends; with `hold` it may also be held down. It keeps nothing: the caller does, through `onChange`.
import type { TargetedPointerEvent } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { NoRecording, OpenRecorder, Recorded, Recording } from '../voice/recorder-shape.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { Pictogram } from './pictogram.tsx'
import './record-button.css'

export interface RecordTexts {
  readonly record: string
  readonly stop: string
  /** While what was said is being cut to size. */
  readonly working: string
  readonly listen: string
  readonly stopListening: string
  readonly redo: string
  /** Why there is none, and what to do instead. */
  readonly failed: (why: NoRecording) => string
}

export interface RecordButtonProps {
  readonly open: OpenRecorder
  readonly maxMs: number
  readonly stopAtSilence?: boolean | undefined
  /** Cut and evened, for a prompt; never for a proof. */
  readonly tidy?: boolean | undefined
  /** Held down it records until let go; a tap still works. For staff: a citizen is never asked to hold. */
  readonly hold?: boolean | undefined
  readonly value: Recorded | null
  readonly onChange: (recorded: Recorded | null) => void
  /** Told too, so that another way can be offered. */
  readonly onFailed?: ((why: NoRecording) => void) | undefined
  /** Resolves when it has been heard, or was stopped. */
  readonly listen: (recorded: Recorded) => Promise<unknown>
  /** Stops whatever is being said: before recording, and at a second tap on listen. */
  readonly quiet: () => void
  readonly texts: RecordTexts
}

type State = 'idle' | 'opening' | 'recording' | 'working' | 'listening'

/** Pressed for longer than this, letting go ends it. */
const HELD_MS = 400
/** A hand that trembles taps twice. */
const SECOND_TAP_MS = 600
const beads = 10

export function RecordButton(props: RecordButtonProps) {
  const { maxMs, value, texts } = props
  const state = useSignal<State>('idle')
  const why = useSignal<NoRecording | null>(null)
  const recording = useSignal<Recording | null>(null)
  const pressedAt = useRef<number | null>(null)
  const changedAt = useRef(-SECOND_TAP_MS)
  const gone = useRef(false)
  const place = useRef<HTMLDivElement>(null)
  const isDone = value !== null && (state.value === 'idle' || state.value === 'listening')
  const wasDone = useRef(isDone)
  useEffect(() => {
    // The button that had the focus is gone, and another stands in its place.
    if (wasDone.current !== isDone && document.activeElement === document.body)
      place.current?.querySelector('button')?.focus({ preventScroll: true })
    wasDone.current = isDone
  }, [isDone])
  useEffect(
    () => () => {
      gone.current = true
      recording.peek()?.cancel()
    },
    [],
  )

  const start = async (): Promise<void> => {
    props.quiet()
    why.value = null
    state.value = 'opening'
    const opened = await props.open({ maxMs, stopAtSilence: props.stopAtSilence, tidy: props.tidy })
    if (!opened.ok) return end(opened.error)
    if (gone.current) return opened.value.cancel()
    recording.value = opened.value
    state.value = 'recording'
    const result = await opened.value.result
    recording.value = null
    if (gone.current) return
    if (!result.ok) return end(result.error)
    state.value = 'idle'
    props.onChange(result.value)
  }
  const end = (reason: NoRecording): void => {
    state.value = 'idle'
    if (reason.type === 'cancelled') return
    why.value = reason
    props.onFailed?.(reason)
  }
  const stop = (): void => {
    state.value = 'working'
    recording.peek()?.stop()
  }
  const tap = (): void => {
    const now = performance.now()
    if (now - changedAt.current < SECOND_TAP_MS) return
    changedAt.current = now
    if (state.value === 'recording') stop()
    else if (state.value === 'idle') void start()
  }
  const down = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    if (props.hold !== true || event.button !== 0 || state.value !== 'idle') return
    // A finger slides off a button while somebody speaks.
    event.currentTarget.setPointerCapture(event.pointerId)
    pressedAt.current = performance.now()
    tap()
  }
  const up = (): void => {
    const held = pressedAt.current !== null && performance.now() - pressedAt.current > HELD_MS
    if (held && state.value === 'recording') {
      changedAt.current = performance.now()
      stop()
    }
  }
  const click = (): void => {
    // The press that began it ends in a click of its own.
    const begun = pressedAt.current !== null
    pressedAt.current = null
    if (!begun) tap()
  }
  const listen = async (): Promise<void> => {
    if (state.value === 'listening') return props.quiet()
    if (value === null) return
    state.value = 'listening'
    await props.listen(value)
    if (!gone.current) state.value = 'idle'
  }
  const redo = (): void => {
    props.quiet()
    props.onChange(null)
    void start()
  }

  const now = state.value
  if (isDone) {
    return (
      <div class="record record--done" ref={place}>
        <Button kind="primary" size="large" icon={now === 'listening' ? 'pause' : 'play'} onClick={() => void listen()}>
          {now === 'listening' ? texts.stopListening : texts.listen}
        </Button>
        <Button size="large" icon="refresh" onClick={redo}>
          {texts.redo}
        </Button>
      </div>
    )
  }
  const isOn = now === 'recording'
  return (
    <div class={`record record--${now}`} ref={place}>
      <button
        type="button"
        class="record__button"
        aria-busy={now === 'opening' || now === 'working'}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={up}
        onClick={click}
        onContextMenu={(event) => event.preventDefault()}
      >
        {isOn ? <span class="record__square" aria-hidden="true" /> : <Pictogram name="microphone" size={56} />}
        <span class="record__word">{isOn ? texts.stop : now === 'working' ? texts.working : texts.record}</span>
      </button>
      <Meter recording={recording.value} maxMs={maxMs} />
      {why.value === null ? null : <Notice tone="warning" title={texts.failed(why.value)} />}
    </div>
  )
}

/** Ten bars for how loud, ten beads for the time that is left. Silent to screen readers: the button says its state. */
function Meter({ recording, maxMs }: { readonly recording: Recording | null; readonly maxMs: number }) {
  const loud = Math.round((recording?.level.value ?? 0) * beads)
  const gone = Math.floor(((recording?.elapsed.value ?? 0) / maxMs) * beads)
  const all = [...Array(beads).keys()]
  return (
    <div class="record__meter" aria-hidden="true">
      <div class="record__level">
        {all.map((bar) => (
          <span key={bar} class={bar < loud ? 'is-lit' : undefined} />
        ))}
      </div>
      <div class="record__beads">
        {all.map((bead) => (
          <span key={bead} class={recording !== null && bead >= gone ? 'is-left' : undefined} />
        ))}
      </div>
    </div>
  )
}
