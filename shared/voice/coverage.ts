// How much of the catalogue each voice can say, and what nobody has recorded yet. Counts of prompts, never of people.
import type { VoiceId } from '../speech/variety.ts'
import { voiceKey } from './choose.ts'
import type { Recording } from './recording.ts'

export interface Coverage {
  /** Said by a person, as approved here. */
  readonly recorded: number
  /** Said by the default pack only. */
  readonly byDefault: number
  /** Recorded and waiting for a supervisor, not said otherwise by a person. */
  readonly pending: number
  readonly missing: number
  readonly of: number
}

export interface CoverageOf {
  readonly prompts: readonly string[]
  readonly voice: VoiceId
  /** By `voiceKey`, as `chosenAt` gives them. */
  readonly chosen: ReadonlyMap<string, Recording>
  readonly recordings: readonly Recording[]
  /** Prompts that the default pack of this voice can say. */
  readonly defaults: ReadonlySet<string>
}

export type Heard = 'recorded' | 'pending' | 'default' | 'missing'

/** What somebody who chose this voice hears of a prompt today. */
export const heardOf = (
  prompt: string,
  { voice, chosen, recordings, defaults }: Omit<CoverageOf, 'prompts'>,
): Heard => {
  if (chosen.has(voiceKey(prompt, voice))) return 'recorded'
  if (recordings.some((one) => one.state === 'pending' && one.prompt === prompt && one.voice === voice))
    return 'pending'
  return defaults.has(prompt) ? 'default' : 'missing'
}

export const coverageOf = (of: CoverageOf): Coverage => {
  const waiting = of.recordings.filter((one) => one.state === 'pending' && one.voice === of.voice)
  const counts = { recorded: 0, pending: 0, default: 0, missing: 0 }
  for (const prompt of of.prompts) counts[heardOf(prompt, { ...of, recordings: waiting })]++
  const { recorded, pending, missing } = counts
  return { recorded, pending, byDefault: counts.default, missing, of: of.prompts.length }
}

/** How many of `beads` to fill: none only for nothing, all only for everything. */
export const beadsOf = (done: number, of: number, beads: number): number => {
  if (of === 0 || done === 0) return 0
  if (done >= of) return beads
  return Math.min(beads - 1, Math.max(1, Math.round((done * beads) / of)))
}
