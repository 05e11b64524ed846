import { describe, expect, test } from 'vitest'
import { encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { openDraft, readAnswers, setAnswer } from '../dossier/draft.ts'
import { parseAct } from '../dossier/act.ts'
import { encodePacket, packetToSign, parsePacket } from './packet.ts'
import type { Entry, OutboxPacket } from './ports.ts'
import { acceptSync } from './server.ts'
import {
  actEntry,
  createCalmServer,
  createSitting,
  hash43,
  idOf,
  openedPayload,
  submittedPayload,
  unsigned,
  type Sitting,
} from './simulation/calm.ts'
import { createFakeKey } from './simulation/crypto.ts'

const dossier = idOf('dossier')
const answerOf = (
  sitting: Sitting,
  field: string,
  value: string,
  doc = openDraft(sitting.clientId(dossier), null),
): Entry => ({
  dossier,
  kind: 'draft',
  bytes: setAnswer(doc, sitting.keys.incarnation, field, value, { by: sitting.agent, said: 'citizen' }),
})
const kindsIn = (entries: readonly Entry[]): readonly string[] =>
  entries.map((entry) => {
    const act = entry.kind === 'act' ? parseAct(entry.bytes) : null
    return act?.ok ? act.value.kind : entry.kind
  })
const headOf = ({ incarnation, n, hash }: OutboxPacket) => ({ incarnation, n, hash })

/** A dossier opened, answered and, when asked, submitted by mediator A. */
const filed = async (submit: boolean) => {
  const server = createCalmServer()
  const sitting = await createSitting('mediator-a')
  const opened = sitting.act(dossier, 'opened', openedPayload)
  const submitted = sitting.act(dossier, 'submitted', submittedPayload, [opened])
  const entries = [actEntry(opened), answerOf(sitting, 'name', 'a'), ...(submit ? [actEntry(submitted)] : [])]
  const packet = await sitting.cut(...entries)
  await server.accept(unsigned(packet))
  return { server, sitting, opened, submitted, packet }
}

describe('rule 2: the chain', () => {
  test('a packet that comes twice is answered as the first time and changes nothing', async () => {
    const { server, packet } = await filed(false)
    const before = server.disk.log.size
    const answer = await server.accept(unsigned(packet))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.refused).toEqual([])
    expect(server.disk.log.size).toBe(before)
  })

  test('a packet after a gap is not taken, and the head says from where to send', async () => {
    const { server, sitting, packet } = await filed(false)
    await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '2' })))
    const third = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '3' })))
    const answer = await server.accept(unsigned(third))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.refused).toEqual([{ incarnation: sitting.keys.incarnation, n: 3, reason: 'gap' }])
  })

  test('packets out of order in one request: what follows is taken, the rest is asked again', async () => {
    const { server, sitting } = await filed(false)
    const second = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '2' })))
    const third = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: '3' })))
    expect((await server.accept(unsigned(third, second))).heads).toEqual([headOf(second)])
  })

  test('another packet with a number that is taken is a fork, and the first stays', async () => {
    const { server, sitting, opened, packet } = await filed(false)
    sitting.chain = null
    const other = await sitting.cut(actEntry(sitting.act(dossier, 'noted', { text: 'other' }, [opened])))
    const answer = await server.accept(unsigned(other))
    expect(answer.refused).toEqual([{ incarnation: sitting.keys.incarnation, n: 1, reason: 'forked' }])
    expect(answer.heads).toEqual([headOf(packet)])
  })

  test('a body changed or swapped on the way is refused, and the honest packet still arrives', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const honest = await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
    for (let at = 0; at < honest.bytes.length; at += 7) {
      const bytes = honest.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0x10
      const { heads } = await server.accept(unsigned({ ...honest, bytes }))
      expect(heads.every((head) => head.n === 0)).toBe(true)
    }
    expect((await server.accept(unsigned(honest))).heads).toEqual([headOf(honest)])
  })

  test("a certificate that the agent's key did not sign opens nothing", async () => {
    const server = createCalmServer()
    const forger = await createSitting('mediator-a', 'forged', createFakeKey('forger'))
    const answer = await server.accept(
      unsigned(await forger.cut(actEntry(forger.act(dossier, 'opened', openedPayload)))),
    )
    expect(answer.refused.map((one) => one.reason)).toEqual(['certificate'])
    expect(server.disk.log.size).toBe(0)
  })
})

describe('rule 3: heads come after COMMIT', () => {
  test('when the transaction fails nothing is answered and nothing is kept', async () => {
    const server = createCalmServer()
    const sitting = await createSitting('mediator-a')
    const packet = await sitting.cut(actEntry(sitting.act(dossier, 'opened', openedPayload)))
    let calls = 0
    const failing = {
      ...server.ports,
      transaction: <T>(work: Parameters<typeof server.ports.transaction<T>>[0]): Promise<T> =>
        server.ports.transaction(async (tx) => {
          const value = await work(tx)
          if (++calls === 2) throw new Error('disk full')
          return value
        }),
    }
    await expect(acceptSync(failing, unsigned(packet))).rejects.toThrow('disk full')
    expect([server.disk.log.size, await server.disk.tx.incarnation(packet.incarnation)]).toEqual([0, null])
    expect((await server.accept(unsigned(packet))).heads).toEqual([headOf(packet)])
  })

  test('a body that is no request is refused with a word', async () => {
    expect(await acceptSync(createCalmServer().ports, new Uint8Array(50))).toEqual({ ok: false, error: 'malformed' })
  })
})

describe('rule 5: who reads what', () => {
  test('the office hears of a dossier from its submission on, and then of all that came before', async () => {
    const { server } = await filed(false)
    const clerk = await createSitting('clerk-c')
    expect((await server.accept(await clerk.request())).entries).toEqual([])
    const { server: after, submitted } = await filed(true)
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

  test('a cursor of this epoch is believed, one of another starts again', async () => {
    const { server } = await filed(true)
    const clerk = await createSitting('clerk-c')
    expect((await server.accept(await clerk.request({ cursors: { office: 4 } }))).entries).toEqual([])
    const other = await clerk.request({ cursors: { office: 4 }, epoch: { counter: 9, random: 'z' } })
    expect((await server.accept(other)).entries).toHaveLength(4)
  })

  test('a session cannot read another unit by naming it', async () => {
    const { server } = await filed(false)
    const clerk = await createSitting('clerk-c')
    const answer = await server.accept(await clerk.request({ cursors: { epn: 0, office: 0 } }))
    expect([answer.entries, answer.cursors]).toEqual([[], { office: 0 }])
  })

  test('a locked device, a wrong signature, an unknown, expired or revoked session read nothing', async () => {
    const { server, packet } = await filed(true)
    const clerk = await createSitting('clerk-c')
    const nothing = { entries: [], cursors: {}, directory: null, references: null }
    expect(await server.accept(unsigned(packet))).toMatchObject({
      session: 'locked',
      heads: [headOf(packet)],
      ...nothing,
    })
    const forged = (await clerk.request()).slice()
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

  test('rule 10: own entries do not come back while the device has them, and do when it has lost them', async () => {
    const { server, sitting, packet } = await filed(false)
    const has = await sitting.request({ chains: [headOf(packet)] })
    expect(await server.accept(has)).toMatchObject({ entries: [], cursors: { epn: 2 } })
    const wrong = await sitting.request({ chains: [{ ...headOf(packet), hash: hash43 }] })
    expect(kindsIn((await server.accept(wrong)).entries)).toEqual(['opened', 'draft'])
  })

  test('rule 10: a page is merged per dossier and says whether there is more', async () => {
    const { server, sitting, opened } = await filed(false)
    const doc = openDraft(0, await server.disk.tx.draft(dossier))
    // Yjs gives a document another clientID when its own comes in from outside: it is set afterwards.
    doc.clientID = sitting.clientId(dossier)
    for (let n = 0; n < 3; n++)
      await server.accept(unsigned(await sitting.cut(answerOf(sitting, 'year', String(n), doc))))
    const other = await createSitting('mediator-b')
    const answer = await server.accept(await other.request())
    expect(kindsIn(answer.entries)).toEqual(['opened', 'draft'])
    expect(readAnswers(openDraft(0, answer.entries[1]?.bytes ?? null)).answers).toEqual({ name: 'a', year: '2' })
    for (let n = 0; n < 14; n++) {
      const notes = Array.from({ length: 11 }, (_, at) =>
        actEntry(sitting.act(dossier, 'noted', { text: `${n} ${at}`.padEnd(4000) }, [opened])),
      )
      await server.accept(unsigned(await sitting.cut(...notes)))
    }
    let cursors = answer.cursors
    let pages = 0
    for (let more = true; more; pages++) {
      const page = await server.accept(await other.request({ cursors }))
      cursors = page.cursors
      more = page.more
    }
    expect([pages > 1, cursors]).toEqual([true, { epn: await server.disk.tx.seqOf('epn') }])
  })
})

describe('rule 7: held, never dropped, never in the way', () => {
  const heldOf = async (sitting: Sitting, server: Awaited<ReturnType<typeof filed>>['server']) =>
    (await server.disk.tx.heldOf(sitting.keys.incarnation)).map((one) => one.reason)

  test('a refused entry in the middle of a packet is told, and the rest goes on', async () => {
    const { server, sitting, opened } = await filed(false)
    const foreign: Entry = { dossier, kind: 'draft', bytes: openForeignDraft() }
    const packet = await sitting.cut(
      actEntry(sitting.act(dossier, 'noted', { text: 'before' }, [opened])),
      foreign,
      actEntry(sitting.act(dossier, 'noted', { text: 'after' }, [opened])),
    )
    const answer = await server.accept(unsigned(packet))
    expect(answer.heads).toEqual([headOf(packet)])
    expect(answer.held).toMatchObject([{ reason: 'guard', dossier, incarnation: sitting.keys.incarnation }])
    expect((await server.disk.tx.acts(dossier)).map((act) => act.payload['text'] ?? act.kind)).toEqual([
      'opened',
      'before',
      'after',
    ])
  })

  test('a draft after the submission is held, and what was submitted stays as it was', async () => {
    const { server } = await filed(true)
    const frozen = await server.disk.tx.draft(dossier)
    const late = await createSitting('mediator-b')
    const answer = await server.accept(unsigned(await late.cut(answerOf(late, 'name', 'late'))))
    expect(answer.held.map((one) => one.reason)).toEqual(['after-submission'])
    expect(await server.disk.tx.draft(dossier)).toBe(frozen)
  })

  test('an act in the name of somebody else, of the system, or of another dossier is held', async () => {
    const { server, sitting, opened } = await filed(false)
    const other = await createSitting('mediator-b')
    const theirs = other.act(dossier, 'noted', { text: 'x' }, [opened])
    const system = sitting.act(dossier, 'received', { official: true }, [opened])
    const asSystem = actEntry({ ...system, by: { ...system.by, role: 'system' } })
    const elsewhere = { ...actEntry(sitting.act(dossier, 'noted', { text: 'y' }, [opened])), dossier: idOf('another') }
    await server.accept(unsigned(await sitting.cut(actEntry(theirs), asSystem, elsewhere)))
    expect(await heldOf(sitting, server)).toEqual(['act-author', 'act-author', 'act-malformed'])
  })

  test('a unit that does not see the dossier can neither write in it nor act on it', async () => {
    const { server, opened } = await filed(false)
    const clerk = await createSitting('clerk-c')
    const claim = actEntry(clerk.act(dossier, 'claimed', {}, [opened]))
    await server.accept(unsigned(await clerk.cut(answerOf(clerk, 'name', 'x'), claim)))
    expect(await heldOf(clerk, server)).toEqual(['not-in-circulation', 'not-in-circulation'])
  })

  test('what waits for its forerunner is applied when that comes, and no longer told as held', async () => {
    const { server, sitting } = await filed(false)
    const first = await createSitting('mediator-b', 'one')
    const second = await createSitting('mediator-b', 'two')
    const doc = openDraft(0, await server.disk.tx.draft(dossier))
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
    expect(
      openDraft(0, await server.disk.tx.draft(dossier))
        .getText('notes')
        .toString(),
    ).toBe('xy')
  })

  // Seen first in a simulated schedule: the log has the submission before drafts that count.
  test('a submission that waits for another act freezes the draft from the moment it counts, not before', async () => {
    const { server, sitting, opened } = await filed(false)
    const other = await createSitting('mediator-b')
    const note = other.act(dossier, 'noted', { text: 'x' }, [opened])
    const submitted = sitting.act(dossier, 'submitted', submittedPayload, [opened, note])
    const waiting = await sitting.cut(actEntry(submitted))
    expect((await server.accept(unsigned(waiting))).held.map((one) => one.reason)).toEqual(['pending'])
    const meanwhile = await createSitting('mediator-b', 'meanwhile')
    const taken = await server.accept(unsigned(await meanwhile.cut(answerOf(meanwhile, 'year', '1990'))))
    expect(taken.held).toEqual([])
    await server.accept(unsigned(await other.cut(actEntry(note))))
    expect((await server.disk.tx.acts(dossier)).map((act) => act.kind)).toContain('received')
    const late = await createSitting('mediator-b', 'late')
    const refused = await server.accept(unsigned(await late.cut(answerOf(late, 'name', 'late'))))
    expect(refused.held.map((one) => one.reason)).toEqual(['after-submission'])
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

  const openForeignDraft = (): Uint8Array => {
    const doc = openDraft(12345, null)
    return setAnswer(doc, idOf('x'), 'name', 'x', { by: 'mediator-a', said: 'citizen' })
  }
})
