import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDraft, setAnswer } from '../dossier/draft.ts'
import { cutPacket } from './chain.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import { merkleRoot } from './merkle.ts'
import { parseEntries } from './body.ts'
import { packetToSign, parsePacket } from './packet.ts'
import type { Chain, UnsentRow } from './client-ports.ts'
import type { Entry } from './ports.ts'
import { actEntry, createSitting, idOf, openedPayload, submittedPayload } from './simulation/calm.ts'
import { createFakeKey, fakeCodec, fakeVerifier } from './simulation/crypto.ts'

const dossier = idOf('dossier')

const setup = async () => {
  const sitting = await createSitting('mediator-a')
  const { keys } = sitting
  const doc = openDraft(sitting.clientId(dossier), null)
  const draft = (field: string, value: string): Entry => ({
    dossier,
    kind: 'draft',
    bytes: setAnswer(doc, keys.incarnation, field, value, { by: keys.agent, said: 'citizen' }),
  })
  const rowsOf = (...entries: readonly Entry[]): UnsentRow[] =>
    entries.map((entry, at) => ({ ...entry, key: at + 1, incarnation: keys.incarnation }))
  const cut = async (rows: readonly UnsentRow[], chain: Chain | null, protocol: 1 | 2 = 2) => {
    const made = await cutPacket(rows, { keys, codec: fakeCodec, chain, now: 5, beacon: 'seen', protocol })
    const parsed = parsePacket(made.packet.bytes)
    if (!parsed.ok) throw new Error('unreadable')
    const { packet, header } = parsed.value
    const body = parseEntries(await fakeCodec.open(packet.body, packet.header, limits.bodyBytes, header.protocol), {
      sitting: header,
    })
    if (!body.ok) throw new Error('unreadable body')
    return { ...made, header, packet, made: made.packet, entries: body.value }
  }
  return { sitting, keys, draft, rowsOf, cut }
}

describe('rule 2: cutting packets', () => {
  test('numbers from 1, names the one before, and shows the certificate once', async () => {
    const { keys, draft, rowsOf, cut } = await setup()
    const first = await cut(rowsOf(draft('name', 'a')), null)
    const second = await cut(rowsOf(draft('name', 'b')), first.chain)
    expect([first.header.n, first.header.prev]).toEqual([1, null])
    expect([second.header.n, second.header.prev]).toEqual([2, first.made.hash])
    expect(first.packet.certificate && [...first.packet.certificate]).toEqual([...keys.certificate])
    expect([second.packet.certificate, second.header.certHash]).toEqual([null, null])
    expect(second.chain).toMatchObject({ n: 2, hash: second.made.hash, acked: 0 })
  })

  test('the signature covers the header and the sealed body, the header covers the entries', async () => {
    const { sitting, draft, rowsOf, cut } = await setup()
    const { packet, header, entries } = await cut(
      rowsOf(draft('name', 'a'), actEntry(sitting.act(dossier, 'noted', { text: 'x' }))),
      null,
    )
    const key = createFakeKey(sitting.keys.incarnation).publicKey
    expect(await fakeVerifier.verify(key, packet.signature, packetToSign(packet))).toBe(true)
    const swapped = { ...packet, body: packet.body.slice().fill(0) }
    expect(await fakeVerifier.verify(key, packet.signature, packetToSign(swapped))).toBe(false)
    expect(header.root).toBe(merkleRoot(entries.map(entryId)))
    expect(header.count).toBe(2)
  })

  test('updates of a dossier become one entry that says the same; every row is told which entry carries it', async () => {
    const { sitting, draft, rowsOf, cut } = await setup()
    const opened = actEntry(sitting.act(dossier, 'opened', openedPayload))
    const drafts = [draft('name', 'a'), draft('year', '1990'), draft('name', 'b')]
    const { entries, rowKeys, entryOfRow } = await cut(rowsOf(opened, ...drafts), null)
    expect(entries.map((one) => one.kind)).toEqual(['act', 'draft'])
    expect([...rowKeys].sort()).toEqual([1, 2, 3, 4])
    const [act, merged] = entries.map(entryId)
    expect(Object.fromEntries(rowKeys.map((key, at) => [key, entryOfRow[at]]))).toEqual({
      1: act,
      2: merged,
      3: merged,
      4: merged,
    })
    const doc = openDraft(0, entries[1]?.bytes ?? null)
    const one = openDraft(0, null)
    for (const { bytes } of drafts) Y.applyUpdate(one, bytes)
    expect(doc.getMap('answers').toJSON()).toEqual(one.getMap('answers').toJSON())
  })

  test('rule 8: updates are not merged across a submission', async () => {
    const { sitting, draft, rowsOf, cut } = await setup()
    const before = draft('name', 'a')
    const submitted = actEntry(sitting.act(dossier, 'submitted', submittedPayload))
    const { entries } = await cut(rowsOf(before, submitted, draft('name', 'b')), null)
    expect(entries.map((one) => one.kind)).toEqual(['draft', 'act', 'draft'])
  })

  test('rule 9: a packet ends with the raw bytes it may hold and leaves the rest for the next one', async () => {
    const { keys, draft, rowsOf } = await setup()
    const size = Math.ceil(limits.cutBytes / 6)
    const rows = rowsOf(...Array.from({ length: 12 }, (_, at) => draft(`f${at}`, 'x'.repeat(size))))
    const codec = { seal: async () => new Uint8Array(9) }
    const { rowKeys } = await cutPacket(rows, { keys, codec, chain: null, now: 5, beacon: null })
    expect(rowKeys).toEqual([1, 2, 3, 4, 5])
  })

  test('rule 9: what compresses badly is cut again until its sealed body crosses a slow link, but for a single row', async () => {
    const { draft, rowsOf, cut } = await setup()
    const rows = rowsOf(...Array.from({ length: 12 }, (_, at) => draft(`f${at}`, `${at}`.repeat(9_000))))
    const first = await cut(rows, null)
    expect(first.rowKeys).toEqual([1, 2])
    expect((await cut(rows.slice(2), first.chain)).rowKeys).toEqual([3, 4])
    const alone = await cut(rowsOf(draft('long', 'x'.repeat(60_000))), null)
    expect(alone.rowKeys).toEqual([1])
  })

  test('rule 9: the protocol is in the header, and says how the body is laid out', async () => {
    const { draft, rowsOf, cut } = await setup()
    const rows = rowsOf(draft('name', 'a'))
    const [old, current] = [await cut(rows, null, 1), await cut(rows, null)]
    expect([old.header.protocol, current.header.protocol]).toEqual([1, 2])
    expect(old.entries.map(entryId)).toEqual(current.entries.map(entryId))
    // Behind the 32 bytes of the fake seal: "Mbd", then the layout.
    expect([old.packet.body[35], current.packet.body[35]]).toEqual([1, 2])
  })
})
