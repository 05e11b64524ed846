// What the routes share: the store, the keys, the packs, and the world passed in (clock, random bytes, waiting).
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Result } from '../../shared/text/result.ts'
import type { ServerPorts } from '../../shared/sync/ports.ts'
import type { ServerKeys } from '../accept/keys.ts'
import type { BackupDone, BackupProblem } from '../backup/make-backup.ts'
import type { PackShelf } from '../packs.ts'
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
  /** A verified backup in a new folder under that one. */
  backup(to: string): Promise<Result<BackupDone, BackupProblem>>
  /** Reads big bodies beside the server's own work. */
  readonly readBody: ServerPorts['readBody']
  /** Looks at draft updates where they can hurt nobody. */
  readonly examine: ServerPorts['examine']
  now(): Date
  random(length: number): Uint8Array
  /** Resolves after that many milliseconds. */
  pause(ms: number): Promise<void>
  /** After COMMIT: which units have something new to fetch. */
  onMoved(moved: Moved): void
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
