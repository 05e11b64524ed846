import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import { encodeHeader, encodePacket, hashOf, parseHeader, parsePacket } from './packet.ts'
import { anyHash, anyId, maybe, plain, raw, someBytes } from './simulation/wire-arbitraries.ts'

const header = fc
  .record({
    protocol: fc.constantFrom(1 as const, 2 as const),
    device: anyId,
    incarnation: anyId,
    n: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2 ** 31 })),
    prev: anyHash,
    root: anyHash,
    count: fc.integer({ min: 1, max: limits.packetEntries }),
    deviceTime: fc.maxSafeNat(),
    beacon: maybe(fc.string({ maxLength: 40 })),
    certHash: anyHash,
  })
  .filter((one) => one.prev !== 'A'.repeat(43))
  .map((one) => ({ ...one, prev: one.n === 1 ? null : one.prev, certHash: one.n === 1 ? one.certHash : null }))

const packet = fc.tuple(header, raw(64), someBytes, someBytes).map(([one, signature, certificate, body]) => ({
  header: encodeHeader({ ...one, certHash: one.n === 1 ? hashOf(certificate) : null }),
  signature,
  certificate: one.n === 1 ? certificate : null,
  body,
}))

describe('rule 2: what is written is read back the same', () => {
  test('header', () => {
    fc.assert(
      fc.property(header, (one) => {
        expect(parseHeader(encodeHeader(one))).toEqual({ ok: true, value: one })
      }),
    )
  })

  test('packet, with the hash of its header', () => {
    fc.assert(
      fc.property(packet, (one) => {
        const parsed = parsePacket(encodePacket(one))
        expect(parsed.ok && plain(parsed.value.packet)).toEqual(plain(one))
        expect(parsed.ok && parsed.value.hash).toBe(hashOf(one.header))
      }),
    )
  })
})

test('rule 8: packets and headers that were changed or cut are refused or read, and never throw', () => {
  fc.assert(
    fc.property(packet, fc.nat(), fc.nat(255), (one, at, byte) => {
      const whole = encodePacket(one)
      expect(parsePacket(whole.subarray(0, at % whole.length)).ok).toBe(false)
      expect(parseHeader(one.header.subarray(0, at % one.header.length)).ok).toBe(false)
      for (const [sample, read] of [
        [whole, parsePacket],
        [one.header, parseHeader],
      ] as const) {
        const changed = sample.slice()
        changed[at % changed.length] = byte
        expect(typeof read(changed).ok).toBe('boolean')
      }
    }),
    { numRuns: 500 },
  )
})
