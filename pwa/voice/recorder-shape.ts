// What a recording is for those who ask for one. Types only; `recorder.ts` is the microphone itself.
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../shared/text/result.ts'

export interface Recorded {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** `audio/webm;codecs=opus` or, where there is no WebM, `audio/mp4…`. */
  readonly mediaType: string
  readonly ms: number
}

export interface RecordingWish {
  /** It ends by itself after this long. */
  readonly maxMs: number
  /** It ends by itself after a second of silence, once something was heard. */
  readonly stopAtSilence?: boolean | undefined
  /**
   * For a prompt many will hear: silence at both ends is cut and the loudness evened, which takes as long again as what
   * was said. A proof is never touched: leave it out.
   */
  readonly tidy?: boolean | undefined
}

/** Why there is no recording; each has a sentence and another way. */
export type NoRecording =
  /** The person or the browser's settings said no. */
  | { readonly type: 'refused' }
  | { readonly type: 'no-microphone' }
  /** Another program holds it, or it was unplugged. */
  | { readonly type: 'unreadable' }
  /** This browser cannot record, or the page is not on a safe address. */
  | { readonly type: 'unsupported' }
  /** Nothing was said, or too low to be heard. */
  | { readonly type: 'nothing-heard' }
  | { readonly type: 'cancelled' }

/** The microphone is open and what it hears is being kept. */
export interface Recording {
  /** How loud it is now, 0 to 1. */
  readonly level: ReadonlySignal<number>
  /** Milliseconds kept so far. */
  readonly elapsed: ReadonlySignal<number>
  /** Resolves once it has ended, by `stop`, by its limit, by silence or by `cancel`. Always the same answer. */
  readonly result: Promise<Result<Recorded, NoRecording>>
  stop(): void
  /** Nothing is kept. */
  cancel(): void
}

export type OpenRecorder = (wish: RecordingWish) => Promise<Result<Recording, NoRecording>>
