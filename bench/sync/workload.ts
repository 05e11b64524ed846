// What everybody carries: which dossiers there are, and who edits what while they cannot talk.
// Pure; the dossiers themselves are those of dossiers.ts.
import { dossierFacts, type Facts } from './dossiers.ts'

/** New values for answers of a dossier that both sides have. */
export interface Edit {
  readonly dossier: string
  readonly values: Readonly<Record<string, string>>
}

export const factsFrom = (first: number, count: number): readonly Facts[] =>
  Array.from({ length: count }, (_, i) => dossierFacts(first + i))

/** Each side edits 20 dossiers, three answers each; the last five of the first side are the first five of the other. */
const editedPerSide = 20
const inCommon = 5
export const openDossiers = 2 * editedPerSide - inCommon

const questions = {
  here: ['douar', 'address_words', 'first_name_latin'],
  // One answer is contested, the others stand beside each other.
  there: ['douar', 'last_name_latin', 'last_name_ar'],
} as const

export type Side = keyof typeof questions
export const sides = ['here', 'there'] as const

export const editsOf = (side: Side, dossiers: readonly Facts[]): readonly Edit[] => {
  const first = side === 'here' ? 0 : editedPerSide - inCommon
  const place = side === 'here' ? 'au guichet' : 'au bureau'
  return dossiers.slice(first, first + editedPerSide).map(({ id, answers }) => ({
    dossier: id,
    values: Object.fromEntries(
      questions[side].map((question) => [question, `${String(answers[question]?.v)} (${place})`]),
    ),
  }))
}

/** What both sides wrote in the same five dossiers: 30 facts. */
export const contestedOf = (dossiers: readonly Facts[]): readonly Edit[] => {
  const common = new Set(dossiers.slice(editedPerSide - inCommon, editedPerSide).map(({ id }) => id))
  return sides.flatMap((side) => editsOf(side, dossiers)).filter(({ dossier }) => common.has(dossier))
}
