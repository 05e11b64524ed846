// The first reading of a form's rows: which name stands where, inside which groups. Expressions are not looked at yet,
// because they may name rows that come later.
import type { SurveyRow } from './form.ts'
import type { Mistake } from './mistakes.ts'
import { parseRowType } from './row-type.ts'
import type { RowType } from './row-type.ts'
import type { FormMistake } from './tree.ts'

const NAME = /^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u
const MAX_NESTING = 12

export interface OutlineRow {
  readonly row: SurveyRow
  /** 1-based; a row added by or_other has that of its question. */
  readonly at: number
  readonly type: RowType & { readonly is: 'field' | 'begin' }
  readonly parent: OutlineRow | null
  readonly inRepeat: boolean
}

export interface Outline {
  /** Fields and the beginnings of groups and repeats, in document order. */
  readonly rows: readonly OutlineRow[]
  readonly byName: ReadonlyMap<string, OutlineRow>
  readonly errors: readonly FormMistake[]
}

/** The text question that or_other adds after its list. */
const otherRow = (row: SurveyRow): SurveyRow => ({
  type: 'text',
  name: `${row.name}_other`,
  label: {
    fr: row.label ? `${row.label.fr} — précisez` : 'Précisez',
    ar: row.label ? `${row.label.ar} — حددوا` : 'حددوا',
  },
  relevant: `selected(\${${row.name}}, 'other')`,
  ...(row.privacy ? { privacy: row.privacy } : {}),
})

export function outlineOf(rows: readonly (SurveyRow | null)[]): Outline {
  const outline: OutlineRow[] = []
  const byName = new Map<string, OutlineRow>()
  const errors: FormMistake[] = []
  const open: OutlineRow[] = []
  const complain = (row: number, column: string, code: FormMistake['code'], mistake: Mistake): void => {
    errors.push({ row, column, code, mistake })
  }

  const add = (row: SurveyRow, at: number, type: OutlineRow['type']): void => {
    const parent = open.at(-1) ?? null
    const inRepeat = open.some((one) => one.type.is === 'begin' && one.type.container === 'repeat')
    const entry: OutlineRow = { row, at, type, parent, inRepeat }
    outline.push(entry)
    if (type.is === 'begin') {
      open.push(entry)
      if (open.length === MAX_NESTING + 1)
        complain(at, 'type', 'nesting', { says: 'tooDeep', what: String(MAX_NESTING) })
    }
    const twin = byName.get(row.name)
    // `__proto__` and its kin would not be plain keys of the answers.
    if (!NAME.test(row.name) || row.name.startsWith('__'))
      complain(at, 'name', 'name', { says: 'badName', what: row.name })
    else if (twin) complain(at, 'name', 'duplicate', { says: 'duplicateName', what: row.name, more: String(twin.at) })
    else byName.set(row.name, entry)
  }

  for (const [i, row] of rows.entries()) {
    if (!row) continue
    const at = i + 1
    const type = parseRowType(row.type)
    if (!type) complain(at, 'type', 'type', { says: 'unknownType', what: row.type })
    else if (type.is === 'end') {
      const begun = open.at(-1)
      if (begun?.type.is !== 'begin') complain(at, 'type', 'nesting', { says: 'notOpen', what: row.type })
      else if (begun.type.container !== type.container || (row.name !== '' && row.name !== begun.row.name)) {
        complain(at, 'type', 'nesting', {
          says: 'wrongEnd',
          what: `${row.type} ${row.name}`.trim(),
          more: begun.row.name,
        })
        open.pop()
      } else open.pop()
    } else {
      add(row, at, { ...type, is: type.is } as OutlineRow['type'])
      if (type.is === 'field' && type.orOther) {
        add(otherRow(row), at, { is: 'field', kind: 'text', list: null, file: false, orOther: false })
      }
    }
  }
  for (const left of open) complain(left.at, 'type', 'nesting', { says: 'notClosed', what: left.row.name })
  return { rows: outline, byName, errors }
}
