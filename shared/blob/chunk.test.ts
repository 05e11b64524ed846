import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstChunk, nextChunk } from './chunk.ts'

test('a chunk stays within its bounds, grows on a fast link and shrinks on a bad one', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: null })), (times) => {
      let chunk = firstChunk
      for (const took of times) {
        const next = nextChunk(chunk, took)
        if (took === null || took > 25_000) expect(next).toBeLessThanOrEqual(chunk)
        else expect(next).toBeGreaterThanOrEqual(chunk)
        chunk = next
        expect(chunk).toBeGreaterThanOrEqual(8 * 1024)
        expect(chunk).toBeLessThanOrEqual(256 * 1024)
      }
    }),
  )
})
