// Any request and any answer that can be written, for the properties of the wire.
import fc from 'fast-check'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import type { DeviceOrders, DeviceTold, Entry, Head, WitnessPage } from '../ports.ts'
import { packetRefusals, sessionStates, unsaid, type SyncAnswer } from '../wire-answer.ts'
import { sinceProtocol2, type Ask, type SyncRequest } from '../wire-request.ts'
import { simDirectory } from './commune.ts'

export const raw = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
export const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null })
export const anyId = raw(16).map(toBase64UrlEncoded)
export const anyHash = raw(32).map(toBase64UrlEncoded)
export const someBytes = fc.uint8Array({ maxLength: 200 })
const uint = fc.maxSafeNat()
/** As long as the wire takes: 64 bytes, and a grapheme may be many. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => encodeUtf8(one).length <= 64)

/** As a device may call its app. */
const short = fc.string({ maxLength: 40 })

const head: fc.Arbitrary<Head> = fc
  .record({ incarnation: anyId, n: fc.nat(), hash: anyHash })
  .map((one) => (one.n === 0 ? { ...one, hash: '' } : one))
const heads = fc.array(head, { maxLength: 5 })
const epoch = fc.record({ counter: uint, random: text })
const cursors = fc
  .uniqueArray(text, { maxLength: 5 })
  .map((units) => Object.fromEntries(units.filter((one) => one !== '__proto__').map((unit, at) => [unit, at])))
const entries: fc.Arbitrary<readonly Entry[]> = fc.array(
  fc.record({ dossier: anyId, kind: fc.constantFrom('draft', 'act'), bytes: someBytes }),
  { maxLength: 6 },
)
const page: fc.Arbitrary<WitnessPage> = fc.record({
  epoch,
  unit: text,
  ids: fc.array(anyHash, { maxLength: 4 }),
  receipt: raw(32),
})
const ask: fc.Arbitrary<Ask> = fc.oneof(
  fc.constantFrom<Ask>({ type: 'nothing' }, { type: 'buckets' }),
  fc
    .tuple(fc.uniqueArray(fc.nat(63)), uint)
    .map(([buckets, from]): Ask => ({ type: 'reread', buckets: new Set(buckets.sort((a, b) => a - b)), from })),
)

const told: fc.Arbitrary<DeviceTold | null> = maybe(
  fc.record({ version: maybe(short), unsent: maybe(uint), erased: fc.boolean() }),
).map((one) => (one && !one.erased && one.version === null && one.unsent === null ? null : one))

const orders: fc.Arbitrary<DeviceOrders> = fc.record({
  revoked: fc.boolean(),
  erase: fc.boolean(),
  leaseDays: fc.oneof(fc.constant(45), uint),
  lentTo: maybe(text),
})

const request2: fc.Arbitrary<SyncRequest> = fc.record({
  protocol: fc.constant(2 as const),
  incarnation: maybe(anyId),
  certificate: maybe(someBytes),
  epoch: maybe(epoch),
  directoryVersion: maybe(text),
  cursors,
  wantsReferences: fc.boolean(),
  chains: heads,
  nonce: raw(8),
  time: uint,
  room: uint,
  ask,
  again: fc.boolean(),
  readsOrders: fc.boolean(),
  told,
  backup: uint,
  witnessed: fc.record({ pages: fc.array(page, { maxLength: 3 }), entries }),
  packets: fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 }), { maxLength: 5 }),
})

/** In protocol 1, what it cannot say is not said. */
export const anyRequest: fc.Arbitrary<SyncRequest> = fc.oneof(
  request2,
  request2.map((one) => ({ ...one, ...sinceProtocol2, protocol: 1 as const })),
)

const answer2: fc.Arbitrary<SyncAnswer> = fc.record({
  nonce: raw(8),
  epoch,
  session: fc.constantFrom(...sessionStates),
  heads,
  refused: fc.array(fc.record({ incarnation: anyId, n: uint, reason: fc.constantFrom(...packetRefusals) }), {
    maxLength: 4,
  }),
  held: fc.array(
    fc.record({
      entry: anyHash,
      incarnation: anyId,
      dossier: anyId,
      reason: fc.constantFrom('guard', 'pending', 'unreadable'),
    }),
    { maxLength: 4 },
  ),
  entries,
  cursors,
  more: fc.boolean(),
  beacon: text,
  directory: maybe(fc.constant(simDirectory)),
  directoryVersion: maybe(text),
  packsVersion: text,
  references: maybe(fc.record({ site: uint, from: uint, to: uint })),
  retryAfter: maybe(uint),
  digest: maybe(raw(16)),
  receipts: fc.array(raw(32), { maxLength: 3 }),
  buckets: maybe(raw(512)),
  reread: maybe(uint),
  backup: uint,
  stable: heads,
  orders: maybe(orders),
})

/** To a client that reads orders, to one that does not yet, and to one of protocol 1. */
export const anyAnswer: fc.Arbitrary<{
  readonly answer: SyncAnswer
  readonly protocol: 1 | 2
  readonly readsOrders: boolean
}> = fc.oneof(
  answer2.map((answer) => ({ answer, protocol: 2 as const, readsOrders: true })),
  answer2.map((answer) => ({ answer: { ...answer, orders: null }, protocol: 2 as const, readsOrders: false })),
  answer2.map((answer) => ({ answer: { ...answer, ...unsaid }, protocol: 1 as const, readsOrders: false })),
)

/** The reader may keep Node's Buffer or a plain array: only what is in it counts. */
export const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, one: unknown) => (one instanceof Uint8Array || one instanceof Set ? [...one] : one)),
  )
