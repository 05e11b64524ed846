// Reads a row's `type`: what kind of question it is, and the list that stands in it. XLSForm's spellings are accepted.
import type { FieldKind } from './tree.ts'

export type RowType =
  | {
      readonly is: 'field'
      readonly kind: FieldKind
      readonly list: string | null
      readonly file: boolean
      readonly orOther: boolean
    }
  | { readonly is: 'begin' | 'end'; readonly container: 'group' | 'repeat' }

const plainKinds: ReadonlyMap<string, FieldKind> = new Map([
  ['text', 'text'],
  ['string', 'text'],
  ['integer', 'integer'],
  ['int', 'integer'],
  ['decimal', 'decimal'],
  ['date', 'date'],
  ['time', 'time'],
  ['dateTime', 'dateTime'],
  ['datetime', 'dateTime'],
  ['geopoint', 'geopoint'],
  ['image', 'image'],
  ['photo', 'image'],
  ['audio', 'audio'],
  ['file', 'file'],
  ['note', 'note'],
  ['calculate', 'calculate'],
  ['acknowledge', 'acknowledge'],
  ['trigger', 'acknowledge'],
  ['barcode', 'barcode'],
])

const SELECT =
  /^(?<how>select_one|select one|select_multiple|select multiple|select_one_from_file|select one from file)(?: from)? (?<list>\S+)(?<other> or_other| or other| or specify other)?$/
const SELECT_ALL = /^select all that apply from (?<list>\S+)(?<other> or_other| or other| or specify other)?$/
const CONTAINER = /^(?<edge>begin|end)[ _](?<container>group|repeat)$/

/** null when the type is not known. */
export function parseRowType(type: string): RowType | null {
  const written = type.trim().replace(/\s+/g, ' ')
  const plain = plainKinds.get(written)
  if (plain) return { is: 'field', kind: plain, list: null, file: false, orOther: false }
  const edge = CONTAINER.exec(written)?.groups
  if (edge) return { is: edge['edge'] as 'begin' | 'end', container: edge['container'] as 'group' | 'repeat' }
  const select = SELECT.exec(written)?.groups ?? SELECT_ALL.exec(written)?.groups
  if (!select) return null
  const how = select['how'] ?? 'select multiple'
  return {
    is: 'field',
    kind: how.includes('multiple') ? 'select_multiple' : 'select_one',
    list: select['list'] ?? '',
    file: how.endsWith('file'),
    orOther: select['other'] !== undefined,
  }
}
