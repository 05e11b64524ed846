// Makes procedures/lists/ma-communes.json and ma-provinces.json: codes and names only, never a column under ODbL.
// Usage: node scripts/communes.ts [folder with communes.csv and provinces.csv]
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Named {
  readonly name: string
  readonly label: { readonly fr: string; readonly ar: string }
}
interface CommuneRow extends Named {
  readonly province: string
}

const source = process.argv[2] ?? join(import.meta.dirname, '../../shared/data/ma-divisions')
const target = join(import.meta.dirname, '../procedures/lists')

const readRows = async (file: string): Promise<readonly Readonly<Record<string, string>>[]> => {
  const [head = '', ...lines] = (await readFile(join(source, file), 'utf8')).trim().split(/\r?\n/u)
  const columns = head.split(',')
  return lines.map((line) => {
    // The files quote nothing; a quote or a missing cell means they changed, and this reader must not guess.
    const cells = line.split(',')
    if (line.includes('"') || cells.length !== columns.length) throw new Error(`${file}: cannot read the row ${line}`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']))
  })
}

const named = (row: Readonly<Record<string, string>>): Named => {
  const { code = '', name_fr: fr = '', name_ar: ar = '' } = row
  if (!/^\d{2}\.\d{3}(?:\.\d{2}\.\d{1,2})?$/u.test(code) || fr === '' || ar === '')
    throw new Error(`${code}: incomplete`)
  return { name: code, label: { fr: fr.normalize('NFC'), ar: ar.normalize('NFC') } }
}

const byCode = (a: Named, b: Named): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** One row a line: small to send, and a change of one commune is one line of a diff. */
const write = async (file: string, rows: readonly Named[]): Promise<void> => {
  const text = `[\n${[...rows]
    .sort(byCode)
    .map((row) => JSON.stringify(row))
    .join(',\n')}\n]\n`
  await writeFile(join(target, file), text)
  console.log(`${file}: ${rows.length} lignes, ${Buffer.byteLength(text)} octets`)
}

const provinces = (await readRows('provinces.csv')).map(named)
const known = new Set(provinces.map((province) => province.name))
const communes = (await readRows('communes.csv')).map((row): CommuneRow => {
  const province = row['province_code'] ?? ''
  if (!known.has(province)) throw new Error(`${row['code']}: unknown province ${province}`)
  return { ...named(row), province }
})
await write('ma-provinces.json', provinces)
await write('ma-communes.json', communes)
