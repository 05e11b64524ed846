// What entries say, packed: those that arrive together are written together, since one answer's bytes look like the
// next one's (five entries of a request: 3.4 KB, alone 1.3 KB, among others 0.5 KB). It never changes what it has written.
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Where bytes lie: in which row, from where, how long. */
export type Place = Pick<Tables['entries'], 'content' | 'start' | 'length'>

/** Bytes of a row before it is packed: to read one entry is to unpack them all, in about 0.2 ms. */
const MOST = 48 * 1024

/** `first` is the position of the first entry; places come back in order. */
export const keepContents = async (
  db: Kysely<Tables>,
  first: number,
  all: readonly Uint8Array[],
): Promise<readonly Place[]> => {
  const places: Place[] = []
  const rows: { number: number; parts: Uint8Array[]; size: number }[] = []
  for (const [at, bytes] of all.entries()) {
    let row = rows.at(-1)
    if (!row || row.size + bytes.length > MOST) rows.push((row = { number: first + at, parts: [], size: 0 }))
    places.push({ content: row.number, start: row.size, length: bytes.length })
    row.parts.push(bytes)
    row.size += bytes.length
  }
  for (const { number, parts } of rows)
    await db
      .insertInto('contents')
      .values({ number, bytes: pack(Buffer.concat(parts)) })
      .execute()
  return places
}

/** The same rows with their bytes, each packed row read once. */
export const withBytes = async <Row extends Place>(
  db: Kysely<Tables>,
  rows: readonly Row[],
): Promise<readonly (Row & { readonly bytes: Uint8Array })[]> => {
  const numbers = [...new Set(rows.map(({ content }) => content))]
  if (numbers.length === 0) return []
  const stored = await db.selectFrom('contents').selectAll().where('number', 'in', numbers).execute()
  const unpacked = new Map(stored.map(({ number, bytes }) => [number, new Uint8Array(brotliDecompressSync(bytes))]))
  return rows.map((row) => {
    const bytes = unpacked.get(row.content)?.subarray(row.start, row.start + row.length)
    if (bytes?.length !== row.length) throw new Error(`the bytes of entry ${row.content}+${row.start} are not there`)
    return { ...row, bytes }
  })
}

const pack = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: 18,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
