// What may be signed of each dossier that waits, by this person and now: from what the server told, and what was signed
// here and is not in that yet. Pure. It only offers; the rules judge what is signed, here or on the server.
import type { KeepingCase, KeepingWord } from '../../shared/access/directory.ts'

export type KeepingStep = 'destroy' | 'anonymise' | 'keep' | 'archive' | 'release'

export interface KeepingRow {
  readonly told: KeepingCase
  /** Signed on this device, and not in what the server told. */
  readonly here: readonly KeepingWord[]
  /** Of `here`: not left yet · received, and not acted upon yet · kept by the server without effect. */
  readonly travel: 'none' | 'kept' | 'sent' | 'held'
  readonly steps: readonly KeepingStep[]
  /** Of `early`: this person asked first, so another must say the same. */
  readonly isMine: boolean
}

export interface WordsHere {
  /** Of the dossier. */
  readonly id: string
  readonly words: readonly KeepingWord[]
  /** Ids of words that the server has not received. */
  readonly kept: readonly string[]
  readonly held: boolean
}

/** In the order of the server: the oldest first. */
export const keepingRows = (
  cases: readonly KeepingCase[],
  words: readonly WordsHere[],
  me: string,
): readonly KeepingRow[] => {
  const byDossier = new Map(words.map((one) => [one.id, one]))
  return cases.map((told) => {
    const mine = byDossier.get(told.dossier)
    const known = new Set(told.words.map(({ id }) => id))
    const here = mine?.words.filter(({ id }) => !known.has(id)) ?? []
    const travel =
      here.length === 0 || !mine
        ? 'none'
        : mine.held
          ? 'held'
          : here.some(({ id }) => mine.kept.includes(id))
            ? 'kept'
            : 'sent'
    const asked = standingEnds(told)
    return {
      told,
      here,
      travel,
      steps: travel === 'kept' || travel === 'sent' ? [] : stepsOf(told, me),
      isMine: told.what === 'early' && asked.some(({ agent }) => agent === me),
    }
  })
}

/** Decisions that stand, and end the dossier. */
export const standingEnds = ({ words }: KeepingCase): readonly KeepingWord[] =>
  words.filter((word) => word.stands === true && word.kind === 'disposal-decided' && word.what !== 'keep')

const stepsOf = (told: KeepingCase, me: string): readonly KeepingStep[] => {
  if (told.what === 'held') return ['release']
  if (!told.closed) return []
  if (told.what === 'review') return ['destroy', 'anonymise', 'keep']
  if (told.what === 'transfer') return ['archive', 'keep']
  const others = standingEnds(told).filter(({ agent }) => agent !== me)
  const ends = [...new Set(others.flatMap(({ what }) => (what === 'destroy' || what === 'anonymise' ? what : [])))]
  return [...ends, 'keep']
}
