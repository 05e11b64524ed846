// Somebody whose access was ended by the commune: their sitting is locked, and their slot goes, so that their passphrase
// opens nothing here any more. The last slot of a device stays, shut: without it the newcomers of tomorrow could not read
// what the device keeps. What they wrote was cut at the lock, and leaves as usual.
import type { Database } from '../storage/database.ts'
import { readMeta, readSlots, slotKey, writeMeta } from '../storage/meta.ts'
import { prfKey } from '../storage/prf-slot.ts'

/** Called once their sitting is locked. */
export const withdrawPerson = async (database: Database, agent: string): Promise<void> => {
  const others = (await readSlots(database)).some((one) => one.agent !== agent)
  if (!others) {
    await writeMeta(database, 'withdrawn', [...new Set([...(await withdrawnHere(database)), agent])])
    return
  }
  await database.meta.bulkDelete([slotKey(agent), prfKey(agent), `pin:${agent}`])
}

export const isWithdrawn = async (database: Database, agent: string): Promise<boolean> =>
  (await withdrawnHere(database)).includes(agent)

/** Enrolled anew: the commune wants them here again. */
export const welcomeBack = async (database: Database, agent: string): Promise<void> => {
  const left = await withdrawnHere(database)
  if (left.includes(agent))
    await writeMeta(
      database,
      'withdrawn',
      left.filter((one) => one !== agent),
    )
}

const withdrawnHere = async (database: Database): Promise<readonly string[]> =>
  (await readMeta(database, 'withdrawn')) ?? []
