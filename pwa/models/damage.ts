// What became of this device's storage, looked at once at each start, before anything else reads it: a database that was
// lost or went back in time is told from a new one by its mark and its mirror, and gets back what the mirror has. Nothing
// here deletes anything, and nobody is told less than what was found.
import type { Database, Row } from '../storage/database.ts'
import type { DiskState } from '../storage/disk-state.ts'
import { hasMirrorPlace, openMirrorDisk } from '../storage/mirror-disk.ts'
import { openMirror } from '../storage/mirror.ts'
import type { Mirror } from '../storage/mirror.ts'
import { missingFrom, restoreFrom } from '../storage/mirror-restore.ts'
import type { Missing } from '../storage/mirror-restore.ts'
import { readMeta, readSlots, writeMeta } from '../storage/meta.ts'
import { repairRows } from '../storage/repair.ts'
import { damageOf, readWatermark, writeWatermark } from '../storage/watermark.ts'
import { state } from './state.ts'
import type { Incident } from './state.ts'

let mirror: Mirror | null = null
/** The mirror's copies of rows whose own seal may be broken, for whoever has the key. */
let doubtful: readonly Row[] = []

/** Of the next try to open it; undefined once this tab has nothing to do with it any more. */
let later: ReturnType<typeof setTimeout> | undefined

export const currentMirror = (): Mirror | null => mirror

/** Called with the database open and nothing else reading it. A mirror that fails leaves the device without one. */
export const lookForDamage = async (database: Database): Promise<void> => {
  const emptying = (await readMeta(database, 'orders'))?.reported === true
  mirror = await openMirrorHere()
  // What is being emptied is not damaged, and nothing of it is to come back.
  const found = emptying ? null : await findDamage(database, mirror)
  if (found) await writeMeta(database, 'incident', found)
  state.damage.value = found ?? (emptying ? null : await readMeta(database, 'incident'))
  if (emptying) return
  // Behind the first screen: the copy begins anew, unless it has what could not be put back.
  if (mirror) void mirror.follow(database, doubtful.length === 0).catch(tell)
  else openLater(database)
}

/** A tab that was frozen when the device was taken from it holds the files until it thaws. */
const openLaterMs = 15_000

const openLater = (database: Database): void => {
  clearTimeout(later)
  later = setTimeout(() => void followLater(database).catch(tell), openLaterMs)
}

const followLater = async (database: Database): Promise<void> => {
  const opened = await openMirrorHere()
  // Taken over meanwhile, or emptied.
  if (later === undefined) return opened?.close()
  if (!opened) return hasMirrorPlace() ? openLater(database) : undefined
  // What it has and the database lacks is put right at a start, when nothing else reads: until then it stays as it is.
  if ((await missingFrom(database, opened.kept)).found !== null) return opened.close()
  mirror = opened
  await opened.follow(database, true)
}

const openMirrorHere = async (): Promise<Mirror | null> => {
  try {
    const disk = await openMirrorDisk()
    return disk && openMirror(disk)
  } catch (cause) {
    tell(cause)
    return null
  }
}

const findDamage = async (database: Database, from: Mirror | null): Promise<Incident | null> => {
  const mark = readWatermark()
  const known = mark ? await database.chains.get(mark.incarnation) : undefined
  const marked = damageOf(mark, (await readSlots(database)).length > 0, known ?? null)
  const missing = from && (await missingFrom(database, from.kept))
  if (missing?.found) await restoreFrom(database, (from as Mirror).kept, missing)
  doubtful = missing?.doubtful ?? []
  const found = missing?.found ?? marked
  if (found === null) return null
  return {
    found: marked === 'lost' ? 'lost' : found,
    back: backOf(missing),
    missing: await stillMissing(database),
    mirror: from?.found ?? 'none',
  }
}

const backOf = (missing: Missing | null): Incident['back'] => ({
  rows: missing?.rows.length ?? 0,
  packets: missing?.packets.length ?? 0,
  recordings: missing?.recordings ?? 0,
})

/** By the mark, which is up to two seconds old: what it counted and the database still does not have. */
const stillMissing = async (database: Database): Promise<Incident['missing']> => {
  const mark = readWatermark()
  if (!mark) return { rows: 0, packets: 0 }
  const n = (await database.chains.get(mark.incarnation))?.n ?? 0
  // Once another packet is cut, the rows of the mark are in it.
  const unsent = n > mark.n ? mark.unsent : await database.rows.where('unsent').equals(1).count()
  return { rows: Math.max(0, mark.unsent - unsent), packets: Math.max(0, mark.n - n) }
}

/** At an unlock, before anything is cut: rows that do not open are put right or set aside, and told. */
export const repairAtUnlock = async (disk: DiskState): Promise<void> => {
  const { back, aside } = await repairRows(disk, doubtful)
  doubtful = []
  if (back + aside === 0) return
  const before = await readMeta(disk.database, 'incident')
  const incident: Incident = before
    ? { ...before, missing: { ...before.missing, rows: before.missing.rows + aside } }
    : {
        found: 'rows',
        back: { rows: back, packets: 0, recordings: 0 },
        missing: { rows: aside, packets: 0 },
        mirror: mirror?.found ?? 'none',
      }
  await writeMeta(disk.database, 'incident', incident)
  state.damage.value = incident
}

/** Told, and written down for the commune: it is not said again. */
export const incidentTold = async (database: Database): Promise<void> => {
  await database.meta.delete('incident')
}

/** The person has read it; what is to be told to the commune stays to be told. */
export const damageRead = (): void => {
  state.damage.value = null
}

/** The device was enrolled: from now on an empty database is one that was lost. */
export const markEnrolled = (): void => {
  if (!readWatermark()) writeWatermark({ enrolled: true, incarnation: '', n: 0, hash: '', unsent: 0 })
  state.damage.value = null
}

/** Another tab has the device: it writes the mirror from now on. */
export const leaveMirror = async (): Promise<void> => {
  clearTimeout(later)
  later = undefined
  const left = mirror
  mirror = null
  await left?.close()
}

/** For a device that is emptied: nothing is to come back from here. */
export const forgetMirror = async (): Promise<void> => {
  await mirror?.erase()
  await leaveMirror()
}

const tell = (cause: unknown): void => console.error('this device has no mirror', cause)
