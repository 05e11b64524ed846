// What the worker says of the frames, a few times a second and never faster than it can: the next frame is looked at when
// the last one was answered. A hint is shown when it was said twice, so that it does not flicker.
import { useSignal, type ReadonlySignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Corners } from '../../../shared/paper-image/corners.ts'
import type { Hint } from '../../../shared/paper-image/hints.ts'
import { glance } from '../../papers/camera.ts'
import type { PageMaker } from '../../papers/page-maker.ts'

export interface Hints {
  readonly hint: ReadonlySignal<Hint | 'waiting'>
  readonly corners: ReadonlySignal<Corners | null>
}

/** Between an answer and the next question: the machine has other things to do. */
const restMs = 250
/** Where nobody answers (the worker is not on this device yet), the shutter says why; hints wait. */
const longRestMs = 10_000

export const useHints = (video: RefObject<HTMLVideoElement | null>, maker: PageMaker): Hints => {
  const hint = useSignal<Hint | 'waiting'>('waiting')
  const corners = useSignal<Corners | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    let last: Hint | null = null
    const look = async (): Promise<number> => {
      const seen = video.current === null ? null : await glance(video.current)
      if (seen === null) return restMs
      const said = await maker.watch(seen.frame, seen.middle)
      if (gone.signal.aborted || !said.ok) return longRestMs
      corners.value = said.value.corners
      if (said.value.hint === last) hint.value = said.value.hint
      last = said.value.hint
      return restMs
    }
    const loop = async (): Promise<void> => {
      while (!gone.signal.aborted) {
        // A frame that cannot be had is a frame later.
        const rest = await look().catch(() => restMs)
        await new Promise((done) => setTimeout(done, rest))
      }
    }
    void loop()
    return () => gone.abort()
  }, [])
  return { hint, corners }
}
