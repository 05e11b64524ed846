import { describe, expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import type { Payload } from '../dossier/payload.ts'
import { sameBytes } from './bytes.ts'
import { entryId } from './entry.ts'
import { erasedAct } from './server-acts.ts'
import { sayInDossier } from './server-says.ts'
import {
  actEntry,
  createCalmServer,
  createSitting,
  idOf,
  submittedPayload,
  unsigned,
  type CalmServer,
} from './simulation/calm.ts'
import { createCalmDevice, type CalmDevice } from './simulation/calm-device.ts'

const dossier = idOf('dossier')
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
const erase = async (server: CalmServer): Promise<void> => {
  const find = (acts: readonly Act[], now: string) => erasedAct(acts, { dossier, unit: 'office', payload }, now)
  await sayInDossier(server.ports, dossier, find)
}
const kept = ({ disk }: CalmDevice): readonly string[] =>
  [...disk.rows, ...disk.pulled.values()].flatMap((one) =>
    one.dossier === dossier ? [new TextDecoder().decode(one.bytes)] : [],
  )
/** Both have the same, and neither says a word of what was erased. */
const expectErased = async (server: CalmServer, ...devices: readonly CalmDevice[]): Promise<void> => {
  const said = [...server.disk.log.values()].filter((row) => row.dossier === dossier && row.bytes.length > 0)
  expect(said.every(({ bytes }) => new TextDecoder().decode(bytes).includes('"kind":"erased"'))).toBe(true)
  expect(said.length).toBeGreaterThan(0)
  expect((await server.disk.tx.dossiers([dossier])).get(dossier)?.draft ?? null).toBe(null)
  for (const device of devices) {
    expect(kept(device).every((text) => text.includes('"kind":"erased"'))).toBe(true)
    expect(kept(device)).toHaveLength(said.filter(({ held }) => held === null).length)
    const mine = await device.disk.digest('epn')
    expect(mine !== null && sameBytes(mine, await server.disk.tx.digestOf('epn'))).toBe(true)
  }
}

/** Two people of one point have a filed request, and one of another dossier. */
const setup = async () => {
  const server = createCalmServer()
  const [author, reader] = [
    await createCalmDevice('mediator-a', server),
    await createCalmDevice('mediator-b', server, 'reader'),
  ]
  await author.write('dossier')
  await author.write('other')
  const opened = (await author.disk.unsent()).map(({ bytes }) => bytes)
  expect(opened).toHaveLength(2)
  await author.settle()
  await reader.settle()
  return { server, author, reader }
}

describe('rule 15: an erased dossier', () => {
  test('is emptied on the server and on every device that reads, and digests agree', async () => {
    const { server, author, reader } = await setup()
    await erase(server)
    await author.settle()
    await reader.settle()
    await expectErased(server, author, reader)
    expect(reader.disk.entriesOf(idOf('other'))).toHaveLength(1)
  })

  test('is not known but by that word to a device that is new', async () => {
    const { server } = await setup()
    await erase(server)
    const fresh = await createCalmDevice('mediator-b', server, 'fresh')
    await fresh.settle()
    await expectErased(server, fresh)
  })

  test('takes in nothing that comes late: the packet is received, its words are not kept, nobody is told', async () => {
    const { server, author } = await setup()
    await erase(server)
    const late = author.sitting.act(dossier, 'submitted', submittedPayload, [])
    await author.keep([actEntry(late)])
    const reports = await author.settle()
    expect(reports.flatMap(({ held }) => held)).toEqual([])
    expect(server.disk.log.get(entryId(actEntry(late)))).toMatchObject({ held: 'erased', bytes: new Uint8Array() })
    await expectErased(server, author)
  })

  test('is written into no more on a device that knows', async () => {
    const { server, author } = await setup()
    await erase(server)
    await author.settle()
    await author.keep([actEntry(author.sitting.act(dossier, 'submitted', submittedPayload, []))])
    await author.settle()
    await expectErased(server, author)
  })

  test('that a restore brought back is erased again by whoever knows', async () => {
    const { server, author, reader } = await setup()
    const copy = server.disk.backup()
    await erase(server)
    await author.settle()
    await reader.settle()
    server.disk.restore(copy, { counter: 2, random: 'second' })
    expect((await server.disk.tx.dossiers([dossier])).get(dossier)?.acts).toHaveLength(1)
    await reader.settle()
    await author.settle()
    await reader.settle()
    await expectErased(server, author, reader)
  })

  test('whose word a server lost with everything else is erased there before it is known', async () => {
    const { server, author, reader } = await setup()
    const nothing = createCalmServer().disk.backup()
    await erase(server)
    await reader.settle()
    server.disk.restore(nothing, { counter: 2, random: 'second' })
    // The word comes first, from a reader; what the author still has of it comes late.
    await reader.settle()
    await author.settle()
    await reader.settle()
    await expectErased(server, author, reader)
  })

  test('erased by two lives of the server stays erased once', async () => {
    const { server, author, reader } = await setup()
    const copy = server.disk.backup()
    await erase(server)
    await reader.settle()
    server.disk.restore(copy, { counter: 2, random: 'second' })
    server.clock = '2025-06-01T08:01:00.000Z'
    await erase(server)
    await author.settle()
    await reader.settle()
    await author.settle()
    await expectErased(server, author, reader)
  })

  test('cannot be erased by a device', async () => {
    const { server } = await setup()
    const sitting = await createSitting('supervisor-f', 'other')
    const own = sitting.act(dossier, 'erased', { ...payload }, [])
    const answer = await server.accept(unsigned(await sitting.cut(actEntry(own))))
    expect(answer.held.map(({ reason }) => reason)).toEqual(['act-not-allowed'])
    expect((await server.disk.tx.dossiers([dossier])).get(dossier)?.acts).toHaveLength(1)
  })
})
