// The door of the form engine: anything in, rows and lists of the right shape out, or the row and column of each mistake.
import * as v from 'valibot'
import type { Choice, SurveyRow } from './form.ts'
import type { FormMistake } from './tree.ts'

const MAX_ROWS = 1000
const MAX_CHOICES = 20_000

const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== ''),
)
const l10n = v.object({ fr: text, ar: text, zgh: v.exactOptional(text) })
const condition = v.union([v.string(), v.boolean()])

const surveyRow = v.looseObject({
  type: text,
  name: v.optional(v.string(), ''),
  label: v.exactOptional(l10n),
  hint: v.exactOptional(l10n),
  required: v.exactOptional(condition),
  required_message: v.exactOptional(l10n),
  relevant: v.exactOptional(v.string()),
  constraint: v.exactOptional(v.string()),
  constraint_message: v.exactOptional(l10n),
  calculation: v.exactOptional(v.string()),
  default: v.exactOptional(v.union([v.string(), v.number()])),
  read_only: v.exactOptional(condition),
  appearance: v.exactOptional(v.string()),
  choice_filter: v.exactOptional(v.string()),
  repeat_count: v.exactOptional(v.string()),
  parameters: v.exactOptional(v.string()),
  pictogram: v.exactOptional(v.string()),
  privacy: v.exactOptional(v.picklist(['open', 'private', 'sealed'])),
})
const choice = v.looseObject({ name: text, label: l10n, pictogram: v.exactOptional(v.string()) })
const source = v.looseObject({
  survey: v.array(v.unknown()),
  choices: v.optional(v.record(v.string(), v.array(v.unknown())), {}),
})

export interface ReadSource {
  readonly rows: readonly (SurveyRow | null)[]
  readonly choices: ReadonlyMap<string, readonly Choice[]>
  readonly errors: readonly FormMistake[]
}

/** Rows that cannot be read are null, so that the others keep their numbers. */
export function readSource(input: unknown): ReadSource {
  const errors: FormMistake[] = []
  const report = (row: number, column: string, what: string): void => {
    errors.push({ row, column, code: 'shape', mistake: { says: 'shape', what } })
  }
  const read = v.safeParse(source, input)
  if (!read.success) {
    for (const issue of read.issues) report(0, v.getDotPath(issue) ?? '', issue.received)
    return { rows: [], choices: new Map(), errors }
  }
  const { survey, choices } = read.output
  if (survey.length > MAX_ROWS) {
    errors.push({ row: 0, column: '', code: 'too-large', mistake: { says: 'tooManyRows', what: String(MAX_ROWS) } })
    return { rows: [], choices: new Map(), errors }
  }
  const rows = survey.map((row, i): SurveyRow | null => {
    const parsed = v.safeParse(surveyRow, row)
    if (parsed.success) return parsed.output
    for (const issue of parsed.issues) report(i + 1, v.getDotPath(issue) ?? '', issue.received)
    return null
  })
  const lists = new Map<string, readonly Choice[]>()
  for (const [name, list] of Object.entries(choices)) {
    if (list.length > MAX_CHOICES) report(0, `choices.${name}`, String(list.length))
    const parsed = v.safeParse(v.array(choice), list.slice(0, MAX_CHOICES))
    if (parsed.success) lists.set(name, parsed.output)
    else {
      for (const issue of parsed.issues) report(0, `choices.${name}.${v.getDotPath(issue) ?? ''}`, issue.received)
      lists.set(name, [])
    }
  }
  return { rows, choices: lists, errors }
}
