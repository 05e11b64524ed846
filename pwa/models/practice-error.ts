// The error that an exercise slips in just before the read-back: one name becomes another, so that whoever listens finds
// it, and whoever says "right" to everything does not. Pure.
import type { FormState } from '../../shared/form/evaluate.ts'

export interface PlantedError {
  /** Key of the field. */
  readonly name: string
  readonly wrong: string
}

const wrongIn = { arabic: 'زينب', latin: 'Zineb' } as const
const otherIn = { arabic: 'خديجة', latin: 'Khadija' } as const

/**
 * Only words that are read aloud, a name first of all since a wrong one is heard: it passes the rules of a name, and opens
 * no other question. Null when the form has none.
 */
export const errorFor = ({ fields }: Pick<FormState, 'fields'>): PlantedError | null => {
  const field = fields.find(
    ({ kind, relevant, readOnly, row, value }) =>
      kind === 'text' &&
      relevant &&
      !readOnly &&
      (row.constraint === undefined || /name/.test(row.name)) &&
      (row.privacy ?? 'open') === 'open' &&
      typeof value === 'string' &&
      value.trim() !== '',
  )
  if (field === undefined) return null
  const said = String(field.value)
  const script = /\p{Script=Arabic}/u.test(said) ? 'arabic' : 'latin'
  return { name: field.key, wrong: said.trim() === wrongIn[script] ? otherIn[script] : wrongIn[script] }
}
