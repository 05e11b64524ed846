// What a voice pack is on the wire: an index, and parts of a few dozen clips each. Parts and not single clips: on a slow
// link the headers of seven hundred answers weigh as much as half the voice. A part's name holds the hash of its content,
// so that an update fetches only the parts that changed, and a portal's page is never taken for a voice.
import * as v from 'valibot'
import { varieties } from '../../shared/speech/variety.ts'
import type { VoiceId } from '../../shared/speech/variety.ts'

/** Every clip is there in both: Opus for most, MP3 for browsers that lack it. */
export const clipFormats = ['webm', 'mp3'] as const
export type ClipFormat = (typeof clipFormats)[number]

export const mediaTypeOf: Readonly<Record<ClipFormat, string>> = {
  webm: 'audio/webm;codecs=opus',
  mp3: 'audio/mpeg',
}

export const voiceIds: readonly VoiceId[] = [...varieties, 'ar']

/** The tour of a trainee, synthetic: packs of their own, fetched by who practises and by nobody else. */
export const tourIds = ['tour-fr', 'tour-ar'] as const
export type PackId = VoiceId | (typeof tourIds)[number]
export const packIds: readonly PackId[] = [...voiceIds, ...tourIds]

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const index = v.strictObject({
  parts: v.array(v.strictObject({ file: v.pipe(v.string(), v.regex(/^assets\/voice-[\w-]+\.clips$/u)), bytes: whole })),
  /** Where each clip is: number of its part, first byte, length. */
  clips: v.record(v.string(), v.strictTuple([whole, whole, whole])),
})
export type PackIndex = v.InferOutput<typeof index>

/** The address that never changes: what stands there says which version is the newest. */
export const indexPath = (voice: PackId, format: ClipFormat): string => `/voices/${voice}.${format}.json`

export const parsePackIndex = (json: unknown): PackIndex | null => {
  const parsed = v.safeParse(index, json)
  return parsed.success ? parsed.output : null
}

/** What this build offers, known without asking: the list is drawn offline too. */
export interface OfferedVoice {
  readonly voice: VoiceId
  /** Made by a machine, and always said to be. */
  readonly synthetic: boolean
  readonly clips: number
  readonly bytes: Readonly<Record<ClipFormat, number>>
}
