// Pieces that requests and answers have in common, written and read the same way in both.
import { writeUint8, writeUint8Array, writeVarUint, type Encoder } from 'lib0/encoding'
import { hashToBytes, idToBytes, Malformed, writeText } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { limits } from './limits.ts'
import type { Cursors } from './client-ports.ts'
import type { Epoch, Head, WitnessPage } from './ports.ts'

export const mediaType = 'application/vnd.morchid.sync'

/** 1 had no digests, no witnesses and no stable packets. A server answers in the protocol it was asked in. */
export type SyncProtocol = 1 | 2
export const newestProtocol: SyncProtocol = 2
export const isProtocol = (byte: number | undefined): byte is SyncProtocol => byte === 1 || byte === 2

export const fail = (what: string): never => {
  throw new Malformed(what)
}

export const writeMaybe = <T>(e: Encoder, value: T | null, write: (value: T) => void): void => {
  writeUint8(e, value === null ? 0 : 1)
  if (value !== null) write(value)
}

export const writeEpoch = (e: Encoder, { counter, random }: Epoch): void => {
  writeVarUint(e, counter)
  writeText(e, random)
}

export const readEpoch = (r: Reader): Epoch => ({ counter: r.uint(), random: r.text(64) })

export const writeCursors = (e: Encoder, cursors: Cursors): void => {
  const units = Object.entries(cursors)
  writeVarUint(e, units.length)
  for (const [unit, seq] of units) {
    writeText(e, unit)
    writeVarUint(e, seq)
  }
}

export const readCursors = (r: Reader): Cursors => {
  const pairs = readList(r, 2, limits.cursors, () => [r.text(128), r.uint()] as const)
  if (pairs.some(([unit]) => unit === '__proto__')) return fail('unit')
  return Object.fromEntries(pairs)
}

export const writeHeads = (e: Encoder, heads: readonly Head[]): void => {
  writeVarUint(e, heads.length)
  for (const { incarnation, n, hash } of heads) {
    writeUint8Array(e, idToBytes(incarnation))
    writeVarUint(e, n)
    if (n > 0) writeUint8Array(e, hashToBytes(hash))
  }
}

export const readHeads = (r: Reader): readonly Head[] =>
  readList(r, 17, limits.chains, () => {
    const incarnation = r.id()
    const n = r.uint()
    return { incarnation, n, hash: n > 0 ? r.hash() : '' }
  })

export const readList = <T>(r: Reader, size: number, most: number, one: () => T): T[] => {
  const list: T[] = []
  for (let left = r.count(size, most); left > 0; left--) list.push(one())
  return list
}

/** Epoch, unit and ids of a page, and the server's receipt for them. */
export const writePage = (e: Encoder, { epoch, unit, ids, receipt }: WitnessPage): void => {
  writeEpoch(e, epoch)
  writeText(e, unit)
  writeVarUint(e, ids.length)
  for (const id of ids) writeUint8Array(e, hashToBytes(id))
  writeUint8Array(e, receipt)
}

export const readPage = (r: Reader): WitnessPage => ({
  epoch: readEpoch(r),
  unit: r.text(128),
  ids: readList(r, 32, limits.pageIds, () => r.hash()),
  receipt: r.take(32),
})
