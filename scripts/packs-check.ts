// Checks every pack of a folder and says, in French, where each mistake is: pack, place, row and column.
// Usage: node scripts/packs-check.ts [folder]. Exits 1 on any mistake.
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { choiceSchema } from '../shared/procedure/pack-shape.ts'
import { factsOf } from '../shared/procedure/facts.ts'
import { complain, type PackError } from '../shared/procedure/pack-errors.ts'
import type { ProcedurePack, SourceRef } from '../shared/procedure/pack.ts'
import { parsePack } from '../shared/procedure/schema.ts'

export interface LoadedPacks {
  readonly packs: readonly ProcedurePack[]
  /** With the file that has them. */
  readonly errors: readonly (PackError & { readonly file: string })[]
}

/** Every `*.json` of the folder, sorted by name; lists that its forms read are looked for in `lists/`. */
export const loadPacks = async (dir: string): Promise<LoadedPacks> => {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.json')).sort()
  const packs: ProcedurePack[] = []
  const errors: (PackError & { readonly file: string })[] = []
  for (const file of files) {
    const json = parseJson(await readFile(join(dir, file), 'utf8'))
    const parsed = json === undefined ? notJson : parsePack(json)
    if (!parsed.ok) {
      errors.push(...parsed.error.map((error) => ({ ...error, file })))
      continue
    }
    const pack = parsed.value
    const more = [
      ...(packs.some((other) => other.id === pack.id) ? [complain('id', 'duplicate-id', pack.id)] : []),
      ...(await missingLists(dir, pack)),
    ]
    errors.push(...more.map((complaint) => ({ ...complaint, pack: pack.id, file })))
    if (more.length === 0) packs.push(pack)
  }
  return { packs, errors }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const notJson = { ok: false, error: [{ pack: '?', ...complain('', 'shape', 'JSON') }] } as const

const missingLists = async (dir: string, pack: ProcedurePack) => {
  const found = await Promise.all(
    pack.form.survey.map(async ({ type, name }, i) => {
      const file = /^select_(?:one|multiple)_from_file\s+(\S+)$/u.exec(type)?.[1]
      if (file === undefined) return []
      const text = await readFile(join(dir, 'lists', file), 'utf8').catch(() => '')
      const list = v.safeParse(v.pipe(v.array(choiceSchema), v.minLength(1)), parseJson(text))
      if (list.success) return []
      return [
        { ...complain(`form.survey[${i}].type`, 'missing', `lists/${file} (${name})`), row: i + 1, column: 'type' },
      ]
    }),
  )
  return found.flat()
}

const sourceKinds: readonly SourceRef['kind'][] = ['law', 'portal', 'field', 'unverified']

/** What a pack holds, in one line. */
export const summaryOf = (pack: ProcedurePack): string => {
  const questions = pack.form.survey.filter(({ type }) => !/^(?:calculate|note|begin|end)/u.test(type)).length
  const facts = factsOf(pack)
  const byKind = sourceKinds.flatMap((kind) => {
    const count = facts.filter(({ source }) => source.some((ref) => ref.kind === kind)).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  const sources = byKind.length === 0 ? '' : ` (${byKind.join(', ')})`
  return `${pack.id}@${pack.version} [${pack.status}] : ${questions} questions, ${facts.length} faits${sources}`
}

const tell = ({ file, pack, place, row, column, detail }: LoadedPacks['errors'][number]): string => {
  const cell = row === undefined ? '' : `, ligne ${row}, colonne ${column ?? '?'}`
  return `${file} : ${pack}, ${place === '' ? 'fichier' : place}${cell} : ${detail.fr}`
}

if (import.meta.main) {
  const dir = resolve(process.argv[2] ?? join(import.meta.dirname, '../procedures'))
  const { packs, errors } = await loadPacks(dir)
  for (const pack of packs) console.log(summaryOf(pack))
  for (const error of errors) console.error(tell(error))
  console.log(`${packs.length} procédures correctes, ${errors.length} erreurs`)
  if (errors.length > 0 || packs.length === 0) process.exitCode = 1
}
