// What an unlock opens beside requests: the recordings, the lines an older app could not make, the count of the days that
// are over. Nobody waits for it, and a lock in the middle of it loses nothing: the next unlock goes on.
import type { Database } from '../storage/database.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { dossiersWithoutLine } from '../storage/unlisted.ts'
import { tellIncident } from './damage-incident.ts'
import { setFleetDesk } from './fleet.ts'
import { createFleetDesk } from './fleet-desk.ts'
import type { LiveDossiers } from './live-dossiers.ts'
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
  const afterwards = async () => {
    const unlisted = await dossiersWithoutLine(database)
    if (unlisted.length > 0) await disk.refreshStale(unlisted)
    await tellIncident({ database, lives, writer, random })
    const summaries = () => state.summaries.value
    await countDaysThatAreOver({ disk, lives, writer, summaries, dayOf: localDay, random })
  }
  void afterwards().catch((cause) => console.error('what follows an unlock was not done', cause))
}

export const closeCommuneDesks = (): void => {
  setRecordingsDesk(null)
  setFleetDesk(null)
  setPeopleDesk(null)
}

/** `YYYY-MM-DD` where the desk is. */
const localDay = (iso: string): string => {
  const time = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}
