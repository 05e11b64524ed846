// What voice.e2e.ts runs in a page by name: the microphone, and the clips of a voice decoded one by one.
import { openRecorder } from '../pwa/voice/recorder.ts'
import type { RecordingWish } from '../pwa/voice/recorder-shape.ts'

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
    cancelled: async () => {
      const opened = await openRecorder({ maxMs: 5_000 })
      if (!opened.ok) return opened
      opened.value.cancel()
      return opened.value.result
    },
  },
})
