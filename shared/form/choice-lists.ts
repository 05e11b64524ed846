// Finds and checks the list that a select row names. A file's list may come later, with the answers.
import type { Choice } from './form.ts'
import type { Mistake } from './mistakes.ts'
import type { OutlineRow } from './outline.ts'
import type { ChoiceList, FormErrorCode } from './tree.ts'

type Report = (column: string, code: FormErrorCode, mistake: Mistake) => void

const other: Choice = { name: 'other', label: { fr: 'Autre', ar: 'أخرى' } }

/** The list of a row, or null when it has none or a broken one (then `report` was called). */
export function choiceListOf(
  { row, type }: OutlineRow,
  lists: ReadonlyMap<string, readonly Choice[]>,
  report: Report,
): ChoiceList | null {
  if (type.is !== 'field' || type.list === null) return null
  const name = type.list
  if (type.file) {
    if (type.orOther) report('type', 'list', { says: 'unknownType', what: row.type })
    return { name, file: true, choices: lists.get(name) ?? null }
  }
  const written = lists.get(name)
  if (!written) {
    report('type', 'list', { says: 'unknownList', what: name })
    return null
  }
  if (written.length === 0) report('type', 'list', { says: 'emptyList', what: name })
  const names = new Set<string>()
  for (const choice of written) {
    if (names.has(choice.name)) report('type', 'duplicate', { says: 'duplicateChoice', what: choice.name, more: name })
    names.add(choice.name)
  }
  const spaced = type.kind === 'select_multiple' ? written.find((choice) => /\s/.test(choice.name)) : undefined
  if (spaced) report('type', 'list', { says: 'spaceInChoice', what: spaced.name, more: name })
  if (type.orOther && row.choice_filter?.trim())
    report('choice_filter', 'list', { says: 'otherWithFilter', what: row.name })
  return { name, file: false, choices: type.orOther && !names.has('other') ? [...written, other] : written }
}

/** Is there such a column in some choice of the list? A file that is not loaded may have any. */
export function hasColumn({ choices }: ChoiceList, column: string): boolean {
  return choices === null || column === 'name' || choices.some((choice) => Object.hasOwn(choice, column))
}
