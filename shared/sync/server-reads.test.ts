import { describe, expect, test } from 'vitest'
import { parseAct } from '../dossier/act.ts'
import { openDraft } from '../dossier/draft.ts'
import { bucketOf, countIn, differing, emptyDigest, toldBuckets, totalOf } from './digest.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import type { Entry } from './ports.ts'
import {
  actEntry,
  answerEntry,
  createCalmServer,
  createSitting,
  filed,
  hash43,
  idOf,
  openedPayload,
  unsigned,
  type Sitting,
} from './simulation/calm.ts'
import { headOf } from './simulation/client-disk.hand.ts'
import { provenEntries } from './witness.ts'

const dossier = idOf('dossier')
const kindsIn = (entries: readonly Entry[]): readonly string[] =>
  entries.map((entry) => {
    const act = entry.kind === 'act' ? parseAct(entry.bytes) : null
    return act?.ok ? act.value.kind : entry.kind
  })
const digestOver = (ids: readonly string[]): Uint8Array => {
  const digest = emptyDigest()
  countIn(digest, ids)
  return digest
}

describe('rule 5: who reads what', () => {
  test('the office hears of a dossier from its submission on, and then of all that came before', async () => {
    const { server } = await filed(dossier, false)
    const clerk = await createSitting('clerk-c')
    expect((await server.accept(await clerk.request())).entries).toEqual([])
    const { server: after, submitted } = await filed(dossier, true)
    const answer = await after.accept(await clerk.request())
    expect(kindsIn(answer.entries)).toEqual(['opened', 'draft', 'submitted', 'received'])
    expect(answer.cursors).toEqual({ office: 4 })
    const received = answer.entries.map((entry) => parseAct(entry.bytes)).findLast((act) => act.ok)
    expect(received?.ok && received.value).toMatchObject({
      by: { agent: 'server', device: 'server', unit: 'office', role: 'system' },
      after: [submitted.id],
      payload: { official: true },
    })
  })

  test('a cursor is believed, and a device without an epoch starts at the first entry', async () => {
    const { server } = await filed(dossier, true)
    const clerk = await createSitting('clerk-c')
    expect((await server.accept(await clerk.request({ cursors: { office: 4 } }))).entries).toEqual([])
    expect((await server.accept(await clerk.request({ cursors: { office: 4 }, epoch: null }))).entries).toHaveLength(4)
  })

  test('a session cannot read another unit by naming it', async () => {
    const { server } = await filed(dossier, false)
    const clerk = await createSitting('clerk-c')
    const answer = await server.accept(await clerk.request({ cursors: { epn: 0, office: 0 } }))
    expect([answer.entries, answer.cursors]).toEqual([[], { office: 0 }])
  })

  test('a locked device, a wrong signature, an unknown, expired or revoked session read nothing', async () => {
    const { server, packet } = await filed(dossier, true)
    const clerk = await createSitting('clerk-c')
    const nothing = { entries: [], cursors: {}, directory: null, references: null, digest: null, buckets: null }
    expect(await server.accept(unsigned(packet))).toMatchObject({
      session: 'locked',
      heads: [headOf(packet)],
      ...nothing,
    })
    const forged = (await clerk.request({ ask: { type: 'buckets' } })).slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    expect(await server.accept(forged)).toMatchObject({ session: 'refused', ...nothing })
    expect(await server.accept(await clerk.request({ certificate: null }))).toMatchObject({
      session: 'unknown',
      ...nothing,
    })
    expect((await server.accept(await clerk.request())).session).toBe('open')
    server.clock = '2025-06-01T09:00:01.000Z'
    expect(await server.accept(await clerk.request())).toMatchObject({ session: 'expired', ...nothing })
    const later = await createSitting('clerk-c', 'later')
    await server.accept(await later.request())
    server.agentKeys.delete(`${idOf('clerk-c')}|clerk-c`)
    expect(await server.accept(await later.request())).toMatchObject({ session: 'revoked', ...nothing })
  })

  test('references and the directory come when asked for, the directory only when it changed', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const first = await server.accept(await sitting.request({ wantsReferences: true }))
    expect(first).toMatchObject({ directoryVersion: '1', references: { site: 12, from: 0, to: 49 } })
    expect(first.directory).not.toBeNull()
    const second = await server.accept(await sitting.request({ directoryVersion: '1', certificate: null }))
    expect(second).toMatchObject({ session: 'open', directory: null, references: null })
  })
})

describe('rule 4: a device of another life', () => {
  test('is given no entries, but what to compare, and where the new life stands', async () => {
    const { server } = await filed(dossier, true)
    const clerk = await createSitting('clerk-c')
    for (const epoch of [
      { counter: 9, random: 'first' },
      { counter: 1, random: 'twin' },
    ]) {
      const answer = await server.accept(await clerk.request({ cursors: { office: 2 }, epoch }))
      const digest = digestOver(server.disk.journalOf('office'))
      expect(answer).toMatchObject({ entries: [], receipts: [], cursors: { office: 4 }, more: false })
      expect([answer.digest, answer.buckets]).toEqual([totalOf(digest), toldBuckets(digest)])
    }
  })
})

describe('rule 6: what a session can compare', () => {
  test('the digest of everything its unit has comes at the end of a page, and not before', async () => {
    const { server } = await filed(dossier, true)
    const clerk = await createSitting('clerk-c')
    const part = await server.accept(await clerk.request({ room: 1 }))
    expect([part.more, part.digest, part.entries.length]).toEqual([true, null, 1])
    const rest = await server.accept(await clerk.request({ cursors: part.cursors }))
    expect([rest.more, rest.digest]).toEqual([false, totalOf(digestOver(server.disk.journalOf('office')))])
    expect(rest.buckets).toBeNull()
  })

  test('buckets come when they are asked for', async () => {
    const { server } = await filed(dossier, true)
    const clerk = await createSitting('clerk-c')
    const { buckets } = await server.accept(await clerk.request({ ask: { type: 'buckets' } }))
    const ids = server.disk.journalOf('office')
    const [lost = ''] = ids
    expect(buckets && [...differing(digestOver(ids.slice(1)), buckets)]).toEqual([bucketOf(lost)])
  })

  test('entries of some buckets are read again, own ones too, and the cursor stays where it was', async () => {
    const { server, sitting, opened, draft, packet } = await filed(dossier, true)
    const [first, second] = [actEntry(opened), draft].map(entryId)
    const buckets = new Set([bucketOf(first ?? ''), bucketOf(second ?? '')])
    const wanted = server.disk.journalOf('epn').filter((id) => buckets.has(bucketOf(id)))
    const read: string[] = []
    let from = 0
    for (let more = true; more;) {
      const answer = await server.accept(
        await sitting.request({
          chains: [headOf(packet)],
          cursors: { epn: 4 },
          room: 1,
          ask: { type: 'reread', buckets, from },
        }),
      )
      expect([answer.cursors, answer.digest]).toEqual([{ epn: 4 }, null])
      read.push(...answer.entries.map(entryId))
      more = answer.more
      expect(answer.reread).toBeGreaterThan(from)
      from = answer.reread ?? 0
    }
    expect(read).toEqual(wanted)
    expect(read).toEqual(expect.arrayContaining([first, second]))
  })
})

describe('rule 10: a pull', () => {
  test('own entries do not come back while the device has them, and do when it has lost them', async () => {
    const { server, sitting, packet } = await filed(dossier, false)
    const has = await sitting.request({ chains: [headOf(packet)] })
    expect(await server.accept(has)).toMatchObject({ entries: [], cursors: { epn: 2 } })
    const wrong = await sitting.request({ chains: [{ ...headOf(packet), hash: hash43 }] })
    expect(kindsIn((await server.accept(wrong)).entries)).toEqual(['opened', 'draft'])
  })

  test('what comes with the request itself does not come back either', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const { bytes } = await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
    expect(await server.accept(await sitting.request({ packets: [bytes] }))).toMatchObject({
      entries: [],
      cursors: { epn: 1 },
    })
  })

  test('entries come as they were cut, in the order in which they came to count', async () => {
    const { server, sitting, opened, draft } = await filed(dossier, false)
    const doc = openDraft(0, draft.bytes)
    // Yjs gives a document another clientID when its own comes in from outside: it is set afterwards.
    doc.clientID = sitting.clientId(dossier)
    const later = ['1990', '1991'].map((year) => answerEntry(sitting, dossier, 'year', year, doc))
    for (const one of later) await server.accept(unsigned(await sitting.cut(one)))
    const other = await createSitting('mediator-b')
    const { entries } = await server.accept(await other.request())
    expect(entries.map(entryId)).toEqual([actEntry(opened), draft, ...later].map(entryId))
  })

  test('a page ends near the room that was asked for, and says whether there is more', async () => {
    const { server, sitting, opened } = await filed(dossier, false)
    await fillWithNotes(server.accept, sitting, opened, 40)
    const other = await createSitting('mediator-b')
    const room = 10_000
    let cursors = {}
    let read = 0
    let pages = 0
    for (let more = true; more; pages++) {
      const page = await server.accept(await other.request({ cursors, room }))
      const bytes = page.entries.reduce((sum, one) => sum + one.bytes.length, 0)
      expect(bytes).toBeLessThan(room + 2_000)
      ;({ cursors, more } = page)
      read += page.entries.length
    }
    expect([read, pages > 3, cursors]).toEqual([42, true, { epn: await server.disk.tx.seqOf('epn') }])
  })

  test('rule 4: every 256 entries come with one receipt, which proves them and nothing else', async () => {
    const { server, sitting, opened } = await filed(dossier, false)
    await fillWithNotes(server.accept, sitting, opened, limits.pageIds + 8)
    const other = await createSitting('mediator-b')
    const { entries, receipts, epoch } = await server.accept(await other.request())
    expect([entries.length, receipts.length]).toEqual([limits.pageIds + 10, 2])
    const ids = entries.map(entryId)
    const pages = receipts.map((receipt, at) => ({
      epoch,
      unit: 'epn',
      ids: ids.slice(at * limits.pageIds, (at + 1) * limits.pageIds),
      receipt,
    }))
    expect(await provenEntries(server.ports, { pages, entries })).toHaveLength(entries.length)
    const [first] = pages
    expect(await provenEntries(server.ports, { pages: first ? [first] : [], entries })).toHaveLength(limits.pageIds)
  })

  const fillWithNotes = async (
    accept: (request: Uint8Array) => Promise<unknown>,
    sitting: Sitting,
    opened: Parameters<typeof actEntry>[0],
    count: number,
  ): Promise<void> => {
    const notes = Array.from({ length: count }, (_, at) =>
      actEntry(sitting.act(dossier, 'noted', { text: `${at}`.padEnd(1_000) }, [opened])),
    )
    for (let at = 0; at < count; at += 20) await accept(unsigned(await sitting.cut(...notes.slice(at, at + 20))))
  }
})
