// The answers of a dossier as the clerk reads them: by page of the pack, only what was relevant.
// Pure: it orders and groups; it never fills a hole.
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { FormPage } from '../../../shared/procedure/pack.ts'
import type { L10n } from '../../../shared/text/l10n.ts'

export interface AnswerPage {
  readonly id: string
  /** Null for rows that no page of the pack lists. */
  readonly label: L10n | null
  readonly fields: readonly FieldState[]
}

const silentKinds: readonly FieldState['kind'][] = ['note', 'calculate', 'repeat']

/** Pages in the pack's order, empty ones left out. A page that names a group or a repeat has all of its fields. */
export const answersByPage = (pages: readonly FormPage[], fields: readonly FieldState[]): readonly AnswerPage[] => {
  const shown = fields.filter((field) => field.relevant && !silentKinds.includes(field.kind))
  const pageOf = (field: FieldState) =>
    pages.find((page) => page.rows.includes(field.row.name) || field.group.some((group) => page.rows.includes(group)))
  const listed = pages.map((page) => ({
    id: page.id,
    label: page.label,
    fields: shown.filter((field) => pageOf(field) === page),
  }))
  const rest = { id: '', label: null, fields: shown.filter((field) => pageOf(field) === undefined) }
  return [...listed, rest].filter((page) => page.fields.length > 0)
}
