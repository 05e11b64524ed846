// Runs the expressions a pack keeps outside its form (when a cost is due, how often, when a paper is needed) on the
// effective answers of a request. Total: a pack that came through parsePack never makes it throw.
import { parseExpression } from '../form/expression.ts'
import type { Answers, AnswerValue } from '../form/form.ts'
import { runExpression, type ExpressionView } from '../form/run-expression.ts'
import { toTruth } from '../form/values.ts'
import type { EvidenceItem, ProcedurePack } from './pack.ts'

/** `values` are the form's effective ones (`evaluate(…).values`), where unanswered and irrelevant rows are absent. */
export const outsideValue = (source: string, values: Answers): AnswerValue => {
  const parsed = parseExpression(source, { reference: () => 'value' })
  return parsed.ok ? runExpression(parsed.value, viewOf(values)) : null
}

/** An expression that is absent holds. */
export const holds = (when: string | undefined, values: Answers): boolean =>
  when === undefined || toTruth(outsideValue(when, values))

/** The papers this request needs, in the pack's order; those with the same `anyOf` letter replace each other. */
export const evidenceFor = (pack: ProcedurePack, values: Answers): readonly EvidenceItem[] =>
  pack.service.hasInputType.filter((item) => holds(item.when, values))

const viewOf = (values: Answers): ExpressionView => ({
  today: '',
  now: '',
  answerTo: (name) => values[name] ?? null,
  answersTo: (name) => (values[name] === undefined ? [] : [values[name]]),
  self: null,
  position: 1,
  column: () => null,
  fuel: { left: 10_000 },
})
