// Opus in WebM or MP3: what this browser plays, found out once. What a browser says it may play is not believed before
// it has decoded twenty milliseconds of it: old Safari claims more than it does.

import { mediaTypeOf } from './pack-index.ts'
import type { ClipFormat } from './pack-index.ts'

let known: Promise<ClipFormat> | null = null

/** Asked once a page. */
export const clipFormat = (): Promise<ClipFormat> => (known ??= find())

const find = async (): Promise<ClipFormat> => {
  if (new Audio().canPlayType(mediaTypeOf.webm) === '') return 'mp3'
  try {
    const bytes = Uint8Array.from(atob(silentOpus), (letter) => letter.codePointAt(0) ?? 0)
    // Offline: it needs no gesture.
    await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes.buffer)
    return 'webm'
  } catch {
    return 'mp3'
  }
}

/** Twenty milliseconds of silence; only what a decoder needs of the container. */
const silentOpus =
  'GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZwH/////////FUmpZocq17GDD0JAFlSua+WuAQAAAAAAAFzXgQFzxYgAAAAAAAAAAZyBACK1nIN1bmSIgQCGhkFfT1BVU1aqg2MuoFa7hATEtACDgQLhkZ+BAbWIQOdwAAAAAABiZIEQY6KTT3B1c0hlYWQBATgBgLsAAAAAAB9DtnW254EAo5KBAACAaAvkwTbsxY2MSUhCbNCgnaGUgQAVAGgHyXIn4UTqVfHwwNEyKTB1ooQAzf5g'
