// The read-back: every answer is read to the citizen, who says right or wrong. A changed answer is read again.
// Pure; nothing here can skip a row.
import type { FieldState, FormState } from '../../../shared/form/evaluate.ts'

/** Field key → the answer that was said to be right, as JSON. */
export type Confirmed = ReadonlyMap<string, string>

const unread: readonly FieldState['kind'][] = ['note', 'calculate', 'repeat']

/** What is read: relevant questions, answered or not, in the order they were asked. */
export const rowsToRead = (form: Pick<FormState, 'fields'>): readonly FieldState[] =>
  form.fields.filter((field) => field.relevant && !unread.includes(field.kind))

export const isConfirmed = (field: FieldState, confirmed: Confirmed): boolean =>
  confirmed.get(field.key) === JSON.stringify(field.value)

export const confirm = (field: FieldState, confirmed: Confirmed): Confirmed =>
  new Map(confirmed).set(field.key, JSON.stringify(field.value))

/** The next row to read, or null when all were said to be right. */
export const nextToRead = (form: Pick<FormState, 'fields'>, confirmed: Confirmed): FieldState | null =>
  rowsToRead(form).find((field) => !isConfirmed(field, confirmed)) ?? null
