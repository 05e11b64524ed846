// What both sides of a body have met so far, and may name instead of repeating. It must only ever be fed with what
// stands in the body, in its order, or the two sides would no longer agree.
import { answersHash } from '../dossier/freeze.ts'
import type { Answers } from '../form/form.ts'
import { clientIdOf } from './client-id.ts'

/** One unlock on one device: what a Yjs clientID is made from (rule 1). */
export interface Sitting {
  readonly device: string
  readonly incarnation: string
}

export interface BodyMemory {
  /** Whose packet it is, from its header; null in an answer. */
  readonly sitting: Sitting | null
  readonly sittings: Sitting[]
  /** Ids of the acts of a dossier, to be added to. */
  actIds(dossier: string): string[]
  /** `place` in `sittings`. */
  clientOf(place: number, dossier: string): number | undefined
  /** The answers of the last draft of a dossier. */
  tookAnswers(dossier: string, answers: () => Answers): void
  answersHash(dossier: string): string | undefined
  /** Last time of an act, ms since 1970. */
  time: number
  /** Last reference of a submission. */
  reference: string | null
}

export const createBodyMemory = (sitting: Sitting | null): BodyMemory => {
  const sittings = sitting ? [sitting] : []
  const acts = new Map<string, string[]>()
  const clients = new Map<string, number>()
  const hashes = new Map<string, () => string>()
  return {
    sitting,
    sittings,
    time: 0,
    reference: null,
    actIds: (dossier) => {
      const ids = acts.get(dossier) ?? []
      acts.set(dossier, ids)
      return ids
    },
    clientOf: (place, dossier) => {
      const one = sittings[place]
      const key = `${place}|${dossier}`
      const client = clients.get(key) ?? (one && clientIdOf(one.device, one.incarnation, dossier))
      if (client !== undefined) clients.set(key, client)
      return client
    },
    tookAnswers: (dossier, answers) => {
      let hash: string | undefined
      hashes.set(dossier, () => (hash ??= answersHash(answers())))
    },
    answersHash: (dossier) => hashes.get(dossier)?.(),
  }
}
