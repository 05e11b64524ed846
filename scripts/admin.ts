// `morchid commune | unit | person | device | pack | voice`: shows what a commune is made of, and adds what must be there before
// anybody can work. A running server is asked; when none runs, the folder is opened here.
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { AdminRequest } from '../sync-server/admin/administer.ts'
import type { ServerConfig } from '../sync-server/config.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `morchid commune show                     la commune, ses sauvegardes, sa vie
morchid unit list
morchid unit add --kind point --fr "EPN Imlil" --ar "فضاء إمليل" [--phone 0524000000]
morchid unit add --kind office --id urbanisme --fr "Urbanisme" --ar "التعمير" [--pivot building]…
morchid person list
morchid person add --name "Prénom Nom" --unit bureau-general     un superviseur, quand aucun n'a d'appareil
morchid device list
morchid pack list | check [FICHIER] | add FICHIER
morchid voice list
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)`

const elsewhere =
  'Cela se fait sur l’écran d’un superviseur, « Appareils et personnes » : un acte signé, qui reste. Une personne qui change d’unité part, puis entre dans l’autre par un nouveau lien ; ce qu’elle a écrit reste à son nom. Un appareil se prête, se vide et se révoque au même endroit.'

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      id: { type: 'string' },
      fr: { type: 'string' },
      ar: { type: 'string' },
      phone: { type: 'string' },
      pivot: { type: 'string', multiple: true },
      name: { type: 'string' },
      unit: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
  const [what = '', verb = '', file] = positionals
  if (values.help) console.log(help)
  else if (!config.ok) stopWith(explainConfig(config.error))
  else await administerFrom(`${what} ${verb}`, file, values, config.value)
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

interface Flags {
  readonly kind?: string
  readonly id?: string
  readonly fr?: string
  readonly ar?: string
  readonly phone?: string
  readonly pivot?: string[]
  readonly name?: string
  readonly unit?: string
}

async function administerFrom(
  asked: string,
  file: string | undefined,
  flags: Flags,
  config: ServerConfig,
): Promise<void> {
  const { kind, id = null, fr = '', ar = '', phone = null, pivot: pivots = [], name = '', unit = '' } = flags
  switch (asked) {
    case 'commune show':
      return say(config, { what: 'commune' })
    case 'unit list':
      return say(config, { what: 'units' })
    case 'unit add':
      if (kind !== 'point' && kind !== 'office') return stopWith(`--kind : attendu point ou office.\n\n${help}`)
      return say(config, { what: 'add-unit', kind, id, fr, ar, phone, pivots })
    case 'person list':
      return say(config, { what: 'people' })
    case 'person add':
      return say(config, { what: 'add-supervisor', name, unit })
    case 'device list':
      return say(config, { what: 'devices' })
    case 'pack list':
      return listPacks(config)
    case 'pack check':
      return checkPack(config, file)
    case 'pack add':
      return addPack(config, file)
    case 'voice list':
      return listVoices()
    case 'person move':
    case 'person remove':
    case 'device revoke':
    case 'device lend':
    case 'device erase':
      return stopWith(elsewhere)
    default:
      return stopWith(help)
  }
}

async function say(config: ServerConfig, asked: AdminRequest): Promise<void> {
  const { adminAnswer, administer } = await import('../sync-server/admin/administer.ts')
  const { inFolder } = await import('../sync-server/folder-commands.ts')
  const running = await askRunning(config.dataDir, '/api/local/admin', asked)
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const given: unknown = running ? await running.json() : await inFolder(config, ({ db }) => administer(db, asked))
  const answer = v.parse(adminAnswer, given)
  if (!answer.ok) stopWith(answer.error)
  else for (const line of answer.value.length === 0 ? ['Il n’y en a pas.'] : answer.value) console.log(line)
}

/** Those of the folder, and how many versions dossiers were opened with. */
async function listPacks(config: ServerConfig): Promise<void> {
  const { loadPacks, summaryOf } = await import('./packs-check.ts')
  const { packs, errors } = await loadPacks(config.packsDir)
  for (const pack of packs) console.log(summaryOf(pack))
  if (errors.length > 0) console.log(`${errors.length} fautes dans ${config.packsDir} : morchid pack check`)
  console.log('Connues de ce serveur, d’autres versions comprises :')
  await say(config, { what: 'packs' })
}

async function checkPack({ packsDir }: ServerConfig, file: string | undefined): Promise<void> {
  const { readPacks, explainPackProblem } = await import('../sync-server/packs.ts')
  if (file !== undefined) return void (await readPack(file))
  const { packs, problems } = readPacks(packsDir)
  for (const line of problems.flatMap(explainPackProblem)) console.error(line)
  console.log(`${packs.length} procédures correctes, ${problems.length} fichiers avec des fautes`)
  if (problems.length > 0) process.exitCode = 1
}

async function readPack(file: string): Promise<{ readonly id: string; readonly version: string }> {
  const { parsePack } = await import('../shared/procedure/schema.ts')
  const { explainPackProblem } = await import('../sync-server/packs.ts')
  const { summaryOf } = await import('./packs-check.ts')
  if (!existsSync(file)) return stopWith(`Le fichier « ${file} » n'existe pas.`)
  const parsed = parsePack(jsonOf(file))
  if (!parsed.ok) return stopWith(explainPackProblem({ file, errors: parsed.error }).join('\n'))
  console.log(summaryOf(parsed.value))
  return parsed.value
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    return stopWith(`« ${file} » n'est pas du JSON (${cause instanceof Error ? cause.message : String(cause)}).`)
  }
}

/** The same version with another content would change dossiers that were opened with it. */
async function addPack({ packsDir }: ServerConfig, file: string | undefined): Promise<void> {
  if (file === undefined) return stopWith(help)
  const { readPacks } = await import('../sync-server/packs.ts')
  const { id, version } = await readPack(file)
  const there = readPacks(packsDir).packs.find((one) => one.id === id)
  if (there && there.version === version)
    return stopWith(`${id}@${version} est déjà là : un changement demande une nouvelle version dans le fichier.`)
  copyFileSync(file, join(packsDir, `${id}.json`))
  console.log(`${id}@${version} est dans ${packsDir}. Redémarrez le serveur pour l'offrir.`)
}

/** What is shipped; what people recorded is heard and approved in the studio. */
function listVoices(): void {
  const folder = join(import.meta.dirname, '../voices')
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    const clips = readdirSync(join(folder, name)).filter((file) => file.endsWith('.webm')).length
    if (clips > 0) console.log(`${name}  ${clips} phrases, voix de synthèse`)
  }
  console.log('Les voix enregistrées par des personnes sont au studio, sur l’écran d’un superviseur.')
}
