// `npm run drill`: proves that the newest copy can be brought back. It is restored in a scratch folder, the devices of
// the commune bring what they hold, and the result is compared with the live server. Leaves with 1 when anything lacks.
// `-- --dossiers 10000` tries the same on a made-up commune.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ServerConfig } from '../sync-server/config.ts'
import type { DataPlace } from '../sync-server/data-folder.ts'
import type { DrillPlan } from '../sync-server/drill/drill.ts'
import type { ScratchSchema } from '../sync-server/drill/scratch-schema.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run drill     restaure la dernière copie dans un dossier d'essai et compare avec le serveur d'aujourd'hui
  --in DOSSIER      où sont les copies (sinon BACKUP_DIR) ; la plus récente est prise
  --from COPIE      une copie précise, « sauvegarde-… »
  --against COPIE   comparer avec une copie plus récente, là où le serveur n'est pas
  --burned N        N appareils ne rendent rien, comme s'ils avaient brûlé
  --scratch DOSSIER où restaurer (sinon le dossier temporaire) ; il faut la place de deux fois la base, et des photos
  --data DIR        le dossier de données (sinon DATA_DIR, sinon ./data)
npm run drill -- --dossiers 10000     la même chose sur une commune inventée
Le serveur peut tourner et les gens travailler : rien n'est changé chez eux.`

const answerShape = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.null() }),
  v.object({ ok: v.literal(false), error: v.object({ where: v.string(), message: v.string() }) }),
])

try {
  const { values } = parseArgs({
    options: {
      in: { type: 'string' },
      from: { type: 'string' },
      against: { type: 'string' },
      burned: { type: 'string', default: '' },
      scratch: { type: 'string' },
      dossiers: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else {
    const place = mkdtempSync(join(values.scratch ?? tmpdir(), 'morchid-exercice-'))
    // It holds a whole commune and its keys: it goes whatever happens.
    process.once('exit', () => rmSync(place, { recursive: true, force: true }))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
    if (values.dossiers === undefined) await drillHere(values, place)
    else await drillMadeUp(numberOf(values.dossiers, 10, 20_000), numberOf(values.burned || '1', 0, 8), place)
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

interface Wanted {
  readonly in?: string | undefined
  readonly from?: string | undefined
  readonly against?: string | undefined
  readonly burned: string
  readonly data?: string | undefined
}

async function drillHere(wanted: Wanted, place: string): Promise<void> {
  const config = await configOf(wanted.data)
  const { copiesIn } = await import('../sync-server/backup/copies.ts')
  const shelf = wanted.in ?? config.backupDir
  const from = wanted.from ?? (shelf === undefined ? undefined : copiesIn(resolve(shelf))[0]?.folder)
  if (from === undefined)
    return stopWith(
      shelf === undefined ? help : `Aucune copie dans « ${shelf} ». Faites-en une : npm run backup -- --to ${shelf}`,
    )
  const live = join(place, 'serveur')
  if (wanted.against === undefined) await copyLive(config, live)
  else await copyOfCopy(resolve(wanted.against), live)
  const schema = await schemaBeside(config, config.databaseSchema)
  await drill({ live, from: resolve(from), schema, burned: numberOf(wanted.burned || '0', 0, 1e6) }, place)
}

/** Its server has a schema of its own, beside nobody's. */
async function drillMadeUp(dossiers: number, burned: number, place: string): Promise<void> {
  const config = await configOf(undefined)
  const { makeUpCommune } = await import('../sync-server/drill/made-up-commune.ts')
  const { dropScratch } = await import('../sync-server/drill/scratch-schema.ts')
  const { copiesIn } = await import('../sync-server/backup/copies.ts')
  const own = await schemaBeside(config, 'inventee')
  if (own) await dropScratch(own)
  const { dataDir, shelf, server } = await makeUpCommune(place, dossiers, own, console.log)
  try {
    const live = join(place, 'serveur')
    await copyLive({ dataDir }, live)
    const from = copiesIn(shelf)[0]?.folder
    if (from === undefined) throw new Error('no backup was made')
    await drill({ live, from, schema: await schemaBeside(config, 'restauree'), burned }, place)
  } finally {
    await server.stop()
    if (own) await dropScratch(own)
  }
}

async function configOf(data: string | undefined): Promise<ServerConfig> {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const config = parseConfig({ ...process.env, ...(data === undefined ? {} : { DATA_DIR: data }) })
  return config.ok ? config.value : stopWith(explainConfig(config.error))
}

/** Null where the operator has no PostgreSQL. */
async function schemaBeside({ databaseUrl }: ServerConfig, schema: string): Promise<ScratchSchema | null> {
  const { scratchSchema } = await import('../sync-server/drill/scratch-schema.ts')
  return databaseUrl === undefined ? null : scratchSchema(databaseUrl, schema)
}

async function drill(plan: Pick<DrillPlan, 'live' | 'from' | 'schema' | 'burned'>, place: string): Promise<void> {
  const { runDrill } = await import('../sync-server/drill/drill.ts')
  const { explainDrill, isNothingMissing, writeLastDrill } = await import('../sync-server/drill/drill-report.ts')
  const scratch = join(place, 'essai')
  mkdirSync(scratch, { mode: 0o700 })
  const report = await runDrill({ ...plan, scratch, now: () => new Date(), tell: console.log })
  for (const line of explainDrill(report)) console.log(line)
  writeLastDrill(dirname(plan.from), report)
  if (!isNothingMissing(report)) process.exitCode = 1
}

/** What the server has now: a running one makes the copy, since it alone may hold the folder. */
async function copyLive(place: DataPlace, to: string): Promise<void> {
  const { liveCopyOfFolder } = await import('../sync-server/folder-commands.ts')
  const running = await askRunning(place.dataDir, '/api/local/live-copy', { to })
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const answer = v.parse(answerShape, running ? await running.json() : await liveCopyOfFolder(place, to))
  if (!answer.ok)
    stopWith(
      `La copie d'essai n'a pas pu être écrite dans « ${answer.error.where} » (${answer.error.message}). Donnez un autre dossier : --scratch`,
    )
}

/** A verified copy is not opened where it lies: its bytes must stay the ones that were checked. */
async function copyOfCopy(from: string, to: string): Promise<void> {
  const { copyVerified } = await import('../sync-server/backup/restore.ts')
  await copyVerified(from, to)
}

function numberOf(text: string, least: number, most: number): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < least || number > most)
    stopWith(`« ${text} » : attendu, un nombre de ${least} à ${most}.`)
  return number
}
