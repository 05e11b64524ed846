// What of the database belongs in its mirror: what the server does not have yet, what it takes to open and to send that,
// and what was last written here, so that a request can be gone on with where there is no network for days. What came
// from the server comes again from there.
import type { Database } from './database.ts'
import type { Mirrored, MirrorTable } from './mirror-log.ts'

/** The device's key leaves no browser: it comes back from its sealed copy (device-key.ts). */
const staysHere = 'device'

/** Received ones among them are looked for in so many rows: some hundred requests of a desk. */
const lastRows = 5_000

type Acked = ReadonlyMap<string, number>

const rules: { readonly [T in MirrorTable]: (value: Mirrored[T], acked: Acked) => boolean } = {
  rows: ({ incarnation }) => incarnation !== '',
  outbox: ({ incarnation, n }, acked) => n > (acked.get(incarnation) ?? 0),
  meta: ({ key }) => key !== staysHere,
  chains: () => true,
  packs: () => true,
  blobs: () => true,
}

/** `acked` is what is received of each chain. */
export const isWanted = <T extends MirrorTable>(table: T, value: Mirrored[T], acked: Acked): boolean =>
  rules[table](value, acked)

const readers: { readonly [T in MirrorTable]: (database: Database) => Promise<readonly Mirrored[T][]> } = {
  rows: async ({ rows }) => {
    const waiting = [await rows.where('unsent').equals(1).toArray(), await rows.where('pending').equals(1).toArray()]
    // Keys are given one after the other: read at once, where a walk back from the last would take a step for each.
    const lastKey = (await rows.orderBy('key').last())?.key ?? 0
    const last = await rows
      .where('key')
      .above(lastKey - lastRows)
      .toArray()
    const own = last.filter((row) => row.incarnation !== '')
    return [...new Map([...waiting, own].flat().map((row) => [row.key, row])).values()]
  },
  outbox: async ({ chains, outbox }) => {
    const waiting = await chains.filter((chain) => chain.n > chain.acked).toArray()
    const found = await Promise.all(
      waiting.map(({ incarnation, acked, n }) =>
        outbox.where('[incarnation+n]').between([incarnation, acked], [incarnation, n], false, true).toArray(),
      ),
    )
    return found.flat()
  },
  meta: ({ meta }) => meta.where('key').notEqual(staysHere).toArray(),
  chains: ({ chains }) => chains.toArray(),
  packs: ({ packs }) => packs.toArray(),
  blobs: ({ blobs }) => blobs.toArray(),
}

/** All of a table that is wanted. */
export const wantedOf = <T extends MirrorTable>(database: Database, table: T): Promise<readonly Mirrored[T][]> =>
  readers[table](database)
