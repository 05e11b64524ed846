import fc from 'fast-check'
import { digest } from 'lib0/hash/sha256'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { merkleProof, merkleRoot, provesEntry } from './merkle.ts'

const id = (n: number): string => toBase64UrlEncoded(digest(Uint8Array.of(n >> 8, n & 255)))
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => id(n))

describe('rule 2: one entry of a packet can be proven alone', () => {
  test('a root is the RFC 6962 tree hash', () => {
    const leaf = (one: string): Uint8Array => digest(Uint8Array.of(0, ...fromBase64UrlEncoded(one)))
    const node = (a: Uint8Array, b: Uint8Array): Uint8Array => digest(Uint8Array.of(1, ...a, ...b))
    const [a, b, c] = ids(3).map(leaf) as [Uint8Array, Uint8Array, Uint8Array]
    expect(merkleRoot(ids(1))).toBe(toBase64UrlEncoded(a))
    expect(merkleRoot(ids(3))).toBe(toBase64UrlEncoded(node(node(a, b), c)))
  })

  test('every entry of every small packet has a proof that holds', () => {
    for (let count = 1; count <= 40; count++) {
      const all = ids(count)
      const root = merkleRoot(all)
      for (const [index, one] of all.entries()) expect(provesEntry(root, one, merkleProof(all, index))).toBe(true)
    }
  })

  test('a proof does not hold for another entry, place, count, path or root', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (count, at, other) => {
        const all = ids(count)
        const root = merkleRoot(all)
        const index = at % count
        const proof = merkleProof(all, index)
        const wrong = other % count === index ? count : other % count
        expect(provesEntry(root, id(wrong), proof)).toBe(false)
        expect(provesEntry(root, id(index), { ...proof, path: proof.path.slice(1) })).toBe(false)
        expect(provesEntry(root, id(index), { ...proof, path: [...proof.path, id(999)] })).toBe(false)
        expect(provesEntry(merkleRoot(ids(count + 1)), id(index), proof)).toBe(false)
        expect(provesEntry(root, id(index), { ...proof, index: -1 })).toBe(false)
        expect(provesEntry(root, id(index), { ...proof, path: proof.path.map(() => 'nonsense') })).toBe(false)
      }),
    )
  })
})
