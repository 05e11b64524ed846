import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frame, readFrames } from './mirror-frames.ts'

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
const payloads = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 })

describe('the frames of the mirror', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(payloads, (written) => {
        const read = readFrames(joined(written.map(frame)))
        expect(read.whole).toBe(true)
        expect(read.payloads.map((one) => [...one])).toEqual(written.map((one) => [...one]))
      }),
    )
  })

  test('cut anywhere, give the frames before the cut and no other', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (written, at) => {
        const bytes = joined(written.map(frame))
        const cut = bytes.length === 0 ? 0 : at % bytes.length
        const read = readFrames(bytes.subarray(0, cut))
        expect(read.payloads.map((one) => [...one])).toEqual(
          written.slice(0, read.payloads.length).map((one) => [...one]),
        )
        expect(read.payloads.length).toBeLessThanOrEqual(written.length)
        const length = joined(read.payloads.map(frame)).length
        expect(read.whole).toBe(length === cut)
      }),
    )
  })

  test('with any one byte changed, never give a frame that was not written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (written, at, flip) => {
          const bytes = joined(written.map(frame))
          const place = at % bytes.length
          bytes[place] = (bytes[place] ?? 0) ^ flip
          const read = readFrames(bytes)
          expect(read.payloads.length).toBeLessThan(written.length)
          expect(read.whole).toBe(false)
          read.payloads.forEach((one, i) => expect([...one]).toEqual([...(written[i] ?? [])]))
        },
      ),
    )
  })
})
