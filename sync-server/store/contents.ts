// What entries say, packed: those that arrive together are written together, since one request's bytes look like the
// next one's (the five entries of a request: 4 KB, packed alone 1.3 KB, among many 0.4 KB). A row is only changed
// to empty the entries of a dossier that was erased.
//
//   number = position of its first entry        bytes = Brotli of: count · length of each · their bytes, one after the other
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib'
import type { Kysely } from 'kysely'
import { createDecoder, readVarUint, readUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'
import type { Tables } from './schema.ts'

/** Where an entry's bytes are. */
export type Place = Pick<Tables['entries'], 'position' | 'content'>

/** Bytes of a row before it is packed: to read one entry is to unpack them all, in half a millisecond. */
const MOST = 192 * 1024

/** `first` is the position of the first entry. Gives the row of each, in order. */
export const keepContents = async (
  db: Kysely<Tables>,
  first: number,
  all: readonly Uint8Array[],
): Promise<readonly number[]> => {
  const numbers: number[] = []
  const rows: { number: number; parts: Uint8Array[]; size: number }[] = []
  for (const [at, bytes] of all.entries()) {
    let row = rows.at(-1)
    if (!row || row.size + bytes.length > MOST) rows.push((row = { number: first + at, parts: [], size: 0 }))
    numbers.push(row.number)
    row.parts.push(bytes)
    row.size += bytes.length
  }
  for (const { number, parts } of rows)
    await db
      .insertInto('contents')
      .values({ number, bytes: await pack(parts) })
      .execute()
  return numbers
}

/** The same rows with their bytes, each packed row read once. */
export const withBytes = async <Row extends Place>(
  db: Kysely<Tables>,
  rows: readonly Row[],
): Promise<readonly (Row & { readonly bytes: Uint8Array })[]> => {
  const numbers = [...new Set(rows.map(({ content }) => content))]
  if (numbers.length === 0) return []
  const stored = await db.selectFrom('contents').selectAll().where('number', 'in', numbers).execute()
  const unpacked = new Map(stored.map(({ number, bytes }) => [number, unpack(bytes)]))
  return rows.map((row) => {
    const bytes = unpacked.get(row.content)?.[row.position - row.content]
    if (!bytes) throw new Error(`the bytes of entry ${row.position} are not there`)
    return { ...row, bytes }
  })
}

/** These entries say nothing any more; those beside them in a row stay as they are. */
export const emptyContents = async (db: Kysely<Tables>, places: readonly Place[]): Promise<void> => {
  for (const [number, gone] of Map.groupBy(places, ({ content }) => content)) {
    const row = await db.selectFrom('contents').select('bytes').where('number', '=', number).executeTakeFirst()
    if (!row) continue
    const empty = new Set(gone.map(({ position }) => position - number))
    const parts = unpack(row.bytes).map((part, at) => (empty.has(at) ? new Uint8Array() : part))
    await db
      .updateTable('contents')
      .set({ bytes: await pack(parts) })
      .where('number', '=', number)
      .execute()
  }
}

const brotli = promisify<Uint8Array, object, Buffer>(brotliCompress)

const pack = (parts: readonly Uint8Array[]): Promise<Uint8Array> => {
  const e = createEncoder()
  writeVarUint(e, parts.length)
  for (const { length } of parts) writeVarUint(e, length)
  for (const part of parts) writeUint8Array(e, part)
  const bytes = toUint8Array(e)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: 18,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  return brotli(bytes, { params })
}

const unpack = (packed: Uint8Array): readonly Uint8Array[] => {
  const d = createDecoder(new Uint8Array(brotliDecompressSync(packed)))
  const lengths = Array.from({ length: readVarUint(d) }, () => readVarUint(d))
  return lengths.map((length) => readUint8Array(d, length))
}
