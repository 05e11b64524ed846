// The Merkle tree of a packet (RFC 6962 §2.1): one signature over the root proves each entry alone, later, to anyone,
// without showing the others (rule 2).
import { toBase64UrlEncoded } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { hashToBytes } from './bytes.ts'
import type { EntryId } from './ports.ts'

/** The audit path: sibling hashes from the leaf up. */
export interface MerkleProof {
  readonly index: number
  readonly count: number
  readonly path: readonly string[]
}

/** Root over entry ids in packet order, base64url. At least one id. */
export const merkleRoot = (ids: readonly EntryId[]): string => {
  if (ids.length === 0) throw new Error('a packet has at least one entry')
  return toBase64UrlEncoded(treeHash(ids.map(hashToBytes)))
}

export const merkleProof = (ids: readonly EntryId[], index: number): MerkleProof => ({
  index,
  count: ids.length,
  path: pathOf(ids.map(hashToBytes), index).map(toBase64UrlEncoded),
})

/** True when `id` is the entry at that place under `root`. Never throws on a foreign proof. */
export const provesEntry = (root: string, id: EntryId, { index, count, path }: MerkleProof): boolean => {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 0 && index < count)) return false
  try {
    // RFC 9162 §2.1.3.2: walk up, `last` being the place of the rightmost node of each level.
    let place = index
    let last = count - 1
    let hash = leafHash(hashToBytes(id))
    for (const one of path) {
      if (last === 0) return false
      const sibling = hashToBytes(one)
      if (place % 2 === 1 || place === last) {
        hash = nodeHash(sibling, hash)
        while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)]
      } else hash = nodeHash(hash, sibling)
      place = half(place)
      last = half(last)
    }
    return last === 0 && toBase64UrlEncoded(hash) === root
  } catch {
    return false
  }
}

const half = (n: number): number => Math.floor(n / 2)

const treeHash = (leaves: readonly Uint8Array[]): Uint8Array => {
  const [only] = leaves
  if (leaves.length === 1 && only) return leafHash(only)
  const at = splitOf(leaves.length)
  return nodeHash(treeHash(leaves.slice(0, at)), treeHash(leaves.slice(at)))
}

const pathOf = (leaves: readonly Uint8Array[], index: number): Uint8Array[] => {
  if (leaves.length <= 1) return []
  const at = splitOf(leaves.length)
  return index < at
    ? [...pathOf(leaves.slice(0, at), index), treeHash(leaves.slice(at))]
    : [...pathOf(leaves.slice(at), index - at), treeHash(leaves.slice(0, at))]
}

/** The largest power of two smaller than `n`. */
const splitOf = (n: number): number => 2 ** Math.floor(Math.log2(n - 1))

const leafHash = (leaf: Uint8Array): Uint8Array => digest(joined(0, leaf))
const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => digest(joined(1, left, right))

const joined = (prefix: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0))
  bytes[0] = prefix
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
