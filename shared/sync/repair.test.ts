import { describe, expect, test } from 'vitest'
import { bucketOf, countIn, emptyDigest, toldBuckets, totalOf } from './digest.ts'
import { limits } from './limits.ts'
import type { Offers } from './client-ports.ts'
import type { EntryId, OutboxPacket, WitnessPage } from './ports.ts'
import { askFor, chooseOffer, nextRepair, type Repair } from './repair.ts'
import { hash43 } from './simulation/calm.ts'
import { unsaid, type SyncAnswer } from './wire-answer.ts'

/** Ids of 43 characters that begin with this one, which is their bucket. */
const id = (letter: string, word = ''): EntryId => (letter + word).padEnd(43, 'A')
const digestOver = (ids: readonly EntryId[]): Uint8Array => {
  const digest = emptyDigest()
  countIn(digest, ids)
  return digest
}
const diskWith = (ids: readonly EntryId[] | null) => ({
  digest: async () => ids && digestOver(ids),
  entryIds: async (_unit: string, buckets: ReadonlySet<number>) =>
    (ids ?? []).filter((one) => buckets.has(bucketOf(one))),
})
const answerWith = (changes: Partial<SyncAnswer>): SyncAnswer => ({
  nonce: new Uint8Array(8),
  epoch: { counter: 1, random: 'first' },
  session: 'open',
  heads: [],
  refused: [],
  held: [],
  entries: [],
  cursors: {},
  more: false,
  beacon: '',
  directory: null,
  directoryVersion: null,
  packsVersion: '',
  references: null,
  retryAfter: null,
  ...unsaid,
  ...changes,
})
/** The server's word at the end of a page, when it has these. */
const told = (ids: readonly EntryId[], buckets = false): Partial<SyncAnswer> => ({
  digest: totalOf(digestOver(ids)),
  buckets: buckets ? toldBuckets(digestOver(ids)) : null,
})
interface Step {
  readonly mine: readonly EntryId[] | null
  readonly answer: Partial<SyncAnswer>
  readonly came?: readonly EntryId[]
  readonly offered?: readonly EntryId[]
}
const step = (before: Repair, { mine, answer, came = [], offered = [] }: Step): Promise<Repair> =>
  nextRepair(diskWith(mine), before, answerWith(answer), 'epn', came, new Set(offered))

const none: Repair = { type: 'none', tries: 0 }
const [a, b, c] = [id('B'), id('C'), id('D')]

describe('rule 6: digests are compared', () => {
  test('and agree: nothing is to be done, and earlier tries are forgotten', async () => {
    expect(await step(none, { mine: [a, b], answer: told([b, a]) })).toEqual(none)
    expect(await step({ type: 'none', tries: 2 }, { mine: [a], answer: told([a]) })).toEqual(none)
    expect(await step({ type: 'buckets', tries: 3 }, { mine: [a], answer: told([a], true) })).toEqual(none)
  })

  test('and differ: the buckets are asked for', async () => {
    const repair = await step(none, { mine: [a], answer: told([a, b]) })
    expect(repair).toEqual({ type: 'buckets', tries: 1 })
    expect(askFor(repair)).toEqual({ type: 'buckets' })
    expect(askFor(none)).toEqual({ type: 'nothing' })
  })

  test('not before the end of what is new, and not on a locked device', async () => {
    expect(await step(none, { mine: [a], answer: { digest: null } })).toEqual(none)
    const before: Repair = { type: 'buckets', tries: 1 }
    expect(await step(before, { mine: [a], answer: { digest: null } })).toBe(before)
    expect(await step(none, { mine: null, answer: told([a]) })).toEqual(none)
  })
})

describe('rule 6: the buckets that differ', () => {
  const asked: Repair = { type: 'buckets', tries: 1 }
  const reading: Repair = { type: 'reread', tries: 1, buckets: new Set([1, 2]), from: 0, told: new Set() }

  test('are read again from the start', async () => {
    const repair = await step(asked, { mine: [a, c], answer: told([b, c], true) })
    expect(repair).toEqual(reading)
    expect(askFor(repair)).toEqual({ type: 'reread', buckets: new Set([1, 2]), from: 0 })
  })

  test('rule 4: are read at once when a new life tells them unasked', async () => {
    expect(await step(none, { mine: [a, c], answer: told([b, c], true) })).toEqual(reading)
  })

  test('are read page by page, and what came is remembered', async () => {
    const first = await step(reading, { mine: [a], answer: { reread: 7, more: true }, came: [b] })
    expect(first).toEqual({ ...reading, from: 7, told: new Set([b]) })
    expect(askFor(first)).toEqual({ type: 'reread', buckets: new Set([1, 2]), from: 7 })
    const second = await step(first, { mine: [a, b, c], answer: { reread: 9 }, came: [] })
    expect(second).toEqual({ type: 'offer', tries: 1, lacking: new Set([a]) })
  })

  test('hold all the server needs to be told: what lies in others is not offered', async () => {
    const repair = await step(reading, { mine: [a, b, c, id('Z')], answer: { reread: 9 }, came: [b] })
    expect(repair).toEqual({ type: 'offer', tries: 1, lacking: new Set([a]) })
  })

  test('need nothing of this device when it was the one that lacked something', async () => {
    const repair = await step(reading, { mine: [a, b], answer: { reread: 9 }, came: [a, b] })
    expect(repair).toEqual({ type: 'none', tries: 1 })
  })

  test('are compared again when a restore came in between', async () => {
    const repair = await step(reading, { mine: [a, c], answer: told([a], true) })
    expect(repair).toEqual({ ...reading, buckets: new Set([3]) })
  })
})

describe('rule 6: what the server lacks', () => {
  const offering: Repair = { type: 'offer', tries: 1, lacking: new Set([a, b]) }

  test('is offered until all of it was, and then the two are compared again', async () => {
    expect(await step(offering, { mine: [a, b], answer: told([]), offered: [a] })).toEqual({
      type: 'offer',
      tries: 1,
      lacking: new Set([b]),
    })
    expect(await step(offering, { mine: [a, b], answer: told([]), offered: [a, b] })).toEqual({
      type: 'none',
      tries: 1,
    })
  })

  test('and that this device has no means to offer is left', async () => {
    expect(await step(offering, { mine: [a, b], answer: told([]) })).toEqual({ type: 'none', tries: 1 })
  })

  test('after three repairs in vain is given up, and not tried again', async () => {
    let repair: Repair = none
    const types: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      const answer: Partial<SyncAnswer> =
        repair.type === 'reread' ? { reread: 1 } : told([c], repair.type === 'buckets')
      repair = await step(repair, { mine: [a], answer, came: repair.type === 'reread' ? [c] : [] })
      types.push(repair.type)
    }
    const one = ['buckets', 'reread', 'offer', 'none']
    expect(types.slice(0, 12)).toEqual([...one, ...one, ...one])
    repair = await step(repair, { mine: [a], answer: told([c]) })
    expect(repair).toEqual({ type: 'given-up', tries: 3 })
    expect(askFor(repair)).toEqual({ type: 'nothing' })
    expect(await step(repair, { mine: [a], answer: told([c], true) })).toBe(repair)
  })
})

describe('rule 9: an offer fits the link', () => {
  const packet = (n: number, size: number): OutboxPacket => ({
    incarnation: 'x',
    n,
    hash: `h${n}`,
    bytes: new Uint8Array(size),
  })
  const page = (...ids: readonly EntryId[]): WitnessPage => ({
    epoch: { counter: 1, random: '' },
    unit: 'epn',
    ids,
    receipt: new Uint8Array(32),
  })
  const entry = (of: EntryId, size: number, from: WitnessPage): Offers['entries'][number] => ({
    entry: { id: of, dossier: 'd', kind: 'act', bytes: new Uint8Array(size) },
    page: from,
  })

  test('own packets first, then what pages prove, each page once', () => {
    const both = page(b, c)
    const offers: Offers = {
      packets: [{ packet: packet(1, 100), ids: [a] }],
      entries: [entry(b, 10, both), entry(c, 10, both)],
    }
    expect(chooseOffer(offers, 1000)).toEqual({
      packets: [packet(1, 100)],
      witnessed: { pages: [both], entries: [offers.entries[0]?.entry, offers.entries[1]?.entry] },
      ids: new Set([a, b, c]),
    })
  })

  test('stops when the room is full, but offers one thing at least', () => {
    const packets = [1, 2, 3].map((n) => ({ packet: packet(n, 100), ids: [id(`${n}`)] }))
    expect(chooseOffer({ packets, entries: [entry(a, 10, page(a))] }, 150).ids).toEqual(new Set([id('1'), id('2')]))
    expect(chooseOffer({ packets, entries: [] }, 1).ids).toEqual(new Set([id('1')]))
    const entries = [entry(a, 5000, page(a)), entry(b, 10, page(b))]
    expect(chooseOffer({ packets: [], entries }, 1).ids).toEqual(new Set([a]))
    expect(chooseOffer({ packets: [], entries: [] }, 1).ids).toEqual(new Set())
  })

  test('counts the ids of each page', () => {
    const large = page(a, ...Array.from({ length: 255 }, () => hash43))
    const entries = [entry(a, 10, large), entry(b, 10, page(b))]
    expect(chooseOffer({ packets: [], entries }, 8000).ids).toEqual(new Set([a]))
    expect(chooseOffer({ packets: [], entries }, 9000).ids).toEqual(new Set([a, b]))
  })

  test('is no more packets and pages than a request may carry', () => {
    const packets = Array.from({ length: 300 }, (_, n) => ({ packet: packet(n, 1), ids: [id('A', `${n}x`)] }))
    expect(chooseOffer({ packets, entries: [] }, 1e9).packets).toHaveLength(limits.requestPackets)
    const entries = Array.from({ length: 300 }, (_, n) => entry(id('B', `${n}x`), 1, page(id('B', `${n}x`))))
    expect(chooseOffer({ packets: [], entries }, 1e9).witnessed.pages).toHaveLength(limits.witnessPages)
  })
})
