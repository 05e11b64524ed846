// `morchid divisions import`: the lists of provinces and communes that forms read, from tables. Checks everything before it
// writes anything.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { Division, LineProblem } from '../sync-server/admin/divisions.ts'
import type { Result } from '../shared/text/result.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run divisions -- import communes.csv --provinces provinces.csv
  communes.csv     colonnes code (RR.PPP.CC.NN), name_fr, name_ar, province_code
  provinces.csv    colonnes code (RR.PPP), name_fr, name_ar ; sans lui, les provinces déjà là
  --country ma     les listes écrites : ma-communes.json et ma-provinces.json (sinon ma)
  --check          regarde seulement
Écrit dans PACKS_DIR/lists (sinon ./procedures/lists). Les autres colonnes sont laissées de côté.`

const knownShape = v.array(v.object({ name: v.string() }))

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      provinces: { type: 'string' },
      country: { type: 'string', default: 'ma' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  const [verb, file, ...more] = positionals
  if (values.help) console.log(help)
  else if (verb !== 'import' || file === undefined || more.length > 0 || !/^[a-z]{2}$/.test(values.country))
    stopWith(help)
  else await importDivisions(file, values.provinces ?? null, values)
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function importDivisions(
  file: string,
  provincesFile: string | null,
  { country, check }: { readonly country: string; readonly check: boolean },
): Promise<void> {
  const { listText, readDivisions } = await import('../sync-server/admin/divisions.ts')
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const config = parseConfig(process.env)
  if (!config.ok) return stopWith(explainConfig(config.error))
  const place = (name: string): string => join(config.value.packsDir, 'lists', `${country}-${name}.json`)
  const provinces = provincesFile === null ? null : rightOnes(provincesFile, readDivisions(textOf(provincesFile), null))
  const known = provinces ?? v.parse(knownShape, JSON.parse(textOf(place('provinces'))))
  const communes = rightOnes(file, readDivisions(textOf(file), new Set(known.map(({ name }) => name))))
  const lists = [...(provinces === null ? [] : [['provinces', provinces] as const]), ['communes', communes] as const]
  for (const [name, rows] of lists) {
    if (!check) {
      writeFileSync(`${place(name)}.new`, listText(rows))
      renameSync(`${place(name)}.new`, place(name))
    }
    console.log(`${place(name)} : ${rows.length} lignes${check ? ', justes ; rien n’est écrit' : ''}`)
  }
  if (!check) console.log('Redémarrez le serveur : les appareils reçoivent la nouvelle liste quand ils l’ouvrent.')
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return stopWith(`Le fichier « ${path} » n'existe pas ou ne se lit pas.`)
  }
}

function rightOnes(path: string, read: Result<readonly Division[], readonly LineProblem[]>): readonly Division[] {
  if (read.ok) return read.value
  const most = 50
  const lines = read.error.slice(0, most).map(({ line, text }) => `${path}, ligne ${line} : ${text}`)
  const rest = read.error.length > most ? [`… et ${read.error.length - most} autres`] : []
  return stopWith([...lines, ...rest, `${read.error.length} fautes : rien n'a été écrit.`].join('\n'))
}
