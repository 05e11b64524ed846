import { describe, expect, test } from 'vitest'
import { encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { openDraft, setAnswer } from '../dossier/draft.ts'
import { encodePacket, packetToSign, parsePacket } from './packet.ts'
import type { Entry, HeldReason } from './ports.ts'
import type { StoredDossier } from './server-ports.ts'
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
  type Sitting,
} from './simulation/calm.ts'
import { headOf } from './simulation/client-disk.hand.ts'

const dossier = idOf('dossier')
const heldOf = async (sitting: Sitting, { disk }: CalmServer): Promise<readonly HeldReason[]> =>
  (await disk.tx.heldOf([sitting.keys.incarnation])).map((one) => one.reason)
const storedAt = async ({ disk }: CalmServer): Promise<StoredDossier> => {
  const stored = (await disk.tx.dossiers([dossier])).get(dossier)
  if (!stored) throw new Error('the store gives every dossier')
  return stored
}

describe('rule 7: held, never dropped, never in the way', () => {
  test('a refused entry in the middle of a packet is told, and the rest goes on', async () => {
    const { server, sitting, opened } = await filed(dossier, false)
    const doc = openDraft(12345, null)
    const bytes = setAnswer(doc, idOf('x'), 'name', 'x', { by: 'mediator-a', said: 'citizen' })
    const packet = await sitting.cut(
      actEntry(sitting.act(dossier, 'noted', { text: 'before' }, [opened])),
      { dossier, kind: 'draft', bytes },
      actEntry(sitting.act(dossier, 'noted', { text: 'after' }, [opened])),
    )
    const answer = await server.accept(unsigned(packet))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.held).toMatchObject([{ reason: 'guard', dossier, incarnation: sitting.keys.incarnation }])
    expect((await storedAt(server)).acts.map((act) => act.payload['text'] ?? act.kind)).toEqual([
      'opened',
      'before',
      'after',
    ])
  })

  test('a held entry is in the log with its reason, and in no journal', async () => {
    const { server, sitting } = await filed(dossier, false)
    const journal = server.disk.journalOf('epn')
    const stray = actEntry(sitting.act(dossier, 'decided', { outcome: 'accepted', text: '' }))
    await server.accept(unsigned(await sitting.cut(stray)))
    expect(await heldOf(sitting, server)).toHaveLength(1)
    expect([...server.disk.log.values()].at(-1)?.bytes).toEqual(stray.bytes)
    expect(server.disk.journalOf('epn')).toEqual(journal)
  })

  test('a draft after the submission is held, and what was submitted stays as it was', async () => {
    const { server } = await filed(dossier, true)
    const frozen = await storedAt(server)
    const late = await createSitting('mediator-b')
    const answer = await server.accept(unsigned(await late.cut(answerEntry(late, dossier, 'name', 'late'))))
    expect(answer.held.map((one) => one.reason)).toEqual(['after-submission'])
    const { acts, ...stored } = await storedAt(server)
    expect({ ...stored, acts: acts.filter(({ kind }) => kind !== 'entry-held') }).toEqual(frozen)
  })

  test('an act in the name of somebody else, of the system, or of another dossier is held', async () => {
    const { server, sitting, opened } = await filed(dossier, false)
    const other = await createSitting('mediator-b')
    const theirs = other.act(dossier, 'noted', { text: 'x' }, [opened])
    const system = sitting.act(dossier, 'received', { official: true }, [opened])
    const asSystem = actEntry({ ...system, by: { ...system.by, role: 'system' } })
    const elsewhere = { ...actEntry(sitting.act(dossier, 'noted', { text: 'y' }, [opened])), dossier: idOf('another') }
    await server.accept(unsigned(await sitting.cut(actEntry(theirs), asSystem, elsewhere)))
    expect(await heldOf(sitting, server)).toEqual(['act-author', 'act-author', 'act-malformed'])
  })

  test('a unit that does not see the dossier can neither write in it nor act on it', async () => {
    const { server, opened } = await filed(dossier, false)
    const clerk = await createSitting('clerk-c')
    const claim = actEntry(clerk.act(dossier, 'claimed', {}, [opened]))
    await server.accept(unsigned(await clerk.cut(answerEntry(clerk, dossier, 'name', 'x'), claim)))
    expect(await heldOf(clerk, server)).toEqual(['not-in-circulation', 'not-in-circulation'])
  })

  test('a signed packet whose body does not open is kept whole, and the chain goes on', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const packet = await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
    const parsed = parsePacket(packet.bytes)
    if (!parsed.ok) return expect.fail('unreadable')
    const body = new Uint8Array(40)
    const signature = await sitting.keys.sign(packetToSign({ ...parsed.value.packet, body }))
    const bytes = encodePacket({ ...parsed.value.packet, body, signature })
    const answer = await server.accept(unsigned({ ...packet, bytes }))
    expect(answer.held).toMatchObject([{ reason: 'unreadable', entry: packet.hash }])
    const next = await sitting.cut(actEntry(sitting.act(idOf('two'), 'opened', openedPayload)))
    expect((await server.accept(unsigned(next))).heads).toEqual([headOf(next)])
  })
})

describe('rule 7: what waits is judged again when more of its dossier comes', () => {
  test('an update is applied when its forerunner comes, and no longer told as held', async () => {
    const { server, sitting } = await filed(dossier, false)
    const first = await createSitting('mediator-b', 'one')
    const second = await createSitting('mediator-b', 'two')
    const doc = openDraft(0, (await storedAt(server)).draft)
    const write = (by: Sitting, at: number, letter: string): Entry => {
      const before = encodeStateVector(doc)
      doc.clientID = by.clientId(dossier)
      doc.getText('notes').insert(at, letter)
      return { dossier, kind: 'draft', bytes: encodeStateAsUpdate(doc, before) }
    }
    const forerunner = await first.cut(write(first, 0, 'x'))
    const later = await second.cut(write(second, 1, 'y'))
    const note = actEntry(sitting.act(dossier, 'noted', { text: 'x' }))
    expect((await server.accept(unsigned(later))).held.map((one) => one.reason)).toEqual(['pending'])
    await server.accept(unsigned(await sitting.cut(note)))
    expect((await server.accept(unsigned(later))).held).toHaveLength(1)
    await server.accept(unsigned(forerunner))
    expect((await server.accept(unsigned(later))).held).toEqual([])
    const notes = openDraft(0, (await storedAt(server)).draft).getText('notes')
    expect(notes.toString()).toBe('xy')
  })

  test('an answer of a unit that the dossier had not reached is judged as it stands when it does', async () => {
    const { server, sitting, submitted } = await filed(dossier, false)
    const clerk = await createSitting('clerk-c')
    await server.accept(unsigned(await clerk.cut(answerEntry(clerk, dossier, 'name', 'x'))))
    expect(await heldOf(clerk, server)).toEqual(['not-in-circulation'])
    await server.accept(unsigned(await sitting.cut(actEntry(submitted))))
    expect(await heldOf(clerk, server)).toEqual(['after-submission'])
  })

  // Seen first in a simulated schedule: the log has the submission before drafts that count.
  test('a submission that waits for another act freezes the draft from the moment it counts, not before', async () => {
    const { server, sitting, opened } = await filed(dossier, false)
    const other = await createSitting('mediator-b')
    const note = other.act(dossier, 'noted', { text: 'x' }, [opened])
    const submitted = sitting.act(dossier, 'submitted', submittedPayload, [opened, note])
    const waiting = await sitting.cut(actEntry(submitted))
    expect((await server.accept(unsigned(waiting))).held.map((one) => one.reason)).toEqual(['pending'])
    const meanwhile = await createSitting('mediator-b', 'meanwhile')
    const taken = await server.accept(unsigned(await meanwhile.cut(answerEntry(meanwhile, dossier, 'year', '1990'))))
    expect(taken.held).toEqual([])
    await server.accept(unsigned(await other.cut(actEntry(note))))
    expect((await storedAt(server)).acts.map((act) => act.kind)).toContain('received')
    const late = await createSitting('mediator-b', 'late')
    const refused = await server.accept(unsigned(await late.cut(answerEntry(late, dossier, 'name', 'late'))))
    expect(refused.held.map((one) => one.reason)).toEqual(['after-submission'])
  })
})
