// What commands do to a data folder that no server holds: list people, make a link, set a commune up, export acts, make a
// backup.
// They open it, do one thing and let it go.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import type { Result } from '../shared/text/result.ts'
import { exportActs, keyList, type ActsWanted, type ExportProblem } from './act-export.ts'
import { makeBackup, type BackupDone, type BackupProblem } from './backup/make-backup.ts'
import { restoreReport, type RestoreReport } from './backup/restore-report.ts'
import type { ServerConfig } from './config.ts'
import { openDataFolder, random, StartProblem, type DataFolder } from './data-folder.ts'
import { enrolmentUrl } from './routes/local.ts'
import { addEnrolmentCode } from './store/enrolment.ts'
import { writeFact } from './store/meta.ts'
import { agentById, isDemo, isSetUp, setUpCommune, staff, type NewCommune, type Staff } from './store/people.ts'

export interface Link {
  readonly role: string
  readonly name: string
  readonly url: string
}

type Place = Pick<ServerConfig, 'dataDir' | 'publicUrl' | 'port'>

const urlOf = ({ publicUrl, port }: Place): string => publicUrl ?? `http://localhost:${port}`

/** A link for that person, or everyone when no person is named. Throws StartProblem. */
export const linkOrPeople = (place: Place, agent: string | undefined): Promise<Link | readonly Staff[]> =>
  inFolder(place.dataDir, async ({ db }) => {
    if (agent === undefined) return staff(db)
    const found = await agentById(db, agent)
    if (!found)
      throw new StartProblem(`« ${agent} » n'est pas dans la commune. Sans nom, « npm run link » montre la liste.`)
    return makeLink(db, urlOf(place), found)
  })

/** The file of those acts. Throws StartProblem on a folder that serves nobody. */
export const exportFromFolder = (dataDir: string, wanted: ActsWanted): Promise<Result<string, ExportProblem>> =>
  inFolder(dataDir, ({ db, keys }) => exportActs(db, keys, wanted))

/** A verified backup in a new folder under `to`. Throws StartProblem on a folder that serves nobody. */
export const backupFolder = (dataDir: string, to: string): Promise<Result<BackupDone, BackupProblem>> =>
  inFolder(dataDir, (folder) => makeBackup(folder, dataDir, to, new Date()))

/** Null when the folder was never restored. Throws StartProblem on one that serves nobody. */
export const reportOfFolder = (dataDir: string): Promise<RestoreReport | null> =>
  inFolder(dataDir, ({ db }) => restoreReport(db))

/** Every key that was enrolled here, one a line. Throws StartProblem on a folder that serves nobody. */
export const keysOfFolder = (dataDir: string): Promise<string> => inFolder(dataDir, ({ db }) => keyList(db))

/** Devices seal their data key to it when they are next opened. Throws StartProblem on a folder that serves nobody. */
export const replaceRecoveryKey = (dataDir: string, publicKey: string): Promise<void> =>
  inFolder(dataDir, ({ db }) => writeFact(db, 'recovery-key', publicKey))

const inFolder = async <T>(dataDir: string, work: (folder: DataFolder) => Promise<T>): Promise<T> => {
  if (!existsSync(join(dataDir, 'keys.json'))) throw new StartProblem(nothingHere)
  const folder = await openDataFolder(dataDir)
  try {
    if (!(await isSetUp(folder.db))) throw new StartProblem(nothingHere)
    return await work(folder)
  } finally {
    await folder.close()
  }
}

/** Asked before the operator answers ten questions for nothing. Throws StartProblem. */
export const refuseIfSetUp = async ({ dataDir }: Place): Promise<void> => {
  const folder = await openDataFolder(dataDir)
  try {
    if (await isSetUp(folder.db)) throw new StartProblem(alreadySetUp(dataDir))
  } finally {
    await folder.close()
  }
}

/**
 * Sets up a real commune with the public half of its recovery key, and gives its first supervisor a link. Throws
 * StartProblem on a folder already in use.
 */
export const initFolder = async (place: Place, commune: NewCommune, recoveryKey?: string): Promise<Link> => {
  const folder = await openDataFolder(place.dataDir)
  try {
    if (await isSetUp(folder.db)) throw new StartProblem(alreadySetUp(place.dataDir))
    const first = commune.agents.find(({ role }) => role === 'supervisor')
    if (!first) throw new StartProblem('Il faut au moins un superviseur.')
    await setUpCommune(folder.db, commune)
    if (recoveryKey !== undefined) await writeFact(folder.db, 'recovery-key', recoveryKey)
    return await makeLink(folder.db, urlOf(place), first)
  } finally {
    await folder.close()
  }
}

const makeLink = async (
  db: Parameters<typeof addEnrolmentCode>[0],
  url: string,
  { id, role, name }: Staff,
): Promise<Link> => {
  const code = toBase64Url(random(16))
  await addEnrolmentCode(db, id, code, new Date())
  return { role, name, url: enrolmentUrl(url, code, await isDemo(db)) }
}

const alreadySetUp = (dataDir: string): string =>
  `Le dossier « ${dataDir} » sert déjà une commune. Choisissez-en un autre : DATA_DIR=./commune npm run init`

const nothingHere =
  'Aucune commune dans ce dossier de données. Lancez « npm start » (démonstration) ou « npm run init » (une vraie commune).'
