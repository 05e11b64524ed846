// What a server works on: its data folder with its keys, and the commune's database, in that folder or in a PostgreSQL.
// Brought to the newest shape. What cannot be opened is left as it is, and the operator is told what to do.
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sha256Url, toBase64Url } from '../shared/dossier/canonical.ts'
import { keysPath, loadKeys, type KeysProblem, type ServerKeys } from './accept/keys.ts'
import type { StoreEngine } from './store/engine.ts'
import { ensureEpoch, readFact, writeFact } from './store/meta.ts'
import { migrate } from './store/migrations.ts'
import { isSetUp } from './store/people.ts'
import { openPostgres, type PostgresPlace, type PostgresProblem } from './store/postgres.ts'
import type { SharedPostgres } from './store/postgres-shared.ts'
import { openSqlite, type OpenProblem } from './store/sqlite.ts'
import { explainUnopenable } from './unopenable.ts'

/** The operator can do something about it: `message` says what, in French. */
export class StartProblem extends Error {}

export type DataFolder = StoreEngine & { readonly keys: ServerKeys }

/** As the configuration says it; a folder alone keeps its database in itself. */
export interface DataPlace {
  readonly dataDir: string
  readonly databaseUrl?: string
  readonly databaseSchema?: string
  /** A place of several: which one is meant must be said first. */
  readonly communes?: object | undefined
}

/** What communes of one process share; each is opened only when it is there. */
export interface SharedDatabase {
  /** Null: SQLite in each folder. */
  readonly postgres: SharedPostgres | null
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'morchid.sqlite')

export const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

/**
 * SQLite is opened for this process alone; a commune in PostgreSQL may be served by several that have the same keys.
 * Throws StartProblem.
 */
export const openDataFolder = async (given: string | DataPlace, shared?: SharedDatabase): Promise<DataFolder> => {
  const place = typeof given === 'string' ? { dataDir: given } : given
  refuseSeveral(place)
  if (shared && !existsSync(keysPath(place.dataDir))) throw new StartProblem(explainAbsent(place.dataDir))
  const engine = await openEngine(place, shared)
  try {
    await migrate(engine.db, engine.name === 'sqlite' ? 'blob' : 'bytea')
    return { ...engine, keys: await keysFor(engine, place.dataDir) }
  } catch (cause) {
    await engine.close()
    const told = explainUnopenable(place.dataDir, cause)
    throw told === null ? cause : new StartProblem(told, { cause })
  }
}

/** Throws StartProblem when it was not said which one of several is meant. */
export const refuseSeveral = ({ communes }: DataPlace): void => {
  if (communes !== undefined) throw new StartProblem(explainSeveral)
}

const openEngine = async (place: DataPlace, shared: SharedDatabase | undefined): Promise<StoreEngine> => {
  const postgres = postgresOf(place)
  if (!postgres) return openFile(place.dataDir)
  if (!shared?.postgres) return openCommune(place.dataDir, postgres)
  const opened = await shared.postgres.open(postgres.schema)
  if (!opened.ok) throw new StartProblem(explainPostgres(postgres, opened.error))
  return opened.value
}

/** Null when the database is in the data folder. */
export const postgresOf = ({ databaseUrl, databaseSchema = 'morchid' }: DataPlace): PostgresPlace | null =>
  databaseUrl === undefined ? null : { url: databaseUrl, schema: databaseSchema }

/** In one transaction: of several processes that start together, one makes the keys and the epoch. */
const keysFor = ({ db }: StoreEngine, dataDir: string): Promise<ServerKeys> =>
  db.transaction().execute(async (tx) => {
    const keys = await loadKeys(dataDir, !(await isSetUp(tx)))
    if (!keys.ok) throw new StartProblem(explainKeys(keys.error))
    await ensureEpoch(tx, toBase64Url(random(8)))
    const own = sha256Url(keys.value.sealKey)
    const known = await readFact(tx, 'keys')
    // Before a commune is set up nobody has sealed anything to the keys.
    if (known !== null && known !== own && (await isSetUp(tx))) throw new StartProblem(explainOtherKeys(dataDir))
    if (known !== own) await writeFact(tx, 'keys', own)
    return keys.value
  })

const openFile = async (dataDir: string): Promise<StoreEngine> => {
  makeFolder(dataDir, () => {
    // Made here for its mode; SQLite gives its log the same.
    closeSync(openSync(databaseFile(dataDir), 'a', 0o600))
  })
  const opened = openSqlite(databaseFile(dataDir))
  if (!opened.ok) throw new StartProblem(explainOpen(dataDir, opened.error))
  return opened.value
}

const openCommune = async (dataDir: string, place: PostgresPlace): Promise<StoreEngine> => {
  makeFolder(dataDir)
  const opened = await openPostgres(place)
  if (!opened.ok) throw new StartProblem(explainPostgres(place, opened.error))
  return opened.value
}

const makeFolder = (dataDir: string, fill: () => void = () => undefined): void => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fill()
  } catch {
    throw new StartProblem(
      `Le dossier de données « ${dataDir} » ne peut pas être écrit. Vérifiez DATA_DIR et les droits.`,
    )
  }
}

const explainOpen = (dataDir: string, problem: OpenProblem): string =>
  problem.type === 'in-use'
    ? `Le dossier de données « ${dataDir} » est déjà utilisé par un autre processus Morchid. Arrêtez-le, ou choisissez un autre dossier : DATA_DIR=./autre npm start`
    : `La base de données de « ${dataDir} » ne s'ouvre pas (${problem.message}). Restaurez une sauvegarde ; ne supprimez rien avant.`

/** Never the address itself: it may hold a password. */
export const explainPostgres = (
  { schema }: { readonly schema: string },
  { type, message }: PostgresProblem,
): string => {
  const why: Record<PostgresProblem['type'], string> = {
    unreachable: `PostgreSQL ne répond pas (${message}). Vérifiez qu'il est démarré et l'adresse dans DATABASE_URL, puis relancez.`,
    refused: `PostgreSQL refuse l'utilisateur ou son mot de passe (${message}). Corrigez DATABASE_URL.`,
    'no-database': `La base nommée dans DATABASE_URL n'existe pas (${message}). Créez-la : createdb --encoding=UTF8 morchid`,
    'no-schema': `Le schéma « ${schema} » n'est pas dans cette base. Vérifiez le fichier des communes, ou restaurez une sauvegarde de cette commune.`,
    'no-rights': `L'utilisateur de DATABASE_URL n'a pas le droit de créer le schéma « ${schema} » (${message}). Donnez-le-lui : GRANT CREATE ON DATABASE … TO …, ou créez le schéma pour lui : CREATE SCHEMA ${schema} AUTHORIZATION …`,
    encoding: `La base nommée dans DATABASE_URL est en ${message}, et l'arabe ne peut pas y être écrit. Créez-en une autre : createdb --encoding=UTF8 --template=template0 morchid`,
    pooled: `${message}. Mettez pool_mode = session dans PgBouncer, ou dans DATABASE_URL l'adresse de PostgreSQL lui-même.`,
    other: `PostgreSQL ne s'ouvre pas (${message}). Vérifiez DATABASE_URL.`,
  }
  return why[type]
}

const explainOtherKeys = (dataDir: string): string =>
  `Les clés de « ${join(dataDir, 'keys.json')} » ne sont pas celles de cette commune. Vérifiez DATA_DIR et DATABASE_SCHEMA : chaque commune a son dossier et son schéma. Si le fichier a été remplacé, remettez celui de la sauvegarde.`

const explainSeveral =
  'Plusieurs communes dans COMMUNES_FILE : dites laquelle, par exemple COMMUNE=07.041.07.03 npm run link.'

const explainAbsent = (dataDir: string): string =>
  `Aucune commune dans « ${dataDir} ». Préparez-la (npm run init, avec COMMUNE=son code), ou restaurez une sauvegarde.`

const explainKeys = ({ type, path }: KeysProblem): string => {
  const why: Record<KeysProblem['type'], string> = {
    missing: `Il manque « ${path} » : sans ces clés, ce que les appareils ont scellé ne peut pas être lu. Restaurez ce fichier depuis la sauvegarde.`,
    unreadable: `« ${path} » ne peut pas être lu par ce compte. Donnez-le au compte du serveur : chown --reference=${dirname(path)} ${path} ; chmod 600 ${path}`,
    damaged: `« ${path} » est abîmé. Restaurez ce fichier depuis la sauvegarde.`,
  }
  return why[type]
}
