// Administrative divisions from a table (CSV) into the lists that forms read: code, French name, Arabic name, and the
// province of a commune. All of the table or nothing, and every line that is wrong named with its number: a list with a
// hole would leave people without their commune. Columns that are not ours are passed over and never published.
import { parse, CsvError } from 'csv-parse/sync'
import * as v from 'valibot'
import { err, ok, type Result } from '../../shared/text/result.ts'

export interface Division {
  /** Code of the statistical office. */
  readonly name: string
  readonly label: { readonly fr: string; readonly ar: string }
  /** Of a commune. */
  readonly province?: string
}

export interface LineProblem {
  readonly line: number
  readonly text: string
}

const parsedRows = v.array(
  v.object({ info: v.object({ lines: v.number() }), record: v.record(v.string(), v.string()) }),
)
const needed = ['code', 'name_fr', 'name_ar'] as const

/** `provinces`: the codes that communes may name; null for a table of provinces. */
export const readDivisions = (
  csv: string,
  provinces: ReadonlySet<string> | null,
): Result<readonly Division[], readonly LineProblem[]> => {
  const rows = rowsOf(csv)
  if (!rows.ok) return rows
  const columns = new Set(Object.keys(rows.value[0]?.record ?? {}))
  const wanted = provinces === null ? needed : [...needed, 'province_code']
  const missing = wanted.filter((name) => !columns.has(name))
  if (rows.value.length === 0) return err([{ line: 1, text: 'aucune ligne sous les noms des colonnes' }])
  if (missing.length > 0) return err([{ line: 1, text: `il manque les colonnes ${missing.join(', ')}` }])

  const problems: LineProblem[] = []
  const lineOfCode = new Map<string, number>()
  const divisions = rows.value.map(({ info: { lines: line }, record }): Division => {
    const text = (name: string): string => (record[name] ?? '').normalize('NFC').trim()
    const [code, fr, ar, province] = [text('code'), text('name_fr'), text('name_ar'), text('province_code')]
    const need = (good: boolean, said: string): void => {
      if (!good) problems.push({ line, text: said })
    }
    const shape = provinces === null ? /^\d{2}\.\d{3}$/ : /^\d{2}\.\d{3}\.\d{2}\.\d{1,2}$/
    need(shape.test(code), `code « ${code} » : attendu ${provinces === null ? 'RR.PPP' : 'RR.PPP.CC.NN'}`)
    need(fr !== '', 'name_fr est vide')
    need(/\p{Script=Arabic}/u.test(ar), `name_ar « ${ar} » n’est pas en arabe`)
    const before = lineOfCode.get(code)
    need(before === undefined, `code ${code} : déjà à la ligne ${before ?? 0}`)
    lineOfCode.set(code, line)
    if (provinces === null) return { name: code, label: { fr, ar } }
    need(provinces.has(province), `province_code « ${province} » n’est pas une province connue`)
    return { name: code, label: { fr, ar }, province }
  })
  return problems.length > 0 ? err(problems) : ok(divisions.sort((a, b) => (a.name < b.name ? -1 : 1)))
}

/** One row a line: small to send, and a change of one commune is one line of a diff. */
export const listText = (divisions: readonly Division[]): string =>
  `[\n${divisions.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`

const rowsOf = (csv: string): Result<v.InferOutput<typeof parsedRows>, readonly LineProblem[]> => {
  try {
    const rows: unknown = parse(csv, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true })
    return ok(v.parse(parsedRows, rows))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const { lines } = cause
    return err([{ line: typeof lines === 'number' ? lines : 1, text: `ne se lit pas comme du CSV (${cause.code})` }])
  }
}
