import fc from 'fast-check'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import {
  bucketCount,
  bucketLetters,
  bucketOf,
  bucketsToMask,
  countIn,
  differing,
  emptyDigest,
  maskToBuckets,
  toldBuckets,
  totalOf,
} from './digest.ts'
import { anyHash } from './simulation/wire-arbitraries.ts'

const digestOver = (ids: readonly string[]): Uint8Array => {
  const digest = emptyDigest()
  countIn(digest, ids)
  return digest
}
const ids = fc.uniqueArray(anyHash, { maxLength: 40 })

describe('rule 6: a digest', () => {
  test('does not depend on the order in which entries were counted', () => {
    fc.assert(
      fc.property(
        ids.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(digestOver(shuffled)).toEqual(digestOver(all))
        },
      ),
    )
  })

  test('is the same for whoever counts in one go and for whoever adds to what was there', () => {
    fc.assert(
      fc.property(ids, fc.nat(), (all, at) => {
        const grown = digestOver(all.slice(0, at % (all.length + 1)))
        countIn(grown, all.slice(at % (all.length + 1)))
        expect(grown).toEqual(digestOver(all))
      }),
    )
  })

  test('of one entry more changes the total, and exactly the bucket of that entry', () => {
    fc.assert(
      fc.property(ids, anyHash, (all, more) => {
        const before = digestOver(all.filter((id) => id !== more))
        const after = digestOver([...all.filter((id) => id !== more), more])
        expect(totalOf(after)).not.toEqual(totalOf(before))
        expect([...differing(after, toldBuckets(before))]).toEqual([bucketOf(more)])
        countIn(after, [more])
        expect(after).toEqual(before)
      }),
    )
  })

  test('agrees with itself, and with nobody else about anything', () => {
    fc.assert(
      fc.property(ids, ids, (mine, theirs) => {
        const expected = new Set(
          [...mine.filter((id) => !theirs.includes(id)), ...theirs.filter((id) => !mine.includes(id))].map(bucketOf),
        )
        expect(differing(digestOver(mine), toldBuckets(digestOver(theirs)))).toEqual(expected)
      }),
    )
  })

  test('has its total in 16 bytes, and is told in 512', () => {
    expect(totalOf(digestOver([]))).toEqual(new Uint8Array(16))
    expect(toldBuckets(digestOver([]))).toEqual(new Uint8Array(512))
  })
})

describe('rule 6: buckets', () => {
  test('are the first six bits of the id, and its first character in a query', () => {
    fc.assert(
      fc.property(anyHash, (id) => {
        expect(bucketOf(id)).toBe((fromBase64UrlEncoded(id)[0] ?? 0) >> 2)
        expect(bucketLetters(new Set([bucketOf(id)]))).toEqual([id.charAt(0)])
      }),
    )
  })

  test('come back from the eight bytes in which they travel', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(bucketCount - 1)), (buckets) => {
        const mask = bucketsToMask(new Set(buckets))
        expect(mask).toHaveLength(8)
        expect([...maskToBuckets(mask)]).toEqual(buckets.sort((a, b) => a - b))
      }),
    )
    expect(bucketsToMask(new Set([0, 9]))).toEqual(Uint8Array.of(1, 2, 0, 0, 0, 0, 0, 0))
  })
})
