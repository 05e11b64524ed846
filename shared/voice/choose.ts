// Which recording of a prompt is heard at a point: only what a supervisor approved; what was approved for this very
// point before what is for the commune; the newest of them. None of it: the default pack speaks.
import type { VoiceId } from '../speech/variety.ts'
import type { Recording } from './recording.ts'

export const voiceKey = (prompt: string, voice: VoiceId): string => `${voice}|${prompt}`

/** The chosen ones for a point, by `voiceKey`. */
export const chosenAt = (unit: string, recordings: readonly Recording[]): ReadonlyMap<string, Recording> => {
  const chosen = new Map<string, Recording>()
  for (const one of recordings) {
    if (one.state !== 'approved' || (one.scope === 'point' && one.unit !== unit)) continue
    const key = voiceKey(one.prompt, one.voice)
    const other = chosen.get(key)
    if (!other || isBefore(one, other)) chosen.set(key, one)
  }
  return chosen
}

/** The same on every device that has the same recordings, whatever came first. */
const isBefore = (one: Recording, other: Recording): boolean => {
  if (one.scope !== other.scope) return one.scope === 'point'
  const [a, b] = [one.approvedAt ?? '', other.approvedAt ?? '']
  return a === b ? one.id > other.id : a > b
}
