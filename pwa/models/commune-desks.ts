// What an unlock opens beside requests: the recordings, the lines an older app could not make, the count of the days that
// are over. Nobody waits for it, and a lock in the middle of it loses nothing: the next unlock goes on.
import type { Database } from '../storage/database.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { readMeta, writeMeta } from '../storage/meta.ts'
import { dossiersWithoutLine } from '../storage/unlisted.ts'
import { current } from './current.ts'
import { tellIncident } from './damage-incident.ts'
import { setFleetDesk } from './fleet.ts'
import { createFleetDesk } from './fleet-desk.ts'
import { setKeepingDesk } from './keeping.ts'
import { createKeepingDesk } from './keeping-desk.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { makeLinesAgain, watchDaysOff } from './lines-again.ts'
import { createPeopleDesk } from './people-desk.ts'
import { setPeopleDesk } from './people-here.ts'
import { setRecordingsDesk } from './recordings.ts'
import { createRecordingsDesk } from './recordings-desk.ts'
import { state } from './state.ts'
import { countDaysThatAreOver } from './visits-desk.ts'
import type { Writer } from './writer.ts'

interface DeskParts {
  readonly database: Database
  readonly disk: DeviceDisk
  readonly lives: LiveDossiers
  readonly writer: Writer
  random(length: number): Uint8Array
}

export const openCommuneDesks = ({ database, disk, lives, writer, random }: DeskParts): void => {
  setRecordingsDesk(createRecordingsDesk({ disk, lives, writer, random }))
  setFleetDesk(createFleetDesk({ lives, writer, random }))
  setPeopleDesk(createPeopleDesk({ lives, writer, random }))
  const has = (dossier: string) => state.summaries.value.some(({ id }) => id === dossier)
  setKeepingDesk(createKeepingDesk({ disk, lives, writer, has }))
  const afterwards = async () => {
    // A new device has nothing that an older app left.
    if ((await database.rows.count()) === 0) await writeMeta(database, 'listed', readsUpTo)
    await makeLinesAgain(disk)
    if (current() !== null) stopWatching = watchDaysOff(disk)
    disk.gatherLines()
    await tellIncident({ database, lives, writer, random })
    const summaries = () => state.summaries.value
    await countDaysThatAreOver({ disk, lives, writer, summaries, dayOf: localDay, random })
    await listAll(database, disk)
  }
  void afterwards().catch((cause) => console.error('what follows an unlock was not done', cause))
}

/** Goes up when an app learns to read what one before it kept unread: only then is every dossier looked at. */
const readsUpTo = 2

const listAll = async (database: Database, disk: DeviceDisk): Promise<void> => {
  if ((await readMeta(database, 'listed')) === readsUpTo) return
  // Not while the first screen is being drawn.
  await new Promise((resolve) => setTimeout(resolve, restMs))
  if (current() === null) return
  const unlisted = await dossiersWithoutLine(database)
  if (unlisted.length > 0) await disk.refreshStale(unlisted)
  await writeMeta(database, 'listed', readsUpTo)
}

const restMs = 5_000

let stopWatching = (): void => undefined

export const closeCommuneDesks = (): void => {
  stopWatching()
  stopWatching = () => undefined
  setRecordingsDesk(null)
  setFleetDesk(null)
  setPeopleDesk(null)
  setKeepingDesk(null)
}

/** `YYYY-MM-DD` where the desk is. */
const localDay = (iso: string): string => {
  const time = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}
