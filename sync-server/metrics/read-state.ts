// How the server stands now, for whoever watches it: counts and ages, read when they are asked for. It names nobody.
import type { Kysely } from 'kysely'
import type { StorageGuard, StorageState } from '../storage-guard.ts'
import { readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'
import { countUntold } from '../store/untold.ts'

export interface ServerState {
  readonly version: string
  readonly epoch: number
  readonly pingSeconds: number
  /** Bytes. */
  readonly disk: { readonly state: StorageState; readonly free: number; readonly total: number }
  /** Null: no copy was ever verified. */
  readonly backupAgeSeconds: number | null
  /** Dossiers of which a person may have to be told something. */
  readonly untold: number
  readonly devices: {
    readonly trusted: number
    /** By days without contact. */
    readonly silent: ReadonlyMap<number, number>
    readonly unsent: number
  }
}

const silences = [2, 7, 30] as const
const DAY_MS = 86_400_000

interface Watched {
  readonly db: Kysely<Tables>
  readonly storage: StorageGuard
  readonly version: string
  now(): Date
}

export const readState = async ({ db, storage, version, now }: Watched): Promise<ServerState> => {
  const started = performance.now()
  const epoch = (await readFact(db, 'epoch'))?.counter ?? 0
  const pingSeconds = (performance.now() - started) / 1000
  const backup = await readFact(db, 'backup')
  const devices = await db
    .selectFrom('devices')
    .select(['last_seen', 'enrolled_at', 'unsent'])
    .where('revoked_at', 'is', null)
    .where('erased_at', 'is', null)
    .execute()
  const heard = devices.map(({ last_seen, enrolled_at }) => Date.parse(last_seen ?? enrolled_at))
  const state = await storage.look()
  return {
    version,
    epoch,
    pingSeconds,
    disk: { state, ...storage.room() },
    backupAgeSeconds: backup && (now().getTime() - Date.parse(backup.at)) / 1000,
    untold: await countUntold(db),
    devices: {
      trusted: devices.length,
      silent: new Map(
        silences.map((days) => [days, heard.filter((at) => now().getTime() - at > days * DAY_MS).length] as const),
      ),
      unsent: devices.reduce((sum, { unsent }) => sum + (unsent ?? 0), 0),
    },
  }
}
