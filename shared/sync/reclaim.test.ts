import { describe, expect, test } from 'vitest'
import { openDraft } from '../dossier/draft.ts'
import type { Entry } from './ports.ts'
import { reclaimForked } from './reclaim.ts'
import { actEntry, answerEntry, createSitting, idOf, openedPayload, type Sitting } from './simulation/calm.ts'
import { openFakePlace } from './simulation/client-disk.agreement.ts'
import { asPulled, cut, noAnswer } from './simulation/client-disk.hand.ts'

const dossier = idOf('dossier')
const opened = (by: Sitting): Entry => actEntry(by.act(dossier, 'opened', openedPayload))

/** A chain of yesterday that the server turned out to know with other packets, and today's sitting of the same person. */
const setup = async (agent: 'mediator-a' | 'mediator-b' = 'mediator-a') => {
  const [yesterday, today] = [await createSitting(agent, 'yesterday'), await createSitting('mediator-a', 'today')]
  const disk = await openFakePlace().open()
  const fork = async (...written: readonly Entry[]): Promise<void> => {
    await disk.keep(written, yesterday.keys.incarnation)
    await cut(disk, yesterday)
    await disk.apply({ ...noAnswer, forked: [yesterday.keys.incarnation] })
  }
  const came = (...entries: readonly Entry[]): Promise<void> =>
    disk.apply({ ...noAnswer, entries: entries.map(asPulled) })
  const reclaim = (): Promise<number> => reclaimForked(disk, today.keys)
  const unsent = async () => (await disk.unsent()).map(({ bytes, incarnation }) => ({ bytes, incarnation }))
  return { yesterday, today, disk, fork, came, reclaim, unsent }
}

describe('rule 3: of a forked chain', () => {
  test('an act of the person at the desk goes again, in the open chain', async () => {
    const { yesterday, today, fork, reclaim, unsent, disk } = await setup()
    const act = opened(yesterday)
    await fork(act)
    expect(await reclaim()).toBe(0)
    expect(await unsent()).toEqual([{ bytes: act.bytes, incarnation: today.keys.incarnation }])
    expect(await disk.strandedRows()).toEqual([])
  })

  test('an act of somebody else stays, and is counted', async () => {
    const { yesterday, fork, reclaim, unsent, disk } = await setup('mediator-b')
    await fork(opened(yesterday))
    expect(await reclaim()).toBe(1)
    expect(await unsent()).toEqual([])
    expect(await disk.strandedRows()).toHaveLength(1)
  })

  test('an act that somebody else wrote on this device stays too', async () => {
    const { yesterday, today, fork, reclaim } = await setup()
    const act = yesterday.act(dossier, 'opened', openedPayload)
    await fork(actEntry({ ...act, by: { ...act.by, agent: 'mediator-b', device: today.keys.device } }))
    expect(await reclaim()).toBe(1)
  })

  test('an answer that the server has under another entry is received', async () => {
    const { yesterday, fork, came, reclaim, unsent, disk } = await setup()
    const doc = openDraft(yesterday.clientId(dossier), null)
    const first = answerEntry(yesterday, dossier, 'name', 'a', doc)
    const second = answerEntry(yesterday, dossier, 'year', '1990', doc)
    await fork(first)
    // The other copy of this disk cut the same rows one by one.
    await came(first, second)
    await disk.keep([second], yesterday.keys.incarnation)
    expect(await disk.strandedRows()).toHaveLength(1)
    expect(await reclaim()).toBe(0)
    expect([await unsent(), await disk.strandedRows()]).toEqual([[], []])
  })

  test('an answer that the server lacks stays on the device, and is counted', async () => {
    const { yesterday, fork, came, reclaim, unsent, disk } = await setup()
    const doc = openDraft(yesterday.clientId(dossier), null)
    const first = answerEntry(yesterday, dossier, 'name', 'a', doc)
    const second = answerEntry(yesterday, dossier, 'year', '1990', doc)
    await fork(second)
    expect(await reclaim()).toBe(1)
    // What it builds on is not it.
    await came(first)
    expect(await reclaim()).toBe(1)
    expect(await unsent()).toEqual([])
    expect((await disk.strandedRows()).map(({ bytes }) => bytes)).toEqual([second.bytes])
  })

  test('an answer in another dossier is not taken for one that came', async () => {
    const { yesterday, fork, came, reclaim } = await setup()
    const draft = answerEntry(yesterday, dossier, 'name', 'a')
    await fork(draft)
    await came({ ...draft, dossier: idOf('another') })
    expect(await reclaim()).toBe(1)
  })

  test('each row finds its own way', async () => {
    const { yesterday, today, fork, came, reclaim, unsent, disk } = await setup()
    const doc = openDraft(yesterday.clientId(dossier), null)
    const [act, known, lost] = [
      opened(yesterday),
      answerEntry(yesterday, dossier, 'name', 'a', doc),
      answerEntry(yesterday, dossier, 'year', '1990', doc),
    ]
    await fork(act, known, lost)
    await came(known)
    expect(await reclaim()).toBe(1)
    expect(await unsent()).toEqual([{ bytes: act.bytes, incarnation: today.keys.incarnation }])
    expect((await disk.strandedRows()).map(({ bytes }) => bytes)).toEqual([lost.bytes])
    // Done again, it changes nothing.
    expect(await reclaim()).toBe(1)
    expect(await unsent()).toHaveLength(1)
  })

  test('nothing is touched while no chain is forked', async () => {
    const { yesterday, disk, reclaim } = await setup()
    await disk.keep([opened(yesterday)], yesterday.keys.incarnation)
    expect(await reclaim()).toBe(0)
    expect((await disk.unsent()).map((row) => row.incarnation)).toEqual([yesterday.keys.incarnation])
  })
})
