// What any disk under the client machine must do, case by case, as plain functions: one runner calls them over arrays,
// another over SQLite, a third in a real browser. A case throws when the disk breaks its promise. The promises are those
// of ports.ts; client-disk.agreement.ts compares whole disks after random work.
import { applyUpdate } from 'yjs'
import { openDraft, readAnswers } from '../../dossier/draft.ts'
import { bucketCount } from '../digest.ts'
import { entryId } from '../entry.ts'
import type { ClientDisk } from '../client-ports.ts'
import type { OutboxPacket } from '../ports.ts'
import { createSitting, idOf, type Sitting } from './calm.ts'
import {
  asPulled,
  cut,
  digestOver,
  dossier,
  erasedWord,
  expectSame,
  headOf,
  noAnswer,
  noted,
  opened,
  pageOf,
  submitted,
  twoDrafts,
  wholeDigest,
  type DiskPlace,
  type DiskUnderTest,
} from './client-disk.hand.ts'
import { simDirectory } from './commune.ts'

export interface DiskCase {
  readonly name: string
  run(place: DiskPlace): Promise<void>
}

const keysAndBytes = async (disk: ClientDisk): Promise<readonly unknown[]> =>
  (await disk.unsent()).map((row) => [row.dossier, row.kind, row.bytes, row.incarnation])

interface Hand {
  readonly place: DiskPlace
  readonly disk: DiskUnderTest
  /** The open sitting of this device. */
  readonly own: Sitting
  /** Somebody else's, on another device. */
  readonly other: Sitting
}

const diskCase = (name: string, work: (hand: Hand) => Promise<void>): DiskCase => ({
  name,
  run: async (place) => {
    const [disk, own, other] = [await place.open(), await createSitting('mediator-a'), await createSitting('clerk-c')]
    await disk.begin(own.keys.incarnation)
    await work({ place, disk, own, other })
  },
})

export const clientDiskContract: readonly DiskCase[] = [
  diskCase('rule 2: a cut takes its rows, fills the outbox and moves the chain', async ({ disk, own }) => {
    const { incarnation } = own.keys
    await disk.keep([opened(own), ...twoDrafts(own)], incarnation)
    expectSame('rows', (await disk.unsent()).length, 3)
    const packet = await cut(disk, own)
    await disk.keep([noted(own, 'later')], incarnation)
    expectSame('what is left', await keysAndBytes(disk), [[dossier, 'act', noted(own, 'later').bytes, incarnation]])
    expectSame('outbox', await disk.outbox(), [packet])
    const chain = await disk.chain(incarnation)
    expectSame('chain', [chain?.n, chain?.hash, chain?.acked], [1, packet.hash, 0])
    expectSame('another chain', await disk.chain(idOf('another')), null)
  }),

  diskCase('what is kept is there after a crash, between any two operations', async ({ place, disk, own, other }) => {
    await disk.keep([opened(own)], own.keys.incarnation)
    const again = await place.open()
    expectSame('rows', await keysAndBytes(again), [[dossier, 'act', opened(own).bytes, own.keys.incarnation]])
    const packet = await cut(again, own)
    const third = await place.open()
    expectSame('rows once cut', await third.unsent(), [])
    expectSame('outbox', await third.outbox(), [packet])
    const note = noted(other, 'seen')
    await third.apply({ ...noAnswer, heads: [headOf(packet)], entries: [asPulled(note)], cursors: { epn: 7 } })
    const fourth = await place.open()
    expectSame('outbox once received', await fourth.outbox(), [])
    expectSame('cursors', (await fourth.syncState()).cursors, { epn: 7 })
    expectSame('digest', await wholeDigest(fourth, 'epn'), digestOver([opened(own), note]))
  }),

  diskCase(
    'rule 3: packets stay until they are stable, and go out again when a head goes down',
    async ({ disk, own }) => {
      const { incarnation } = own.keys
      const packets: OutboxPacket[] = []
      for (const text of ['one', 'two', 'three']) {
        await disk.keep([noted(own, text)], incarnation)
        packets.push(await cut(disk, own))
      }
      const [first, second, third] = packets
      if (!first || !second || !third) throw new Error('three packets')
      await disk.apply({ ...noAnswer, heads: [headOf(third)] })
      expectSame('outbox', await disk.outbox(), [])
      expectSame('kept', await disk.packetsAfter(incarnation, 0, 2), [first, second])
      await disk.apply({ ...noAnswer, heads: [headOf(first)] })
      expectSame('outbox after a restore', await disk.outbox(), [second, third])
      await disk.apply({ ...noAnswer, heads: [headOf(third)], stable: [{ incarnation, n: 2, hash: '' }], backup: 4 })
      expectSame('kept above stable', await disk.packetsAfter(incarnation, 0, 9), [third])
      await disk.apply({ ...noAnswer, stable: [{ incarnation, n: 1, hash: '' }], backup: 4 })
      expectSame('stable never goes down', (await disk.chain(incarnation))?.stable, 2)
      expectSame('last packet', (await disk.chain(incarnation))?.n, 3)
      expectSame('backup', (await disk.syncState()).backup, 4)
    },
  ),

  diskCase('rule 3: the outbox is in the order of cutting, without forked chains', async ({ disk, own }) => {
    const later = await createSitting('mediator-a', 'second')
    await disk.keep([noted(own, 'one')], own.keys.incarnation)
    const first = await cut(disk, own)
    await disk.begin(later.keys.incarnation)
    await disk.keep([noted(later, 'two')], later.keys.incarnation)
    const second = await cut(disk, later)
    expectSame('outbox', await disk.outbox(), [first, second])
    await disk.apply({ ...noAnswer, forked: [own.keys.incarnation] })
    expectSame('outbox', await disk.outbox(), [second])
    expectSame('chain', (await disk.chain(own.keys.incarnation))?.forked, true)
    const known = (await disk.chains()).filter(({ n }) => n > 0).map(({ incarnation }) => incarnation)
    expectSame('chains', known, [own.keys.incarnation, later.keys.incarnation])
    await disk.apply({ ...noAnswer, heads: [{ incarnation: own.keys.incarnation, n: 0, hash: '' }] })
    expectSame('outbox, once a head names it again', await disk.outbox(), [first, second])
  }),

  diskCase(
    'rule 4: what an answer says of the server is kept whole, the directory until a new one comes',
    async ({ disk }) => {
      const references = { site: 12, from: 100, to: 149 }
      await disk.apply({
        ...noAnswer,
        cursors: { epn: 3, office: 4 },
        directory: simDirectory,
        directoryVersion: '7',
        references,
      })
      await disk.apply({ ...noAnswer, epoch: { counter: 2, random: 'next' }, cursors: { epn: 1 }, beacon: 'later' })
      const { epoch, cursors, beacon, directoryVersion, referencesLeft } = await disk.syncState()
      expectSame('state', [epoch?.counter, epoch?.random, cursors, beacon], [2, 'next', { epn: 1 }, 'later'])
      expectSame('kept', [directoryVersion, referencesLeft], ['7', 50])
    },
  ),

  diskCase(
    'rule 6: the digest counts what came and what the server has, and nothing else',
    async ({ disk, own, other }) => {
      const [open, send] = [opened(own), submitted(own)]
      await disk.keep([open], own.keys.incarnation)
      const packet = await cut(disk, own)
      expectSame('sent, not received', await wholeDigest(disk, 'epn'), digestOver([]))
      await disk.apply({ ...noAnswer, heads: [headOf(packet)] })
      await disk.keep([send], own.keys.incarnation)
      expectSame('received', await wholeDigest(disk, 'epn'), digestOver([open]))
      expectSame('a unit it was not sent to', await wholeDigest(disk, 'office'), digestOver([]))
      const note = noted(other, 'seen')
      const elsewhere = noted(other, 'of a dossier nobody opened', idOf('another dossier'))
      const sent = await cut(disk, own)
      await disk.apply({ ...noAnswer, heads: [headOf(sent)], entries: [note, elsewhere].map(asPulled) })
      for (const unit of ['epn', 'office'])
        expectSame(unit, await wholeDigest(disk, unit), digestOver([open, send, note]))
      const ids = new Set<string>()
      for (let bucket = 0; bucket < bucketCount; bucket++)
        for (const id of await disk.entryIds('epn', new Set([bucket]))) ids.add(id)
      expectSame('ids', [...ids].sort(), [open, send, note].map(entryId).sort())
    },
  ),

  diskCase('rule 6: an own row that comes back is received, whatever the heads say', async ({ disk, own }) => {
    const open = opened(own)
    await disk.keep([open], own.keys.incarnation)
    await cut(disk, own)
    await disk.apply({ ...noAnswer, entries: [asPulled(open)] })
    expectSame('digest', await wholeDigest(disk, 'epn'), digestOver([open]))
    await disk.apply({ ...noAnswer, heads: [{ incarnation: own.keys.incarnation, n: 0, hash: '' }] })
    expectSame('digest', await wholeDigest(disk, 'epn'), digestOver([open]))
  }),

  diskCase('rule 7: held entries are told anew with each head of their chain', async ({ disk, own }) => {
    const { incarnation } = own.keys
    const [open, note] = [opened(own), noted(own, 'too much')]
    await disk.keep([open, note], incarnation)
    const packet = await cut(disk, own)
    const held = { entry: entryId(note), incarnation, dossier, reason: 'guard' } as const
    await disk.apply({ ...noAnswer, heads: [headOf(packet)], held: [held] })
    const heldCount = async () => (await disk.chains()).find((chain) => chain.incarnation === incarnation)?.held
    expectSame('held', await heldCount(), 1)
    expectSame('digest', await wholeDigest(disk, 'epn'), digestOver([open]))
    await disk.apply(noAnswer)
    expectSame('held, nothing said', await heldCount(), 1)
    await disk.apply({ ...noAnswer, heads: [headOf(packet)] })
    expectSame('held, set free', await heldCount(), 0)
    expectSame('digest', await wholeDigest(disk, 'epn'), digestOver([open, note]))
  }),

  diskCase(
    'rule 6: received drafts are all the updates, of an entry that carried several rows too',
    async ({ disk, own }) => {
      await disk.keep([opened(own), ...twoDrafts(own)], own.keys.incarnation)
      const packet = await cut(disk, own)
      expectSame('not received', await disk.receivedDrafts(dossier), [])
      await disk.apply({ ...noAnswer, heads: [headOf(packet)] })
      const doc = openDraft(0, null)
      for (const update of await disk.receivedDrafts(dossier)) applyUpdate(doc, update)
      expectSame('answers', readAnswers(doc).answers, { name: 'Asni', village: 'Asni' })
    },
  ),

  diskCase(
    "rule 4: own packets are offered by what they carry, others' entries with their page",
    async ({ disk, own, other }) => {
      const [open, note] = [opened(own), noted(own, 'one')]
      await disk.keep([open], own.keys.incarnation)
      const first = await cut(disk, own)
      await disk.keep([note], own.keys.incarnation)
      const second = await cut(disk, own)
      const [theirs, more, bare] = [noted(other, 'a'), noted(other, 'b'), noted(other, 'c')]
      await disk.apply({ ...noAnswer, entries: [theirs, more].map(asPulled), pages: [pageOf(theirs, more)] })
      await disk.apply({ ...noAnswer, entries: [asPulled(bare)] })
      const asked = [note, open, theirs, more, bare].map(entryId)
      const { packets, entries } = await disk.offers(new Set(asked))
      expectSame('packets', packets, [
        { packet: first, ids: [entryId(open)] },
        { packet: second, ids: [entryId(note)] },
      ])
      expectSame('entries', entries.map(({ entry }) => entry.id).sort(), [theirs, more].map(entryId).sort())
      expectSame('page', entries[0]?.page, pageOf(theirs, more))
      if (entries[0]?.page !== entries[1]?.page) throw new Error('a page is one object: a request carries it once')
      await disk.apply({ ...noAnswer, entries: [asPulled(open)], pages: [pageOf(open)] })
      const proven = await disk.offers(new Set([entryId(open)]))
      expectSame('own, proven by a page', [proven.packets.length, proven.entries.length], [0, 1])
      expectSame('nothing asked', await disk.offers(new Set()), { packets: [], entries: [] })
    },
  ),

  diskCase('rule 3: rows of a forked chain are stranded until they are reclaimed', async ({ disk, own }) => {
    const { incarnation } = own.keys
    await disk.keep([opened(own)], incarnation)
    const packet = await cut(disk, own)
    await disk.apply({ ...noAnswer, heads: [headOf(packet)] })
    const [draft] = twoDrafts(own)
    if (!draft) throw new Error('a draft')
    await disk.keep([noted(own, 'lost'), draft], incarnation)
    const lost = await cut(disk, own)
    await disk.keep([noted(own, 'never cut')], incarnation)
    expectSame('before the fork', await disk.strandedRows(), [])
    await disk.apply({ ...noAnswer, forked: [incarnation] })
    const stranded = await disk.strandedRows()
    expectSame(
      'stranded',
      stranded.map(({ kind }) => kind),
      ['act', 'draft', 'act'],
    )
    const next = await createSitting('mediator-a', 'second')
    await disk.begin(next.keys.incarnation)
    const keys = stranded.map(({ key }) => key)
    await disk.reclaim(
      keys.filter((_, at) => at !== 1),
      next.keys.incarnation,
      keys.slice(1, 2),
    )
    expectSame('stranded', await disk.strandedRows(), [])
    const rows = (await disk.unsent()).map((row) => [row.kind, row.incarnation])
    expectSame('again', rows, [
      ['act', next.keys.incarnation],
      ['act', next.keys.incarnation],
    ])
    expectSame('a row that is covered counts for nothing', await wholeDigest(disk, 'epn'), digestOver([opened(own)]))
    await disk.apply({ ...noAnswer, heads: [headOf(lost)] })
    expectSame('nor does it under a head', await wholeDigest(disk, 'epn'), digestOver([opened(own)]))
  }),

  diskCase('rule 15: of what was erased only that word is left, and nothing is taken in again', async (hand) => {
    const { place, disk, own, other } = hand
    const [elsewhere, note, later] = [opened(own, idOf('elsewhere')), noted(other, 'seen'), noted(other, 'later')]
    const [word, again] = [erasedWord('2026-01-02T00:00:00Z'), erasedWord('2026-01-03T00:00:00Z')]
    await disk.keep([opened(own), ...twoDrafts(own)], own.keys.incarnation)
    const packet = await cut(disk, own)
    await disk.keep([noted(own, 'unsent')], own.keys.incarnation)
    const came = [note, elsewhere].map(asPulled)
    await disk.apply({ ...noAnswer, heads: [headOf(packet)], entries: came, pages: [pageOf(note, elsewhere)] })
    const erased = { ...noAnswer, entries: [asPulled(word), asPulled(note)], pages: [pageOf(word, note)] }
    await disk.apply(erased)
    const expectErased = async (one: ClientDisk) => {
      expectSame('unsent', await one.unsent(), [])
      expectSame('drafts', await one.receivedDrafts(dossier), [])
      expectSame('digest', await wholeDigest(one, 'epn'), digestOver([word, elsewhere]))
    }
    await expectErased(disk)
    // To open it again is to lose the first.
    const open = await place.open()
    await expectErased(open)
    const ids = new Set([note, opened(own), ...twoDrafts(own)].map(entryId))
    expectSame('offers', await open.offers(ids), { packets: [], entries: [] })
    await open.apply({ ...noAnswer, entries: [asPulled(later), asPulled(again)], pages: [pageOf(later, again)] })
    expectSame('digest of both words', await wholeDigest(open, 'epn'), digestOver([word, again, elsewhere]))
  }),
]
