// When the directory became another one. Two stamps lie in the database, made anew by chance with each change: whoever
// worked something out under a stamp may go on with it while the stamp is there, in whatever process. By chance and not by
// counting, since a change that was rolled back must not leave its stamp to another one.
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { readFacts, writeFact } from './meta.ts'
import type { Tables } from './schema.ts'

/** In the transaction that changes units, people, their keys, devices, or facts that everybody is told. */
export const directoryChanged = (tx: Kysely<Tables>): Promise<void> => writeFact(tx, 'directory-stamp', stamp())

/** Likewise for what offices are told of when units were heard. */
export const hearingChanged = (tx: Kysely<Tables>): Promise<void> => writeFact(tx, 'heard-stamp', stamp())

const stamp = (): string => randomBytes(9).toString('base64url')

export const stampFacts = ['directory-stamp', 'heard-stamp'] as const

export interface Stamps {
  readonly people: string
  readonly heard: string
}

export const stampsIn = (facts: { readonly [fact in (typeof stampFacts)[number]]?: string }): Stamps => ({
  people: facts['directory-stamp'] ?? '',
  heard: facts['heard-stamp'] ?? '',
})

export const readStamps = async (db: Kysely<Tables>): Promise<Stamps> => stampsIn(await readFacts(db, stampFacts))

/** What a process worked out, by names that hold the stamps it was made under. */
export interface DirectoryMemory {
  /** What is kept under that name, or what `make` gives. */
  of<T>(name: string, make: () => Promise<T>): Promise<T>
}

/** One for everybody, and one for each office. */
const MOST = 100
/** Who changes rows by hand, or with a program from before the stamps, is heard after that. */
const KEPT_MS = 600_000

export const createDirectoryMemory = (now: () => Date): DirectoryMemory => {
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>()
  return {
    of: async <T>(name: string, make: () => Promise<T>): Promise<T> => {
      const known = kept.get(name)
      // A name is only ever asked for with the same kind of `make`.
      if (known && now().getTime() < known.until) return known.value as T
      const value = await make()
      kept.delete(name)
      const oldest = kept.size < MOST ? undefined : kept.keys().next().value
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(name, { value, until: now().getTime() + KEPT_MS })
      return value
    },
  }
}
