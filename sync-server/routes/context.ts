// What the routes share: the store, the keys, the packs, and the world passed in (clock, random bytes, waiting).
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Result } from '../../shared/text/result.ts'
import type { ServerPorts } from '../../shared/sync/server-ports.ts'
import type { ServerKeys } from '../accept/keys.ts'
import type { BackupDone, BackupProblem } from '../backup/make-backup.ts'
import type { BlobRoom } from '../blobs/take-in.ts'
import type { Calendar } from '../calendar.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { MessageSettings } from '../notify/tell-people.ts'
import type { PackShelf } from '../packs.ts'
import type { Brakes } from './brakes.ts'
import type { DirectoryMemory } from '../store/directory-stamp.ts'
import type { StorageGuard } from '../storage-guard.ts'
import type { Tables } from '../store/schema.ts'
import type { Moved } from '../store/sync-store.ts'

export interface AppDeps {
  readonly db: Kysely<Tables>
  readonly keys: ServerKeys
  readonly packs: PackShelf
  /** Where the lists of packs are, `<id>.json`. */
  readonly listsDir: string
  /** The built app; may be absent. */
  readonly pwaDir: string
  /** No trailing slash. */
  readonly publicUrl: string
  readonly version: string
  readonly trustProxy: boolean
  readonly log: Logger
  readonly storage: StorageGuard
  /** What this process remembers of what people are told of the commune. */
  readonly memory: DirectoryMemory
  readonly readiness: Readiness
  readonly metrics: Metrics
  /** What a collector elsewhere shows; null: only this machine may ask. */
  readonly metricsWord: string | null
  /** Limits of the doors that anybody may knock at, in all processes together. */
  readonly brakes: Brakes
  /** How people are written to; null: they are not. */
  readonly messages: MessageSettings | null
  /** Photographs and sounds, and those on their way. */
  readonly blobs: BlobRoom
  /** A verified backup in a new folder under that one; copies there that would get older than `keepDays` go then. */
  backup(to: string, keepDays?: number | null): Promise<Result<BackupDone, BackupProblem>>
  /** What is here now, in that empty folder, for a drill: it counts as no backup. */
  liveCopy(to: string): Promise<Result<null, BackupProblem>>
  /** Reads big bodies beside the server's own work. */
  readonly readBody: ServerPorts['readBody']
  /** Looks at draft updates where they can hurt nobody. */
  readonly examine: ServerPorts['examine']
  now(): Date
  /** What was deleted leaves the engine's log and the room between its rows. */
  checkpoint(): Promise<void>
  /** Days on which offices are closed. */
  calendar(): Calendar
  random(length: number): Uint8Array
  /** Resolves after that many milliseconds. */
  pause(ms: number): Promise<void>
  /** After COMMIT: which units have something new to fetch. */
  onMoved(moved: Moved): void
}

/** Whether this process should be sent work. */
export interface Readiness {
  /** Told to stop: what is under way ends. */
  isStopping(): boolean
  /** The file of its keys is where the next start will look for it. */
  keysThere(): boolean
}

export type AppEnv = { Bindings: Partial<HttpBindings>; Variables: { requestId: string } }

/** Whom a limit counts: the socket's address, or the last hop when a reverse proxy is trusted. Never logged. */
export const callerOf = (c: Context<AppEnv>, trustProxy: boolean): string => {
  const forwarded = trustProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? c.env?.incoming?.socket.remoteAddress ?? 'local'
}

/** A program on the server's own machine, not somebody a proxy speaks for. */
export const isSameMachine = (c: Context<AppEnv>): boolean => {
  const socket = c.env?.incoming?.socket
  const address = socket?.remoteAddress
  if (c.req.header('X-Forwarded-For') !== undefined || address === undefined) return false
  return /^(?:::ffff:)?127\.|^::1$/.test(address) || address === socket?.localAddress
}
