import fc from 'fast-check'
import { encodeUtf8 } from 'lib0/string'
import { describe, expect, test } from 'vitest'
import { simDirectory } from './simulation/commune.ts'
import { hash43, idOf } from './simulation/calm.ts'
import { anyAnswer, plain } from './simulation/wire-arbitraries.ts'
import { encodeAnswer, parseAnswer, unsaid, type SyncAnswer } from './wire-answer.ts'

const quiet: SyncAnswer = {
  nonce: new Uint8Array(8),
  epoch: { counter: 3, random: idOf('life') },
  session: 'open',
  heads: [{ incarnation: idOf('sitting'), n: 12, hash: hash43 }],
  refused: [],
  held: [],
  entries: [],
  cursors: { 'epn-tizi': 40_711 },
  more: false,
  beacon: `2025-06-01T08:00:00.000Z.${'s'.repeat(86)}`,
  directory: null,
  directoryVersion: null,
  packsVersion: hash43,
  references: null,
  retryAfter: null,
  ...unsaid,
  digest: new Uint8Array(16),
  backup: 412,
}

test('rule 2: what is written is read back the same', () => {
  fc.assert(
    fc.property(anyAnswer, ({ answer, protocol, readsOrders }) => {
      const bytes = encodeAnswer(answer, protocol, readsOrders)
      expect(bytes[3]).toBe(readsOrders ? protocol + 128 : protocol)
      const parsed = parseAnswer(bytes)
      expect(parsed.ok && plain(parsed.value)).toEqual(plain(answer))
    }),
  )
})

describe('rule 8: bytes that are no answer are refused, whatever they are', () => {
  test('cut short anywhere, or with a byte too many', () => {
    fc.assert(
      fc.property(anyAnswer, fc.nat(), ({ answer, protocol, readsOrders }, at) => {
        const bytes = encodeAnswer(answer, protocol, readsOrders)
        expect(parseAnswer(bytes.subarray(0, at % bytes.length)).ok).toBe(false)
        expect(parseAnswer(Uint8Array.of(...bytes, 0)).ok).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  test('random and changed bytes never throw', () => {
    fc.assert(
      fc.property(anyAnswer, fc.uint8Array({ maxLength: 400 }), fc.nat(), fc.nat(255), (one, noise, at, byte) => {
        for (const sample of [noise, encodeAnswer(one.answer, one.protocol, one.readsOrders)]) {
          const changed = sample.slice()
          if (changed.length > 0) changed[at % changed.length] = byte
          expect(typeof parseAnswer(changed).ok).toBe('boolean')
        }
      }),
      { numRuns: 400 },
    )
  })

  test('a portal page and a protocol that does not exist are no answers', () => {
    expect(parseAnswer(encodeUtf8('<html>Connectez-vous</html>')).ok).toBe(false)
    const bytes = encodeAnswer(quiet, 2)
    expect(parseAnswer(bytes).ok).toBe(true)
    bytes[3] = 3
    expect(parseAnswer(bytes).ok).toBe(false)
  })

  test('a directory that is not one is refused with the whole answer', () => {
    const bytes = encodeAnswer({ ...quiet, directory: simDirectory }, 2)
    expect(parseAnswer(bytes).ok).toBe(true)
    const word = encodeUtf8('"units":[{')
    const at = bytes.findIndex((_, from) => word.every((byte, n) => bytes[from + n] === byte))
    bytes.set(encodeUtf8('"units":[1'), at)
    expect(parseAnswer(bytes).ok).toBe(false)
  })
})

describe('rule 9: an answer with nothing new', () => {
  test('stays under 320 bytes', () => {
    expect(encodeAnswer(quiet, 2).length).toBeLessThan(320)
  })

  test('with orders that say nothing is one byte longer, and none longer to a client that reads none', () => {
    const orders = { revoked: false, erase: false, leaseDays: 45, lentTo: null }
    const length = encodeAnswer(quiet, 2).length
    expect(encodeAnswer({ ...quiet, orders }, 2, true).length).toBe(length + 1)
    expect(encodeAnswer({ ...quiet, orders }, 2).length).toBe(length)
  })
})

test('rule 7: a device of protocol 1 is told "guard" in the place of a reason it has never heard of', () => {
  const held = [{ entry: hash43, incarnation: idOf('sitting'), dossier: idOf('d'), reason: 'unexaminable' as const }]
  for (const [protocol, reason] of [
    [1, 'guard'],
    [2, 'unexaminable'],
  ] as const) {
    const parsed = parseAnswer(encodeAnswer({ ...quiet, held }, protocol))
    expect(parsed.ok && parsed.value.held.map((one) => one.reason)).toEqual([reason])
  }
})

test('rule 7: a client from before orders is told "act-author" of what was set aside', () => {
  const held = [{ entry: hash43, incarnation: idOf('sitting'), dossier: idOf('d'), reason: 'revoked' as const }]
  for (const [readsOrders, reason] of [
    [false, 'act-author'],
    [true, 'revoked'],
  ] as const) {
    const parsed = parseAnswer(encodeAnswer({ ...quiet, held }, 2, readsOrders))
    expect(parsed.ok && parsed.value.held.map((one) => one.reason)).toEqual([reason])
  }
})
