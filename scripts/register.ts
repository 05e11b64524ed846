// `npm run register`: the register of an office and a year as a file for the archive. A running server holds the data
// folder alone, so it is asked; when none runs, the folder is opened here.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ServerConfig } from '../sync-server/config.ts'
import type { RegisterWanted } from '../sync-server/register-export.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run register -- --office BUREAU --year ANNÉE
  --format csv|ods   le format (sinon ods)
  --lang fr|ar       la langue des colonnes (sinon fr)
  --data DIR         le dossier de données (sinon DATA_DIR, sinon ./data)
  --out FICHIER      où écrire (sinon registre-BUREAU-ANNÉE.FORMAT)
Le fichier contient des noms de personnes : gardez-le comme le registre lui-même.`

const seriesShape = v.object({
  year: v.number(),
  series: v.string(),
  count: v.number(),
  last: v.number(),
  missing: v.array(v.number()),
  twice: v.array(v.number()),
})
const answerShape = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    value: v.object({ bytes: v.string(), rows: v.number(), series: v.array(seriesShape) }),
  }),
  v.object({
    ok: v.literal(false),
    error: v.object({ type: v.literal('unknown-office'), offices: v.array(v.string()) }),
  }),
])
const wantedShape = v.object({
  office: v.pipe(v.string(), v.nonEmpty()),
  year: v.pipe(v.string(), v.regex(/^\d{4}$/), v.transform(Number)),
  format: v.optional(v.picklist(['csv', 'ods']), 'ods'),
  lang: v.optional(v.picklist(['fr', 'ar']), 'fr'),
})

try {
  const { values } = parseArgs({
    options: {
      office: { type: 'string' },
      year: { type: 'string' },
      format: { type: 'string' },
      lang: { type: 'string' },
      data: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const wanted = v.safeParse(wantedShape, values)
  if (values.help) console.log(help)
  else if (!wanted.success) stopWith(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else await write(config.value, wanted.output, values.out)
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function write(place: ServerConfig, wanted: RegisterWanted, out: string | undefined): Promise<void> {
  const { registerOfFolder } = await import('../sync-server/folder-commands.ts')
  const running = await askRunning(place.dataDir, '/api/local/register', wanted)
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const answer = v.parse(answerShape, running ? await running.json() : await registerOfFolder(place, wanted))
  if (!answer.ok) {
    stopWith(
      `« ${wanted.office} » n'est pas un bureau de la commune. Choisissez parmi : ${answer.error.offices.join(', ')}`,
    )
    return
  }
  const { bytes, rows, series } = answer.value
  const path = out ?? `registre-${wanted.office}-${wanted.year}.${wanted.format}`
  writeFileSync(path, Buffer.from(bytes, 'base64'), { mode: 0o600 })
  console.log(`${path} : ${rows} lignes.`)
  for (const one of series) {
    const of = `${one.year}-${one.series}`
    console.log(`Série ${of} : ${one.count} numéros, le dernier est ${one.last}.`)
    if (one.missing.length > 0)
      console.log(`ATTENTION : ${of} n'a pas ${listed(one.missing)}, que le serveur a perdus.`)
    if (one.twice.length > 0) console.log(`ATTENTION : ${of} a deux fois ${listed(one.twice)}.`)
  }
}

function listed(numbers: readonly number[]): string {
  const most = 20
  return `${numbers.slice(0, most).join(', ')}${numbers.length > most ? `… (${numbers.length} en tout)` : ''}`
}
