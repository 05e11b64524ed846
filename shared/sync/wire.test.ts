import fc from 'fast-check'
import { encodeUtf8 } from 'lib0/string'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import { encodeEntries, parseEntries } from './body.ts'
import { encodeHeader, encodePacket, hashOf, parseHeader, parsePacket } from './packet.ts'
import type { Entry } from './ports.ts'
import { simDirectory } from './simulation/commune.ts'
import {
  encodeAnswer,
  encodeRequest,
  packetRefusals,
  parseAnswer,
  parseRequest,
  requestToSign,
  sealRequest,
  sessionStates,
  type SyncAnswer,
  type SyncRequest,
} from './wire.ts'

const raw = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const id = raw(16).map(toBase64UrlEncoded)
const hash = raw(32).map(toBase64UrlEncoded)
const bytes = fc.uint8Array({ maxLength: 200 })
const uint = fc.maxSafeNat()
/** As long as the wire takes: 64 bytes, and a grapheme may be many. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => encodeUtf8(one).length <= 64)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const head = fc.record({ incarnation: id, n: fc.nat(), hash }).map((one) => (one.n === 0 ? { ...one, hash: '' } : one))
const epoch = fc.record({ counter: uint, random: text })
const cursors = fc
  .uniqueArray(text, { maxLength: 5 })
  .map((units) => Object.fromEntries(units.filter((one) => one !== '__proto__').map((unit, at) => [unit, at])))
const entry: fc.Arbitrary<Entry> = fc.record({ dossier: id, kind: fc.constantFrom('draft', 'act'), bytes })

const header = fc
  .record({
    device: id,
    incarnation: id,
    n: fc.integer({ min: 1, max: 2 ** 31 }),
    prev: hash,
    root: hash,
    count: fc.integer({ min: 1, max: limits.packetEntries }),
    deviceTime: uint,
    beacon: maybe(fc.string({ maxLength: 40 })),
    certHash: hash,
  })
  .filter((one) => one.prev !== 'A'.repeat(43))
  .map((one) => ({
    ...one,
    protocol: 1 as const,
    prev: one.n === 1 ? null : one.prev,
    certHash: one.n === 1 ? one.certHash : null,
  }))

const request: fc.Arbitrary<SyncRequest> = fc.record({
  incarnation: maybe(id),
  certificate: maybe(bytes),
  epoch: maybe(epoch),
  directoryVersion: maybe(text),
  cursors,
  wantsReferences: fc.boolean(),
  chains: fc.array(head, { maxLength: 5 }),
  nonce: raw(8),
  time: uint,
  packets: fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 }), { maxLength: 5 }),
})

const answer: fc.Arbitrary<SyncAnswer> = fc.record({
  nonce: raw(8),
  epoch,
  session: fc.constantFrom(...sessionStates),
  heads: fc.array(head, { maxLength: 5 }),
  refused: fc.array(fc.record({ incarnation: id, n: uint, reason: fc.constantFrom(...packetRefusals) }), {
    maxLength: 4,
  }),
  held: fc.array(
    fc.record({ entry: hash, incarnation: id, dossier: id, reason: fc.constantFrom('guard', 'pending', 'unreadable') }),
    { maxLength: 4 },
  ),
  entries: fc.array(entry, { maxLength: 6 }),
  cursors,
  more: fc.boolean(),
  beacon: text,
  directory: maybe(fc.constant(simDirectory)),
  directoryVersion: maybe(text),
  packsVersion: text,
  references: maybe(fc.record({ site: uint, from: uint, to: uint })),
  retryAfter: maybe(uint),
})

/** The reader may keep Node's Buffer or a plain array: only the bytes count. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, one: unknown) => (one instanceof Uint8Array ? [...one] : one)))

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
      fc.property(header, raw(64), bytes, bytes, (one, signature, certificate, body) => {
        const certHash = one.n === 1 ? hashOf(certificate) : null
        const packet = {
          header: encodeHeader({ ...one, certHash }),
          signature,
          certificate: one.n === 1 ? certificate : null,
          body,
        }
        const parsed = parsePacket(encodePacket(packet))
        expect(parsed.ok && plain(parsed.value.packet)).toEqual(plain(packet))
        expect(parsed.ok && parsed.value.hash).toBe(hashOf(packet.header))
      }),
    )
  })

  test('entries', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (all) => {
        const parsed = parseEntries(encodeEntries(all))
        expect(parsed.ok && plain(parsed.value)).toEqual(plain(all))
      }),
    )
  })

  test('request, and the bytes that its signature covers', () => {
    fc.assert(
      fc.property(request, maybe(raw(64)), (one, signature) => {
        const encoded = encodeRequest(one)
        const parsed = parseRequest(sealRequest(encoded, signature))
        expect(parsed.ok && plain(parsed.value)).toEqual(
          plain({ request: one, signed: requestToSign(encoded), signature }),
        )
      }),
    )
  })

  test('answer', () => {
    fc.assert(
      fc.property(answer, (one) => {
        const parsed = parseAnswer(encodeAnswer(one))
        expect(parsed.ok && plain(parsed.value)).toEqual(plain(one))
      }),
    )
  })
})

describe('rule 8: bytes that are no message are refused, whatever they are', () => {
  const readers = [parseRequest, parseAnswer, parsePacket, parseHeader, parseEntries]

  test('a message cut short anywhere, or with a byte too many, is refused', () => {
    fc.assert(
      fc.property(request, answer, fc.nat(), (one, other, at) => {
        const sent = sealRequest(encodeRequest(one), null)
        expect(parseRequest(sent.subarray(0, at % sent.length)).ok).toBe(false)
        expect(parseRequest(Uint8Array.of(...sent, 0)).ok).toBe(false)
        const back = encodeAnswer(other)
        expect(parseAnswer(back.subarray(0, at % back.length)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('random and changed bytes never throw', () => {
    fc.assert(
      fc.property(request, answer, header, fc.uint8Array({ maxLength: 400 }), fc.nat(), fc.nat(255), (...all) => {
        const [one, other, top, noise, at, byte] = all
        for (const sample of [noise, sealRequest(encodeRequest(one), null), encodeAnswer(other), encodeHeader(top)]) {
          const changed = sample.slice()
          if (changed.length > 0) changed[at % changed.length] = byte
          for (const read of readers) expect(typeof read(changed).ok).toBe('boolean')
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('a count that the bytes cannot hold is refused before anything is built from it', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0x07]
    expect(parseEntries(Uint8Array.of(0x4d, 0x62, 0x64, 1, ...huge))).toEqual({ ok: false, error: 'malformed' })
    expect(parseEntries(Uint8Array.of(0x4d, 0x62, 0x64, 1, 0, ...huge)).ok).toBe(false)
    expect(parseRequest(Uint8Array.of(0x4d, 0x73, 0x71, 1, 0, 0, 0, 0, ...huge)).ok).toBe(false)
  })

  test('a portal page, an empty body, a newer protocol and a body over the limit each get their own word', () => {
    expect(parseAnswer(new TextEncoder().encode('<html>Connectez-vous</html>')).ok).toBe(false)
    expect(parseRequest(new Uint8Array())).toEqual({ ok: false, error: 'malformed' })
    expect(parseRequest(Uint8Array.of(0x4d, 0x73, 0x71, 2, 9, 9))).toEqual({ ok: false, error: 'unsupported-protocol' })
    expect(parseRequest(new Uint8Array(limits.requestBytes + 1))).toEqual({ ok: false, error: 'too-large' })
  })

  test('a directory that is not one is refused with the whole answer', () => {
    fc.assert(
      fc.property(answer, (one) => {
        const forged = { ...one, directory: { ...simDirectory, units: 'all' } } as unknown as SyncAnswer
        expect(parseAnswer(encodeAnswer(forged)).ok).toBe(false)
      }),
      { numRuns: 5 },
    )
  })
})

test('rule 9: a request and an answer with nothing new stay under 300 bytes each', () => {
  const id22 = toBase64UrlEncoded(new Uint8Array(16).fill(7))
  const hash43 = toBase64UrlEncoded(new Uint8Array(32).fill(7))
  const common = { epoch: { counter: 3, random: id22 }, cursors: { 'epn-tizi': 40_711 } }
  const up = encodeRequest({
    ...common,
    incarnation: id22,
    certificate: null,
    directoryVersion: hash43,
    wantsReferences: false,
    chains: [{ incarnation: id22, n: 12, hash: hash43 }],
    nonce: new Uint8Array(8),
    time: 1_764_000_000_000,
    packets: [],
  })
  const down = encodeAnswer({
    ...common,
    nonce: new Uint8Array(8),
    session: 'open',
    heads: [{ incarnation: id22, n: 12, hash: hash43 }],
    refused: [],
    held: [],
    entries: [],
    more: false,
    beacon: `2025-06-01T08:00:00.000Z.${'s'.repeat(86)}`,
    directory: null,
    directoryVersion: null,
    packsVersion: hash43,
    references: null,
    retryAfter: null,
  })
  expect(sealRequest(up, new Uint8Array(64)).length).toBeLessThan(300)
  expect(down.length).toBeLessThan(300)
})
