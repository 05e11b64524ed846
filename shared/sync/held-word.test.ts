import { expect, test } from 'vitest'
import { openDraft, setAnswer } from '../dossier/draft.ts'
import { ancestorsOf, headsOf } from '../dossier/graph.ts'
import type { Act } from '../dossier/act.ts'
import { toBase64Url } from '../dossier/canonical.ts'
import { payloadOf, type Payload } from '../dossier/payload.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import { erasedAct } from './server-acts.ts'
import { sayInDossier } from './server-says.ts'
import {
  actEntry,
  answerEntry,
  createCalmServer,
  createSitting,
  filed,
  idOf,
  openedPayload,
  submittedPayload,
  unsigned,
  type CalmServer,
} from './simulation/calm.ts'

const dossier = idOf('dossier')

const actsOf = async ({ disk }: CalmServer): Promise<readonly Act[]> =>
  (await disk.tx.dossiers([dossier])).get(dossier)?.acts ?? []
const wordsOf = async (server: CalmServer): Promise<readonly Act[]> =>
  (await actsOf(server)).filter(({ kind }) => kind === 'entry-held')
const toldOf = async (server: CalmServer): Promise<readonly Payload<'entry-held'>[]> =>
  (await wordsOf(server)).flatMap((act) => payloadOf(act, 'entry-held') ?? [])

/** A second device of the point, offline since before the filing, and what it brings. */
const late = async (word = 'first', value = 'late') => {
  const sitting = await createSitting('mediator-b', word)
  const entry = answerEntry(sitting, dossier, 'name', value)
  return { sitting, entry, packet: await sitting.cut(entry) }
}

test('rule 7: an answer that comes after the filing is held, and the office is told in the same transaction', async () => {
  const { server } = await filed(dossier, true)
  const { sitting, entry, packet } = await late()
  const answer = await server.accept(unsigned(packet))
  expect(answer.held).toMatchObject([{ entry: entryId(entry), reason: 'after-submission' }])
  expect(await toldOf(server)).toEqual([
    {
      entry: entryId(entry),
      reason: 'after-submission',
      kind: 'draft',
      by: { agent: 'mediator-b', device: sitting.keys.device, incarnation: sitting.keys.incarnation },
      bytes: toBase64Url(entry.bytes),
    },
  ])
  const [word] = await wordsOf(server)
  if (!word) return expect.fail('nothing was said')
  expect(word.by).toMatchObject({ role: 'system', unit: 'office' })
  for (const unit of ['office', 'epn']) expect(server.disk.journalOf(unit)).toContain(entryId(actEntry(word)))
})

test('rule 7: so is an act that the dossier no longer allows', async () => {
  const { server, submitted } = await filed(dossier, true)
  const sitting = await createSitting('mediator-b')
  const again = sitting.act(dossier, 'submitted', submittedPayload, [submitted])
  await server.accept(unsigned(await sitting.cut(actEntry(again))))
  expect(await toldOf(server)).toMatchObject([
    { reason: 'act-not-allowed', kind: 'act', bytes: toBase64Url(actEntry(again).bytes) },
  ])
})

test('rule 7: a decision taken before had not seen it, one taken after has', async () => {
  const { server, submitted } = await filed(dossier, true)
  const clerk = await createSitting('clerk-c')
  const before = clerk.act(dossier, 'decided', { outcome: 'accepted' }, [submitted])
  await server.accept(unsigned(await clerk.cut(actEntry(before))))
  await server.accept(unsigned((await late()).packet))
  const acts = await actsOf(server)
  const [word] = await wordsOf(server)
  expect(ancestorsOf(acts, before).has(word?.id ?? '')).toBe(false)
  expect(headsOf(acts)).toContain(word?.id)
})

test('rule 7: the same entry offered again is told once', async () => {
  const { server } = await filed(dossier, true)
  const { sitting, entry, packet } = await late()
  await server.accept(unsigned(packet))
  await server.accept(unsigned(packet))
  await server.accept(await sitting.request({ again: true, packets: [packet.bytes] }))
  await server.accept(unsigned(await sitting.cut(entry)))
  expect(await toldOf(server)).toHaveLength(1)
})

test('rule 7: a dossier tells of twenty, and of the twenty-first only to the device that brought it', async () => {
  const { server } = await filed(dossier, true)
  const sitting = await createSitting('mediator-b')
  const entries = Array.from({ length: limits.heldTold + 1 }, (_, at) =>
    answerEntry(sitting, dossier, `f${at}`, 'late'),
  )
  // One packet each: the drafts of one packet are one entry.
  for (const entry of entries) await sitting.cut(entry)
  const answer = await server.accept(unsigned(...sitting.packets))
  expect(answer.held).toHaveLength(limits.heldTold + 1)
  expect((await toldOf(server)).map((one) => one.entry)).toEqual(entries.slice(0, limits.heldTold).map(entryId))
})

test('rule 7: of a big one is told whose it is and why, not what it says', async () => {
  const { server } = await filed(dossier, true)
  await server.accept(unsigned((await late('first', 'x'.repeat(limits.heldToldBytes))).packet))
  const [told] = await toldOf(server)
  expect(told).toMatchObject({ reason: 'after-submission', by: { agent: 'mediator-b' } })
  expect(told).not.toHaveProperty('bytes')
})

test('rule 7: nobody is told of what the guard refuses, nor of what is a fault of the device', async () => {
  const { server, submitted } = await filed(dossier, true)
  const sitting = await createSitting('mediator-b')
  const stolen = setAnswer(openDraft(12345, null), sitting.keys.incarnation, 'name', 'x', {
    by: 'mediator-b',
    said: 'citizen',
  })
  const forged = sitting.act(dossier, 'received', { official: true }, [submitted])
  const answer = await server.accept(
    unsigned(
      await sitting.cut(
        { dossier, kind: 'draft', bytes: stolen },
        { dossier, kind: 'act', bytes: new Uint8Array([1]) },
        actEntry({ ...forged, by: { ...forged.by, role: 'system' } }),
      ),
    ),
  )
  expect(answer.held.map(({ reason }) => reason)).toEqual(['after-submission', 'act-malformed', 'act-author'])
  expect(await toldOf(server)).toEqual([])
})

test('rule 7: a unit that does not see the dossier says nothing to its readers', async () => {
  const server = createCalmServer()
  const sitting = await createSitting('mediator-a')
  const opened = sitting.act(dossier, 'opened', openedPayload)
  const submitted = sitting.act(dossier, 'submitted', { ...submittedPayload, to: 'town' }, [opened])
  await server.accept(unsigned(await sitting.cut(actEntry(opened), actEntry(submitted))))
  const stranger = await createSitting('clerk-c')
  const never = stranger.act(dossier, 'received', { official: true }, [submitted])
  const draft = answerEntry(stranger, dossier, 'name', 'x')
  const answer = await server.accept(unsigned(await stranger.cut(actEntry(never), draft)))
  expect(answer.held.map(({ reason }) => reason)).toEqual(['act-not-allowed', 'after-submission'])
  expect(await toldOf(server)).toEqual([])
})

test('rule 7: before the filing nobody decides, and nothing is told', async () => {
  const { server, opened } = await filed(dossier, false)
  const sitting = await createSitting('mediator-b')
  const early = sitting.act(dossier, 'decided', { outcome: 'accepted' }, [opened])
  const answer = await server.accept(unsigned(await sitting.cut(actEntry(early))))
  expect(answer.held).toMatchObject([{ reason: 'act-not-allowed' }])
  expect(await toldOf(server)).toEqual([])
})

test('rule 7: what waited is told when it turns out to be held for good', async () => {
  const { server, sitting, submitted } = await filed(dossier, false)
  const clerk = await createSitting('clerk-c')
  const draft = answerEntry(clerk, dossier, 'name', 'x')
  await server.accept(unsigned(await clerk.cut(draft)))
  await server.accept(unsigned(await sitting.cut(actEntry(submitted))))
  expect(await toldOf(server)).toMatchObject([{ entry: entryId(draft), reason: 'after-submission' }])
})

test('rule 15: what was told goes with an erased dossier, and nothing late of it is told', async () => {
  const { server } = await filed(dossier, true)
  const { packet } = await late()
  await server.accept(unsigned(packet))
  const payload: Payload<'erased'> = {
    how: 'destroyed',
    why: 'retention',
    due: '2026-01-01',
    classCode: 'x',
    retention: 'P1Y',
    procedure: null,
    papers: [],
    to: ['epn', 'office'],
  }
  await sayInDossier(server.ports, dossier, (acts, now) => erasedAct(acts, { dossier, unit: 'office', payload }, now))
  await server.accept(unsigned((await late('second')).packet))
  const said = [...server.disk.log.values()].map(({ bytes }) => new TextDecoder().decode(bytes))
  expect(said.filter((text) => text.includes('entry-held') || text.includes('late'))).toEqual([])
})

/** It was told in the first life; the second begins with the request alone. */
const reborn = async () => {
  const { server, sitting, submitted } = await filed(dossier, true)
  const backup = server.disk.backup()
  const { packet } = await late()
  await server.accept(unsigned(packet))
  const reader = await createSitting('clerk-c', 'reader')
  const { entries, receipts, epoch } = await server.accept(await reader.request())
  const told = await wordsOf(server)
  server.clock = '2026-05-01T08:00:00.000Z'
  server.disk.restore(backup, { counter: 2, random: 'second' }, server.clock)
  expect(await wordsOf(server)).toEqual([])
  const pages = receipts.map((receipt) => ({ epoch, unit: 'office', ids: entries.map(entryId), receipt }))
  const witness = async () => void (await server.accept(await reader.request({ witnessed: { pages, entries } })))
  const author = async () => void (await server.accept(unsigned(packet)))
  return { server, sitting, submitted, told, witness, author }
}

test('rule 7: after a restore it is told in the same bytes, whoever comes first', async () => {
  for (const order of [
    ['author', 'witness'],
    ['witness', 'author'],
  ] as const) {
    const { server, told, ...comes } = await reborn()
    for (const who of order) {
      await comes[who]()
      expect(await wordsOf(server)).toEqual(told)
    }
    expect(told).toHaveLength(1)
  }
})

test('rule 7: a word that came back before what it follows waits, and is not said beside', async () => {
  const { server, sitting, submitted, told, author } = await reborn()
  const [word] = told
  if (!word) return expect.fail('nothing was told')
  const entry = actEntry(word)
  await server.disk.tx.saveEntries([
    { ...entry, id: entryId(entry), origin: { incarnation: 'witness', n: 0 }, held: 'pending' },
  ])
  await author()
  expect(await wordsOf(server)).toEqual([])
  await server.accept(unsigned(await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: 'x' }, [submitted])))))
  expect(await wordsOf(server)).toEqual(told)
})
