// The way through an assisted request: papers, one question at a time, read-back, teach-back, mandate, receipt. Pure: it
// only says which step comes next; the form decides which questions there are.
import type { FieldState, FormState } from '../../shared/form/evaluate.ts'
import type { Step } from './request-shape.ts'

/** Kinds that are shown to somebody. Calculations are not, nor what the form fills in by itself. */
const isAsked = (field: FieldState): boolean => field.relevant && field.kind !== 'calculate' && !field.readOnly

export const questionsOf = (form: FormState): readonly string[] => form.fields.filter(isAsked).map((field) => field.key)

const unread: readonly FieldState['kind'][] = ['note', 'calculate', 'repeat']

/** What is read back: relevant questions, answered or not, in the order they were asked; what is sealed is read to nobody. */
export const rowsToRead = (form: Pick<FormState, 'fields'>): readonly FieldState[] =>
  form.fields.filter((field) => field.relevant && !unread.includes(field.kind) && field.row.privacy !== 'sealed')

/** Every step as things stand; answers make questions come and go. */
export const stepsOf = (form: FormState, hasPapers: boolean): readonly Step[] => [
  ...(hasPapers ? [{ kind: 'papers' } as const] : []),
  ...questionsOf(form).map((name) => ({ kind: 'question', name }) as const),
  { kind: 'read-back' },
  { kind: 'teach-back' },
  { kind: 'mandate' },
  { kind: 'receipt' },
]

const same = (a: Step, b: Step): boolean =>
  a.kind === b.kind && (a.kind !== 'question' || b.kind !== 'question' || a.name === b.name)

/** Where a step stands now. A question that is no longer asked stands where it was in the form. */
export const indexOf = (steps: readonly Step[], step: Step, form: FormState): number => {
  const at = steps.findIndex((one) => same(one, step))
  if (at >= 0 || step.kind !== 'question') return Math.max(0, at)
  const place = form.fields.findIndex((field) => field.key === step.name)
  const before = new Set(form.fields.slice(0, Math.max(0, place)).map((field) => field.key))
  const last = steps.findLastIndex((one) => one.kind === 'papers' || (one.kind === 'question' && before.has(one.name)))
  return Math.max(0, last)
}

/** The first question that still has a problem: nobody is asked to sign over it. */
export const firstProblem = (form: FormState): FieldState | null =>
  form.fields.find((field) => isAsked(field) && field.problem !== null) ?? null

/**
 * The step after `step`. From a question or a paper that was gone back to, the read-back, unless the change opened a question
 * that must be answered first. `read-back` leads on only when every answer holds.
 */
export const stepAfter = (form: FormState, hasPapers: boolean, step: Step, returning: boolean): Step => {
  const steps = stepsOf(form, hasPapers)
  const problem = firstProblem(form)
  if ((returning && (step.kind === 'question' || step.kind === 'papers')) || step.kind === 'read-back') {
    if (problem) return { kind: 'question', name: problem.key }
    return step.kind === 'read-back' ? { kind: 'teach-back' } : { kind: 'read-back' }
  }
  const next = steps[indexOf(steps, step, form) + 1] ?? { kind: 'receipt' }
  return next.kind === 'read-back' && problem ? { kind: 'question', name: problem.key } : next
}

/** The step before; the receipt has none, since what was filed is filed. */
export const stepBefore = (form: FormState, hasPapers: boolean, step: Step, returning: boolean): Step => {
  if (step.kind === 'receipt') return step
  if (returning && (step.kind === 'question' || step.kind === 'papers')) return { kind: 'read-back' }
  const steps = stepsOf(form, hasPapers)
  const at = indexOf(steps, step, form)
  const stands = steps[at]
  // Standing on a question that has gone, `at` is already the one before it.
  if (stands && !same(stands, step)) return stands
  return steps[Math.max(0, at - 1)] ?? step
}
