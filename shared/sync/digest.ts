// What two sides have of a unit, compared in sixteen bytes (rule 6). It finds damage and loss, not lies: entries are
// proven by their own hashes. Each side computes it from its own rows and never takes over the other's.
//
//   bucket = first character of the entry's id (six bits) · its value = XOR of the first 16 bytes of its ids
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { EntryId, UnitDigest } from './ports.ts'

export const bucketCount = 64
const width = 16
/** Bytes of a bucket when buckets are told one by one. */
const toldWidth = 8

export const emptyDigest = (): Uint8Array => new Uint8Array(bucketCount * width)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 0 to 63. */
export const bucketOf = (id: EntryId): number => alphabet.indexOf(id.charAt(0))

/** The first characters of ids in these buckets, for a query. */
export const bucketLetters = (buckets: ReadonlySet<number>): readonly string[] =>
  [...buckets].map((bucket) => alphabet.charAt(bucket))

/** Counts ids in; counting one a second time takes it out again. Changes `digest`. */
export const countIn = (digest: Uint8Array, ids: Iterable<EntryId>): void => {
  for (const id of ids) {
    const bytes = fromBase64UrlEncoded(id)
    const at = bucketOf(id) * width
    for (let i = 0; i < width; i++) digest[at + i] = (digest[at + i] ?? 0) ^ (bytes[i] ?? 0)
  }
}

/** 16 bytes: all buckets together. */
export const totalOf = (digest: UnitDigest): Uint8Array => {
  const total = new Uint8Array(width)
  for (let at = 0; at < digest.length; at++) total[at % width] = (total[at % width] ?? 0) ^ (digest[at] ?? 0)
  return total
}

/** 512 bytes, to be told when the totals differ. */
export const toldBuckets = (digest: UnitDigest): Uint8Array => {
  const told = new Uint8Array(bucketCount * toldWidth)
  for (let bucket = 0; bucket < bucketCount; bucket++)
    told.set(digest.subarray(bucket * width, bucket * width + toldWidth), bucket * toldWidth)
  return told
}

/** Where one's own digest differs from what was told. */
export const differing = (own: UnitDigest, told: Uint8Array): ReadonlySet<number> => {
  const mine = toldBuckets(own)
  const found = new Set<number>()
  for (let at = 0; at < mine.length; at++) if (mine[at] !== told[at]) found.add(Math.floor(at / toldWidth))
  return found
}

/** Buckets as 8 bytes on the wire, bit 0 of byte 0 first. */
export const bucketsToMask = (buckets: ReadonlySet<number>): Uint8Array => {
  const mask = new Uint8Array(8)
  for (const bucket of buckets) mask[bucket >> 3] = (mask[bucket >> 3] ?? 0) | (1 << (bucket & 7))
  return mask
}

export const maskToBuckets = (mask: Uint8Array): ReadonlySet<number> => {
  const buckets = new Set<number>()
  for (let bucket = 0; bucket < bucketCount; bucket++)
    if (((mask[bucket >> 3] ?? 0) & (1 << (bucket & 7))) !== 0) buckets.add(bucket)
  return buckets
}
