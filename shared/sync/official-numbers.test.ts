import { expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import { payloadOf, type Payload } from '../dossier/payload.ts'
import { entryId } from './entry.ts'
import { patienceMs } from './server-acts.ts'
import { numberDossier } from './server-says.ts'
import {
  actEntry,
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
const issuedPayload = { document: 'paper' }
const accepted = { outcome: 'accepted' }

/** The clerk's acts up to the paper, as one packet that follows the submission. */
const workOf = async (submitted: Act, word = 'first', beacon: string | null = null) => {
  const clerk = await createSitting('clerk-c', word)
  const decided = clerk.act(submitted.dossier, 'decided', accepted, [submitted])
  const issued = clerk.act(submitted.dossier, 'issued', issuedPayload, [decided], beacon)
  return { clerk, issued, packet: await clerk.cut(actEntry(decided), actEntry(issued)) }
}
const actsOf = async ({ disk }: CalmServer, id = dossier): Promise<readonly Act[]> =>
  (await disk.tx.dossiers([id])).get(id)?.acts ?? []
const numbersOf = async (server: CalmServer, id = dossier): Promise<readonly Payload<'numbered'>[]> =>
  (await actsOf(server, id)).flatMap((act) => payloadOf(act, 'numbered') ?? [])

test('rule 13: a paper has its number in the transaction that takes it in, and its office hears of it', async () => {
  const { server, submitted } = await filed(dossier, true)
  server.clock = '2026-03-01T10:00:00.000Z'
  const { issued, packet } = await workOf(submitted)
  await server.accept(unsigned(packet))
  expect(await numbersOf(server)).toEqual([{ issued: issued.id, office: 'office', year: 2026, series: 'A', n: 1 }])
  const act = (await actsOf(server)).at(-1)
  expect(act).toMatchObject({ kind: 'numbered', after: [issued.id], by: { role: 'system', unit: 'office' } })
  expect(server.disk.journalOf('office')).toContain(entryId(actEntry(act ?? issued)))
})

test('rule 13: numbers of an office and a year follow each other; another year begins again', async () => {
  const server = createCalmServer()
  const words = ['one', 'two', 'three']
  const given: unknown[] = []
  for (const [at, word] of words.entries()) {
    server.clock = at === 2 ? '2027-01-01T08:00:00.000Z' : '2026-12-31T08:00:00.000Z'
    const mediator = await createSitting('mediator-a', word)
    const opened = mediator.act(idOf(word), 'opened', openedPayload)
    const submitted = mediator.act(idOf(word), 'submitted', submittedPayload, [opened])
    await server.accept(unsigned(await mediator.cut(actEntry(opened), actEntry(submitted))))
    await server.accept(unsigned((await workOf(submitted, word)).packet))
    given.push(...(await numbersOf(server, idOf(word))).map(({ year, series, n }) => `${year}-${series}-${n}`))
  }
  expect(given).toEqual(['2026-A-1', '2026-A-2', '2027-A-1'])
})

test('rule 13: a paper whose act is held has no number, and one as soon as it counts', async () => {
  const { server, submitted } = await filed(dossier, true)
  const clerk = await createSitting('clerk-c')
  const decided = clerk.act(dossier, 'decided', accepted, [submitted])
  const issued = clerk.act(dossier, 'issued', issuedPayload, [decided])
  await server.accept(unsigned(await clerk.cut(actEntry(issued))))
  expect(await numbersOf(server)).toEqual([])
  await server.accept(unsigned(await clerk.cut(actEntry(decided))))
  expect(await numbersOf(server)).toMatchObject([{ issued: issued.id, n: 1 }])
})

test('rule 13: nobody numbers a paper but the server', async () => {
  const { server, submitted } = await filed(dossier, true)
  const { clerk, issued, packet } = await workOf(submitted)
  await server.accept(unsigned(packet))
  const own = clerk.act(dossier, 'numbered', { issued: issued.id, office: 'office', year: 2025, series: 'A', n: 9 }, [
    issued,
  ])
  const answer = await server.accept(unsigned(await clerk.cut(actEntry(own))))
  expect(answer.held).toMatchObject([{ reason: 'act-not-allowed' }])
  expect(await numbersOf(server)).toHaveLength(1)
})

/** A paper numbered in the first life; the second begins with what was there before it. */
const reborn = async () => {
  const { server, submitted } = await filed(dossier, true)
  const backup = server.disk.backup()
  const { clerk, issued, packet } = await workOf(submitted)
  await server.accept(unsigned(packet))
  const reader = await createSitting('clerk-c', 'reader')
  const { entries, receipts, epoch } = await server.accept(await reader.request())
  const pages = receipts.map((receipt) => ({ epoch, unit: 'office', ids: entries.map(entryId), receipt }))
  const restoredAt = '2026-05-01T08:00:00.000Z'
  server.clock = restoredAt
  server.disk.restore(backup, { counter: 2, random: 'second' }, restoredAt)
  const bear = async (only: (act: string) => boolean) => {
    const shown = entries.filter(({ bytes }) => only(new TextDecoder().decode(bytes)))
    await server.accept(await reader.request({ witnessed: { pages, entries: shown } }))
  }
  return { server, submitted, clerk, issued, packet, bear }
}
const isNumber = (act: string): boolean => act.includes('"kind":"numbered"')
const old = { year: 2025, series: 'A', n: 1 }

test('rule 13: a number comes back before the paper it is of, and no second one is given', async () => {
  const { server, packet, bear } = await reborn()
  await bear(isNumber)
  expect(await numbersOf(server)).toEqual([])
  await server.accept(unsigned(packet))
  expect(await numbersOf(server)).toMatchObject([old])
})

test('rule 13: a number comes back after the paper it is of, and no second one is given', async () => {
  const { server, packet, bear } = await reborn()
  await server.accept(unsigned(packet))
  expect(await numbersOf(server)).toEqual([])
  await bear(isNumber)
  expect(await numbersOf(server)).toMatchObject([old])
  server.clock = new Date(Date.parse(server.clock) + patienceMs).toISOString()
  expect(await numberDossier(server.ports, dossier)).toBe(false)
  expect(await numbersOf(server)).toHaveLength(1)
})

test('rule 13: paper and number come back together, in one request', async () => {
  const { server, bear } = await reborn()
  await bear(() => true)
  expect(await numbersOf(server)).toMatchObject([old])
})

test('rule 13: what nobody brings back in three days gets a number of the new life’s series', async () => {
  const { server, packet } = await reborn()
  await server.accept(unsigned(packet))
  server.clock = new Date(Date.parse(server.clock) + patienceMs).toISOString()
  expect(await numberDossier(server.ports, dossier)).toBe(true)
  expect(await numbersOf(server)).toMatchObject([{ year: 2026, series: 'B', n: 1 }])
})

test('rule 13: a paper written since the restore waits for nothing', async () => {
  const { server, submitted } = await reborn()
  server.clock = '2026-05-01T09:00:00.000Z'
  const { packet } = await workOf(submitted, 'later', `2026-05-01T08:30:00Z.${'A'.repeat(43)}`)
  await server.accept(unsigned(packet))
  expect(await numbersOf(server)).toMatchObject([{ year: 2026, series: 'B', n: 1 }])
})

test('rule 13: when files were put back in silence, a number that comes back is passed over by the next', async () => {
  const { server, submitted } = await filed(dossier, true)
  const backup = server.disk.backup()
  const { packet } = await workOf(submitted)
  await server.accept(unsigned(packet))
  const reader = await createSitting('clerk-c', 'reader')
  const { entries, receipts, epoch } = await server.accept(await reader.request())
  const pages = receipts.map((receipt) => ({ epoch, unit: 'office', ids: entries.map(entryId), receipt }))
  server.disk.restore(backup, epoch)
  await server.accept(await reader.request({ witnessed: { pages, entries } }))
  expect(await server.disk.tx.takeNumber({ office: 'office', year: 2025, series: 'A' })).toBe(2)
})
