// One data folder, one owner: the database locked for this process, brought to the newest shape, with the server's keys.
// A folder that cannot be opened is left as it is, and the operator is told what to do.
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { loadKeys, type KeysProblem, type ServerKeys } from './accept/keys.ts'
import { ensureEpoch } from './store/meta.ts'
import { migrate } from './store/migrations.ts'
import { isSetUp } from './store/people.ts'
import { openSqlite, type OpenProblem, type OpenSqlite } from './store/sqlite.ts'

/** The operator can do something about it: `message` says what, in French. */
export class StartProblem extends Error {}

export type DataFolder = OpenSqlite & { readonly keys: ServerKeys }

export const databaseFile = (dataDir: string): string => join(dataDir, 'morchid.sqlite')

export const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

/** Opens a data folder for this process alone, brought to the newest shape. Throws StartProblem. */
export const openDataFolder = async (dataDir: string): Promise<DataFolder> => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // Made here for its mode; SQLite gives its log the same.
    closeSync(openSync(databaseFile(dataDir), 'a', 0o600))
  } catch {
    throw new StartProblem(
      `Le dossier de données « ${dataDir} » ne peut pas être écrit. Vérifiez DATA_DIR et les droits.`,
    )
  }
  const opened = openSqlite(databaseFile(dataDir))
  if (!opened.ok) throw new StartProblem(explainOpen(dataDir, opened.error))
  try {
    await migrate(opened.value.db, 'blob')
    const keys = await loadKeys(dataDir, !(await isSetUp(opened.value.db)))
    if (!keys.ok) throw new StartProblem(explainKeys(keys.error))
    await ensureEpoch(opened.value.db, toBase64Url(random(8)))
    return { ...opened.value, keys: keys.value }
  } catch (cause) {
    await opened.value.close()
    throw cause
  }
}

const explainOpen = (dataDir: string, problem: OpenProblem): string =>
  problem.type === 'in-use'
    ? `Le dossier de données « ${dataDir} » est déjà utilisé par un autre processus Morchid. Arrêtez-le, ou choisissez un autre dossier : DATA_DIR=./autre npm start`
    : `La base de données de « ${dataDir} » ne s'ouvre pas (${problem.message}). Restaurez une sauvegarde ; ne supprimez rien avant.`

const explainKeys = ({ type, path }: KeysProblem): string =>
  type === 'missing'
    ? `Il manque « ${path} » : sans ces clés, ce que les appareils ont scellé ne peut pas être lu. Restaurez ce fichier depuis la sauvegarde.`
    : `« ${path} » est abîmé. Restaurez ce fichier depuis la sauvegarde.`
