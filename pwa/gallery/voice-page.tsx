// What e2e/microphone.e2e.ts runs in a page by name: the microphone, and the button that records.
import { render } from 'preact'
import { RecordButton } from '../ui/record-button.tsx'
import type { RecordTexts } from '../ui/record-button.tsx'
import { openRecorder } from '../voice/recorder.ts'
import type { Recorded, RecordingWish } from '../voice/recorder-shape.ts'

const texts: RecordTexts = {
  record: 'record',
  stop: 'stop',
  working: 'working',
  listen: 'listen',
  stopListening: 'stop listening',
  redo: 'redo',
  failed: ({ type }) => type,
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

Object.assign(globalThis, {
  voice: {
    /** Records for so long; what came of it, without its bytes. */
    record: async (wish: RecordingWish, ms: number) => {
      const opened = await openRecorder(wish)
      if (!opened.ok) return opened
      let loudest = 0
      const unfollow = opened.value.level.subscribe((level) => (loudest = Math.max(loudest, level)))
      await wait(ms)
      opened.value.stop()
      const result = await opened.value.result
      unfollow()
      if (!result.ok) return result
      const { bytes, mediaType } = result.value
      const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes.slice().buffer)
      return { ok: true, size: bytes.length, mediaType, loudest, seconds: decoded.duration, ms: result.value.ms }
    },
    /** The button by itself; what it gave is counted, and shown as it would be by the caller. */
    button: (hold: boolean) => {
      const given: (Recorded | null)[] = []
      let quiet: () => void = () => undefined
      const root = document.body.appendChild(document.createElement('div'))
      const draw = (value: Recorded | null): void =>
        render(
          <RecordButton
            open={openRecorder}
            maxMs={5_000}
            hold={hold}
            value={value}
            onChange={(recorded) => {
              given.push(recorded)
              draw(recorded)
            }}
            listen={() => new Promise<void>((heard) => (quiet = heard))}
            quiet={() => quiet()}
            texts={texts}
          />,
          root,
        )
      draw(null)
      Object.assign(globalThis, { given })
    },
    cancelled: async () => {
      const opened = await openRecorder({ maxMs: 5_000 })
      if (!opened.ok) return opened
      opened.value.cancel()
      return opened.value.result
    },
  },
})
