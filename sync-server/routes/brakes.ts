// The limits of the doors that anybody may knock at, shared by every process of the commune. A bucket of this process
// stands before the one in the database, so that a flood costs no writing. When the database does not take a write (a full
// disk), the memory of this process is what is left: people still read.
import type { webcrypto } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { countTry, forgiveTries, takeFromBucket, type BucketSize } from '../store/brakes.ts'
import type { Tables } from '../store/schema.ts'
import { createBucket, createTries } from './rate-limit.ts'

export interface Brakes {
  /** Seconds that a caller has to wait at that door, 0 when it may pass. */
  bucket(door: string, size: BucketSize): (caller: string, nowMs: number) => Promise<number>
  tries(door: string): SharedTries
}

export interface SharedTries {
  /** Counts a try as wrong until it is forgiven. Milliseconds until one may be made; 0: this one may, and is counted. */
  count(what: string, nowMs: number): Promise<number>
  forgive(what: string): Promise<void>
}

interface BrakesWorld {
  readonly db: Kysely<Tables>
  /** HMAC-SHA-256: the same in all processes, and in no copy of the database. */
  readonly secret: webcrypto.CryptoKey
  readonly log: Pick<Logger, 'warn'>
}

export const createBrakes = ({ db, secret, log }: BrakesWorld): Brakes => {
  /** Addresses are people's: only who has the secret could find one again. */
  const nameOf = async (door: string, what: string): Promise<string> => {
    const said = new TextEncoder().encode(`morchid brake 1|${door}|${what}`)
    return `${door}:${toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', secret, said)).slice(0, 16))}`
  }
  const orElse = async <T>(work: () => Promise<T>, fallback: () => T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      log.warn({ error: String(error) }, 'the database does not keep the limits: this process counts alone')
      return fallback()
    }
  }
  return {
    bucket: (door, size) => {
      const here = createBucket(size)
      return async (caller, nowMs) => {
        const wait = here.take(caller, nowMs)
        if (wait > 0) return wait
        return orElse(
          async () => takeFromBucket(db, await nameOf(door, caller), size, nowMs),
          () => 0,
        )
      }
    },
    tries: (door) => {
      const here = createTries()
      return {
        count: (what, nowMs) =>
          orElse(
            async () => countTry(db, await nameOf(door, what), nowMs),
            () => here.count(what, nowMs),
          ),
        forgive: (what) =>
          orElse(
            async () => forgiveTries(db, await nameOf(door, what)),
            () => here.forgive(what),
          ),
      }
    },
  }
}
