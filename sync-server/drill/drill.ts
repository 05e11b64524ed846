// A drill (T9, F10): a copy is restored in a scratch folder as after a disaster, the real server is started on it, the
// devices of the commune bring back what they hold, and the result is compared with the live server entry by entry.
// Nothing outside the scratch folder and schema is written: the scratch server reaches neither S3 nor the live database.
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { loadKeys } from '../accept/keys.ts'
import { restoreFolder } from '../backup/restore.ts'
import { restoreReport, type RestoreReport } from '../backup/restore-report.ts'
import { openDataFolder, StartProblem, type DataPlace } from '../data-folder.ts'
import { roadTo } from '../faults/server-process.ts'
import { staff, type Staff } from '../store/people.ts'
import type { Tables } from '../store/schema.ts'
import { blobsToSend, damagedEntries, newDevices, sizeOf, whatLacks } from './compare.ts'
import type { DrillReport } from './drill-report.ts'
import { openHeldJournal } from './held-journal.ts'
import { devicesWithWork, openHeldPackets } from './held-packets.ts'
import { dropScratch, type ScratchSchema } from './scratch-schema.ts'
import { launchScratch } from './scratch-server.ts'
import { bearWitness, bringPackets } from './simulated-devices.ts'

export interface DrillPlan {
  /** A folder with a copy of what the live server has: its database and its keys. */
  readonly live: string
  /** The backup that comes back. */
  readonly from: string
  /** An empty folder; the caller removes it. */
  readonly scratch: string
  /** Where its database comes to lie; null: in the scratch folder. */
  readonly schema: ScratchSchema | null
  /** So many devices bring nothing, as if they had burned. */
  readonly burned: number
  now(): Date
  tell(line: string): void
}

/** Throws StartProblem when the copy cannot be restored. */
export const runDrill = async (plan: DrillPlan): Promise<DrillReport> => {
  if (plan.schema) await dropScratch(plan.schema)
  try {
    return await drillIn({ dataDir: join(plan.scratch, 'data'), ...plan.schema }, plan)
  } finally {
    if (plan.schema) await dropScratch(plan.schema)
  }
}

const drillIn = async (place: DataPlace, plan: DrillPlan): Promise<DrillReport> => {
  const { live, from, burned, now, tell } = plan
  const at = now().toISOString()
  const seconds = stopwatch()
  const { backup } = await restoreFolder(from, place, now())
  const restore = seconds()
  return withDatabase({ dataDir: live }, async (db) => {
    const before = await withDatabase(place, (restored) => whatLacks(db, restored))
    tell(`La copie ${backup.number} est restaurée. Il lui manque ${before.lost} écritures : les appareils les rendent…`)
    seconds()
    const { refused, ...came } = await refill(db, plan, place)
    const refilled = seconds()
    return withDatabase(place, async (restored) => ({
      at,
      backup: { number: backup.number, at: backup.at },
      live: await sizeOf(db),
      before,
      after: await whatLacks(db, restored),
      damaged: await damagedEntries(restored),
      refill: { ...came, ...broughtBack(await restoreReport(restored)) },
      burned,
      newDevices: await newDevices(db, restored),
      refused,
      blobsToSend: await blobsToSend(db, restored),
      seconds: { restore, refill: refilled, compare: seconds() },
    }))
  })
}

interface Came {
  readonly devices: number
  readonly units: number
  readonly refused: Readonly<Record<string, number>>
}

/** First each device with its own packets, as they wake up; then somebody of each unit, with what they had read. */
const refill = async (db: Kysely<Tables>, { live, burned, tell }: DrillPlan, place: DataPlace): Promise<Came> => {
  const keys = await loadKeys(live, false)
  if (!keys.ok) throw new StartProblem(`Il manque keys.json dans « ${live} ».`)
  const server = launchScratch(place)
  const refused: Record<string, number> = {}
  try {
    const url = await server.ready
    const road = roadTo(() => url, place.dataDir)
    const devices = (await devicesWithWork(db)).slice(burned)
    for (const [at, device] of devices.entries()) {
      for (const [reason, chains] of await bringPackets(road, await openHeldPackets(db, device)))
        refused[reason] = (refused[reason] ?? 0) + chains
      if ((at + 1) % 25 === 0) tell(`${at + 1} appareils sur ${devices.length}`)
    }
    const readers = await oneOfEachUnit(db)
    for (const agent of readers) await bearWitness(road, agent, await openHeldJournal(db, keys.value, agent.unit))
    return { devices: devices.length, units: readers.length, refused }
  } finally {
    // Not asked to stop: its first round may go on for minutes, and what it has acknowledged is there all the same.
    await server.kill()
  }
}

/** Somebody who may read there, in units where some device was seen. */
const oneOfEachUnit = async (db: Kysely<Tables>): Promise<readonly Staff[]> => {
  const rows = await db.selectFrom('devices').select('unit').distinct().where('last_seen', 'is not', null).execute()
  const everyone = await staff(db)
  return rows.flatMap(({ unit }) => everyone.find((one) => one.unit === unit) ?? [])
}

const broughtBack = (report: RestoreReport | null): { packets: number; own: number; witnessed: number } => ({
  packets: report?.packets.received ?? 0,
  own: report?.entries.own ?? 0,
  witnessed: report?.entries.witnessed ?? 0,
})

/** Both are scratch copies: they are brought to the newest shape. */
const withDatabase = async <T>(place: DataPlace, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> => {
  const opened = await openDataFolder(place)
  try {
    return await work(opened.db)
  } finally {
    await opened.close()
  }
}

/** Seconds since it was last asked. */
const stopwatch = (): (() => number) => {
  let last = performance.now()
  return () => {
    const seconds = (performance.now() - last) / 1000
    last = performance.now()
    return seconds
  }
}
