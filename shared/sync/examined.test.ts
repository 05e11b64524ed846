import { describe, expect, test } from 'vitest'
import { encodeStateAsUpdate } from 'yjs'
import { openDraft, readAnswers } from '../dossier/draft.ts'
import { entryId } from './entry.ts'
import { after, createExamined, Unexamined, type Question } from './examined.ts'
import type { ExamineJob, ServerPorts } from './server-ports.ts'
import { acceptSync } from './server.ts'
import { answerEntry, createSitting, filed, idOf, unsigned } from './simulation/calm.ts'

const author = { device: 'device', incarnation: 'sitting', agent: 'agent' }
const question = (id: string, changes: Partial<Question> = {}): Question => ({
  dossier: 'd',
  on: { state: null, lineage: '4' },
  id,
  bytes: Uint8Array.of(id.length),
  author,
  ...changes,
})
/** Says yes to everything but `bad`, with the number of the update as the state after it. */
const setup = () => {
  const jobs: ExamineJob[] = []
  const examined = createExamined(async (_device, asked) => {
    jobs.push(...asked)
    return asked.map(({ updates }) =>
      updates.map(({ bytes }, at) =>
        bytes[0] === 'bad'.length ? { ok: false, error: 'guard' } : { ok: true, value: Uint8Array.of(at + 1) },
      ),
    )
  })
  return { examined, jobs }
}

describe('rule 8: a verdict on a draft update', () => {
  test('counts for the state it was given on, and for no other', async () => {
    const { examined } = setup()
    const asked = question('a')
    await examined.look('device', [[asked]])
    expect(examined.verdict(asked)).toEqual({ ok: true, value: Uint8Array.of(1) })
    const others: readonly Question[] = [
      { ...asked, on: { ...asked.on, lineage: '5' } },
      { ...asked, on: after(asked.on, 'b', new Uint8Array()) },
      { ...asked, dossier: 'e' },
      { ...asked, id: 'b' },
      { ...asked, author: { ...author, incarnation: 'another' } },
      { ...asked, author: null },
    ]
    for (const other of others) expect(() => examined.verdict(other)).toThrow(Unexamined)
  })

  test('is given on top of the updates before it that were accepted, in one look', async () => {
    const { examined, jobs } = setup()
    const on = question('a').on
    await examined.look('device', [[question('a'), question('bad'), question('cc')], []])
    expect(jobs.map(({ updates }) => updates.length)).toEqual([3])
    const afterA = after(on, 'a', Uint8Array.of(1))
    expect(examined.verdict(question('bad', { on: afterA }))).toEqual({ ok: false, error: 'guard' })
    expect(examined.verdict(question('cc', { on: afterA })).ok).toBe(true)
    expect(() => examined.verdict(question('cc'))).toThrow(Unexamined)
    expect(() => examined.verdict(question('cc', { on: after(afterA, 'bad', new Uint8Array()) }))).toThrow(Unexamined)
  })

  test('says, when there is none, what has to be looked at', () => {
    const asked = question('a')
    try {
      setup().examined.verdict(asked)
      expect.fail('there is no verdict')
    } catch (cause) {
      expect(cause instanceof Unexamined && cause.question).toBe(asked)
    }
  })
})

describe('rule 8: a transaction that meets an update nobody has looked at', () => {
  const dossier = idOf('dossier')
  const answersAt = async ({ disk }: Awaited<ReturnType<typeof filed>>['server']) => {
    const draft = (await disk.tx.dossiers([dossier])).get(dossier)?.draft ?? null
    return readAnswers(openDraft(0, draft)).answers
  }
  /** How often a transaction ran, and what each look was about. */
  const watched = (ports: ServerPorts) => {
    const states: (string | null)[] = []
    let transactions = 0
    const seen: ServerPorts = {
      ...ports,
      transaction: (work) => {
        transactions++
        return ports.transaction(work)
      },
      examine: (device, jobs) => {
        for (const { state } of jobs) states.push(state && [...state].join())
        return ports.examine(device, jobs)
      },
    }
    return { seen, states, transactions: () => transactions }
  }

  test('needs one look and two transactions when nobody comes between', async () => {
    const { server } = await filed(dossier, false)
    const other = await createSitting('mediator-b')
    const { seen, states, transactions } = watched(server.ports)
    await acceptSync(seen, unsigned(await other.cut(answerEntry(other, dossier, 'year', '1990'))))
    expect([states.length, transactions()]).toEqual([1, 2])
    expect(await answersAt(server)).toEqual({ name: 'a', year: '1990' })
  })

  test('is rolled back, has it looked at on the state it was met on, and is tried again', async () => {
    const { server } = await filed(dossier, false)
    const [one, two] = [await createSitting('mediator-b', 'one'), await createSitting('mediator-b', 'two')]
    const between = await two.cut(answerEntry(two, dossier, 'village', 'Asni'))
    const { seen, states, transactions } = watched({
      ...server.ports,
      examine: async (device, jobs) => {
        // Another request commits while this one is looked at.
        if (states.length === 1) await server.accept(unsigned(between))
        return server.ports.examine(device, jobs)
      },
    })
    const packet = await one.cut(answerEntry(one, dossier, 'year', '1990'))
    await acceptSync(seen, unsigned(packet))
    expect([states.length, new Set(states).size, transactions()]).toEqual([2, 2, 3])
    expect(await answersAt(server)).toEqual({ name: 'a', village: 'Asni', year: '1990' })
    expect((await server.disk.tx.incarnation(packet.incarnation))?.n).toBe(1)
  })

  test('loses nothing to somebody who commits at every look', async () => {
    const { server } = await filed(dossier, false)
    const one = await createSitting('mediator-b', 'one')
    const others = await Promise.all([1, 2, 3].map((n) => createSitting('mediator-b', `other ${n}`)))
    const { seen, transactions } = watched({
      ...server.ports,
      examine: async (device, jobs) => {
        const other = others.shift()
        if (other) await server.accept(unsigned(await other.cut(answerEntry(other, dossier, `f${others.length}`, 'x'))))
        return server.ports.examine(device, jobs)
      },
    })
    await acceptSync(seen, unsigned(await one.cut(answerEntry(one, dossier, 'year', '1990'))))
    expect(transactions()).toBe(5)
    expect(await answersAt(server)).toEqual({ name: 'a', f0: 'x', f1: 'x', f2: 'x', year: '1990' })
  })

  test('gives the second of two equal updates no chance to count twice', async () => {
    const { server, draft } = await filed(dossier, false)
    const again = await createSitting('mediator-a', 'again')
    const journal = server.disk.journalOf('epn')
    await server.accept(unsigned(await again.cut(draft)))
    expect(server.disk.journalOf('epn')).toEqual(journal)
    expect(server.disk.log.get(entryId(draft))?.held).toBe(null)
    const state = (await server.disk.tx.dossiers([dossier])).get(dossier)?.draft ?? null
    expect(encodeStateAsUpdate(openDraft(0, state))).toEqual(draft.bytes)
  })
})
