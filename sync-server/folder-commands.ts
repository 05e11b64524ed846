// What commands do to a data folder that no server holds: list people, make a link, set a commune up, export acts and
// registers, make a backup.
// They open it, do one thing and let it go.
import { existsSync } from 'node:fs'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import type { Result } from '../shared/text/result.ts'
import { keysPath } from './accept/keys.ts'
import { exportActs, keyList, type ActsWanted, type ExportProblem } from './act-export.ts'
import { makeLiveCopy } from './backup/live-copy.ts'
import { makeBackup, type BackupDone, type BackupProblem } from './backup/make-backup.ts'
import { restoreReport, type RestoreReport } from './backup/restore-report.ts'
import { openBlobStore } from './blobs/open-room.ts'
import type { S3Place } from './blobs/s3-store.ts'
import type { ServerConfig } from './config.ts'
import {
  databaseFile,
  openDataFolder,
  random,
  refuseSeveral,
  StartProblem,
  type DataFolder,
  type DataPlace,
} from './data-folder.ts'
import { erasureReport, type ErasureLine, type ErasureWanted } from './erasure/report.ts'
import { keptPacks } from './packs.ts'
import { exportRegister, type RegisterFile, type RegisterProblem, type RegisterWanted } from './register-export.ts'
import { enrolmentUrl } from './routes/local.ts'
import { directoryChanged } from './store/directory-stamp.ts'
import { addEnrolmentCode } from './store/enrolment.ts'
import { writeFact } from './store/meta.ts'
import { agentById, isDemo, isSetUp, setUpCommune, staff, type NewCommune, type Staff } from './store/people.ts'

export interface Link {
  readonly role: string
  readonly name: string
  readonly url: string
}

type Place = Pick<ServerConfig, 'publicUrl' | 'port'> & DataPlace

const urlOf = ({ publicUrl, port }: Place): string => publicUrl ?? `http://localhost:${port}`

/** A link for that person, or everyone when no person is named. Throws StartProblem. */
export const linkOrPeople = (place: Place, agent: string | undefined): Promise<Link | readonly Staff[]> =>
  inFolder(place, async ({ db }) => {
    if (agent === undefined) return staff(db)
    const found = await agentById(db, agent)
    if (!found)
      throw new StartProblem(`« ${agent} » n'est pas dans la commune. Sans nom, « npm run link » montre la liste.`)
    return makeLink(db, urlOf(place), found)
  })

/** The file of those acts. Throws StartProblem on a folder that serves nobody. */
export const exportFromFolder = (place: DataPlace, wanted: ActsWanted): Promise<Result<string, ExportProblem>> =>
  inFolder(place, ({ db, keys }) => exportActs(db, keys, wanted))

/** Throws StartProblem on a folder that serves nobody. */
export const registerOfFolder = (
  place: DataPlace,
  wanted: RegisterWanted,
): Promise<Result<RegisterFile, RegisterProblem>> =>
  inFolder(place, async ({ db }) => exportRegister(db, (await keptPacks(db)).packOf, wanted))

/** Throws StartProblem on a folder that serves nobody. */
export const erasuresOfFolder = (place: DataPlace, wanted: ErasureWanted): Promise<readonly ErasureLine[]> =>
  inFolder(place, ({ db }) => erasureReport(db, wanted))

/** A verified backup in a new folder under `to`. Throws StartProblem on a folder that serves nobody. */
export const backupFolder = (
  place: DataPlace & { readonly s3?: S3Place },
  to: string,
  keepDays: number | null,
): Promise<Result<BackupDone, BackupProblem>> =>
  inFolder(place, async (folder) =>
    makeBackup(folder, place.dataDir, to, new Date(), await openBlobStore({ s3: null, ...place }), keepDays),
  )

/** What it holds now, for a drill. Throws StartProblem on a folder that serves nobody. */
export const liveCopyOfFolder = (place: DataPlace, to: string): Promise<Result<null, BackupProblem>> =>
  inFolder(place, (folder) => makeLiveCopy(folder, place.dataDir, to))

/** Null when the folder was never restored. Throws StartProblem on one that serves nobody. */
export const reportOfFolder = (place: DataPlace): Promise<RestoreReport | null> =>
  inFolder(place, ({ db }) => restoreReport(db))

/** Every key that was enrolled here, one a line. Throws StartProblem on a folder that serves nobody. */
export const keysOfFolder = (place: DataPlace): Promise<string> => inFolder(place, ({ db }) => keyList(db))

/** Devices seal their data key to it when they are next opened. Throws StartProblem on a folder that serves nobody. */
export const replaceRecoveryKey = (place: DataPlace, publicKey: string): Promise<void> =>
  inFolder(place, ({ db }) =>
    db.transaction().execute(async (tx) => {
      await writeFact(tx, 'recovery-key', publicKey)
      await directoryChanged(tx)
    }),
  )

/** Throws StartProblem on a folder that serves nobody. */
export const inFolder = async <T>(place: DataPlace, work: (folder: DataFolder) => Promise<T>): Promise<T> => {
  refuseSeveral(place)
  // Opening would make both. A database whose keys are lost says so itself when it is opened.
  if (!existsSync(keysPath(place.dataDir)) && !existsSync(databaseFile(place.dataDir)))
    throw new StartProblem(nothingHere)
  const folder = await openDataFolder(place)
  try {
    if (!(await isSetUp(folder.db))) throw new StartProblem(nothingHere)
    return await work(folder)
  } finally {
    await folder.close()
  }
}

/** Asked before the operator answers ten questions for nothing. Throws StartProblem. */
export const refuseIfSetUp = async (place: DataPlace): Promise<void> => {
  const folder = await openDataFolder(place)
  try {
    if (await isSetUp(folder.db)) throw new StartProblem(alreadySetUp(place.dataDir))
  } finally {
    await folder.close()
  }
}

/**
 * Sets up a real commune with the public half of its recovery key, and gives its first supervisor a link. Throws
 * StartProblem on a folder already in use.
 */
export const initFolder = async (place: Place, commune: NewCommune, recoveryKey?: string): Promise<Link> => {
  const folder = await openDataFolder(place)
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
  'Aucune commune dans ce dossier de données. Vérifiez DATA_DIR ; si le dossier est perdu, remettez une sauvegarde (npm run restore). Une nouvelle commune : npm run init.'
