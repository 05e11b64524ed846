import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import { idOf } from './simulation/calm.ts'
import { anyId, anyRequest, maybe, plain, raw } from './simulation/wire-arbitraries.ts'
import { deviceRequestToSign } from './wire-device.ts'
import {
  encodeRequest,
  parseRequest,
  relayRequest,
  requestToSign,
  sealRequest,
  wholePackets,
  type SyncRequest,
} from './wire-request.ts'

describe('rule 2: what is written is read back the same', () => {
  test('request, and the bytes that its signature covers', () => {
    fc.assert(
      fc.property(anyRequest, maybe(raw(64)), (request, signature) => {
        const encoded = encodeRequest(request)
        const parsed = parseRequest(sealRequest(encoded, signature))
        expect(parsed.ok && plain(parsed.value)).toEqual(
          plain({ request, signed: requestToSign(encoded), signature, device: null }),
        )
      }),
    )
  })

  test('a request that the device itself signed says which device, and the signature covers its name', () => {
    fc.assert(
      fc.property(anyRequest, raw(64), anyId, (request, signature, device) => {
        const encoded = encodeRequest(request)
        const parsed = parseRequest(sealRequest(encoded, signature, device))
        const signed = deviceRequestToSign(encoded, device)
        expect(parsed.ok && plain(parsed.value)).toEqual(plain({ request, signed, signature, device }))
      }),
    )
  })

  test('a device whose clock stands before 1970 says 0', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const parsed = parseRequest(sealRequest(encodeRequest({ ...request, time: -5 }), null))
        expect(parsed.ok && parsed.value.request.time).toBe(0)
      }),
      { numRuns: 5 },
    )
  })
})

describe('rule 8: bytes that are no request are refused, whatever they are', () => {
  test('cut short anywhere, or with a byte too many', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(), (request, at) => {
        const sent = sealRequest(encodeRequest(request), null)
        expect(parseRequest(sent.subarray(0, at % sent.length)).ok).toBe(false)
        expect(parseRequest(Uint8Array.of(...sent, 0)).ok).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  test('random and changed bytes never throw, nor does looking for whole packets in them', () => {
    fc.assert(
      fc.property(anyRequest, fc.uint8Array({ maxLength: 400 }), fc.nat(), fc.nat(255), (request, noise, at, byte) => {
        for (const sample of [noise, sealRequest(encodeRequest(request), null)]) {
          const changed = sample.slice()
          if (changed.length > 0) changed[at % changed.length] = byte
          expect(typeof parseRequest(changed).ok).toBe('boolean')
          expect(wholePackets(changed).length).toBeLessThanOrEqual(limits.requestPackets)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('a count that the bytes cannot hold is refused before anything is built from it', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0x07]
    for (const protocol of [1, 2]) {
      const bytes = Uint8Array.of(0x4d, 0x73, 0x71, protocol, 0, 0, 0, 0, ...huge)
      expect(parseRequest(bytes)).toEqual({ ok: false, error: 'malformed' })
    }
  })

  test('an empty body, a newer protocol and a body over the limit each get their own word', () => {
    expect(parseRequest(new Uint8Array())).toEqual({ ok: false, error: 'malformed' })
    for (const protocol of [0, 3, 255])
      expect(parseRequest(Uint8Array.of(0x4d, 0x73, 0x71, protocol, 9, 9))).toEqual({
        ok: false,
        error: 'unsupported-protocol',
      })
    expect(parseRequest(new Uint8Array(limits.requestBytes + 1))).toEqual({ ok: false, error: 'too-large' })
  })
})

describe('rule 9: of a request that was cut, the whole packets are kept', () => {
  test('wherever it is cut, exactly the packets that came whole are found, in order', () => {
    fc.assert(
      fc.property(anyRequest, maybe(raw(64)), (request, signature) => {
        const sent = sealRequest(encodeRequest(request), signature)
        const none = encodeRequest({ ...request, packets: [] }).length
        let end = none
        const ends = request.packets.map((packet) => (end += 1 + packet.length))
        for (let cut = 0; cut <= sent.length; cut++) {
          const whole = request.packets.slice(0, ends.filter((one) => one <= cut).length)
          expect(plain(wholePackets(sent.subarray(0, cut)))).toEqual(plain(whole))
        }
      }),
      { numRuns: 12 },
    )
  })

  test('who only carries packets asks for nothing and signs nothing', () => {
    const packets = [Uint8Array.of(1, 2), Uint8Array.of(3)]
    const nonce = new Uint8Array(8).fill(4)
    const parsed = parseRequest(relayRequest(packets, nonce))
    expect(parsed.ok && plain(parsed.value)).toMatchObject({
      signature: null,
      request: {
        incarnation: null,
        certificate: null,
        chains: [],
        cursors: {},
        ask: { type: 'nothing' },
        again: false,
        witnessed: { pages: [], entries: [] },
        packets: [[1, 2], [3]],
        nonce: [...nonce],
      },
    })
  })
})

test('rule 9: a request with nothing new stays under 300 bytes', () => {
  const hash43 = 'B'.repeat(42) + 'A'
  const incarnation = idOf('sitting')
  const request: SyncRequest = {
    protocol: 2,
    incarnation,
    certificate: null,
    epoch: { counter: 3, random: incarnation },
    directoryVersion: hash43,
    cursors: { 'epn-tizi': 40_711 },
    wantsReferences: false,
    chains: [{ incarnation, n: 12, hash: hash43 }],
    nonce: new Uint8Array(8),
    time: 1_764_000_000_000,
    room: limits.pageMost,
    ask: { type: 'nothing' },
    again: false,
    readsOrders: true,
    told: null,
    witnessed: { pages: [], entries: [] },
    backup: 412,
    packets: [],
  }
  const sent = sealRequest(encodeRequest(request), new Uint8Array(64)).length
  expect(sent).toBeLessThan(300)
  // A client from before orders sent as many.
  expect(sealRequest(encodeRequest({ ...request, readsOrders: false }), new Uint8Array(64)).length).toBe(sent)
})
