// The promises of the protocol, each kept by whole machines on both sides and no chance in between. The simulation says
// the same of any order of events; this says it in one that can be read.
import { describe, expect, test } from 'vitest'
import { openDraft } from '../dossier/draft.ts'
import { syncOnce, type SyncReport } from './client.ts'
import { totalOf } from './digest.ts'
import { entryId } from './entry.ts'
import { createSyncMemory } from './exchange.ts'
import type { Entry } from './ports.ts'
import {
  actEntry,
  answerEntry,
  createCalmServer,
  createSitting,
  idOf,
  openedPayload,
  type CalmServer,
} from './simulation/calm.ts'
import { createCalmDevice, reportOf, type CalmDevice } from './simulation/calm-device.ts'

const setup = async () => {
  const server = createCalmServer()
  const [amina, brahim] = [await createCalmDevice('mediator-a', server), await createCalmDevice('mediator-b', server)]
  return { server, amina, brahim }
}
/** Everything there ever was of the unit, from whom it came, and why it would not count. */
const atServer = ({ disk }: CalmServer, entries: readonly Entry[]) =>
  entries.map((entry) => {
    const row = disk.log.get(entryId(entry))
    return row ? (row.held ?? 'applied') : 'lost'
  })
const agree = async ({ disk }: CalmServer, ...devices: readonly CalmDevice[]): Promise<void> => {
  const theirs = totalOf(await disk.tx.digestOf('epn'))
  for (const device of devices) {
    const mine = await device.disk.digest('epn')
    expect(mine && totalOf(mine)).toEqual(theirs)
  }
}
const all = (...devices: readonly CalmDevice[]): readonly Entry[] => devices.flatMap(({ disk }) => disk.rows)
const repairsIn = (reports: readonly SyncReport[]): readonly string[] => reports.map(({ repair }) => repair)

describe('rule 4: a server restored from a backup', () => {
  /** One dossier in the backup, one of each mediator after it, and both devices have everything. */
  const restored = async () => {
    const { server, amina, brahim } = await setup()
    await amina.write('before')
    await amina.settle()
    await brahim.settle()
    const backup = server.disk.backup()
    await amina.write('after')
    await amina.keep([answerEntry(amina.sitting, idOf('after'), 'name', 'a')])
    await amina.settle()
    await brahim.write('other')
    await brahim.settle()
    await amina.settle()
    const journal = [...server.disk.journalOf('epn')]
    server.disk.restore(backup, { counter: 2, random: 'second' })
    expect(server.disk.log.size).toBe(1)
    return { server, amina, brahim, journal }
  }

  test('hears again of what a device wrote itself, and of what others wrote, from whoever comes first', async () => {
    const { server, amina, brahim } = await restored()
    await brahim.settle()
    expect(atServer(server, all(amina, brahim))).toEqual(all(amina, brahim).map(() => 'applied'))
    const origins = [...server.disk.log.values()].map(({ incarnation }) => incarnation)
    expect(new Set(origins)).toEqual(
      new Set([amina.sitting.keys.incarnation, brahim.sitting.keys.incarnation, 'witness']),
    )
    await agree(server, brahim)
  })

  test('takes its packets from their author as before, although a witness has brought their entries', async () => {
    const { server, amina, brahim, journal } = await restored()
    await brahim.settle()
    await amina.settle()
    const { incarnation } = amina.sitting.keys
    expect((await server.disk.tx.incarnation(incarnation))?.n).toBe(2)
    expect(await amina.disk.chain(incarnation)).toMatchObject({ n: 2, acked: 2 })
    expect([...server.disk.journalOf('epn')].sort()).toEqual([...journal].sort())
    await agree(server, amina, brahim)
  })

  test('takes nothing from a witness whose page it did not seal', async () => {
    const { server, amina, brahim } = await restored()
    const before = server.ports.receipt
    Object.assign(server.ports, { receipt: async (bytes: Uint8Array) => (await before(bytes)).map((byte) => byte ^ 1) })
    await brahim.settle()
    expect(atServer(server, all(brahim))).toEqual(['applied'])
    expect(atServer(server, all(amina))).toEqual(['applied', 'lost', 'lost'])
    await amina.settle()
    expect(atServer(server, all(amina))).toEqual(['applied', 'applied', 'applied'])
    await agree(server, amina)
  })

  test('gives a device what came to it in its new life, although the device was ahead of it', async () => {
    const { server, amina, brahim } = await restored()
    const third = await createCalmDevice('mediator-b', server, 'new life')
    await third.write('since')
    await third.settle()
    for (const device of [amina, brahim, third]) await device.settle()
    await third.settle()
    await agree(server, amina, brahim, third)
    expect(all(third).every((entry) => amina.disk.pulled.has(entryId(entry)))).toBe(true)
  })
})

describe('rule 6: a server whose files were put back in silence', () => {
  test('is found out by the digest, and repaired from what the devices have', async () => {
    const { server, amina, brahim } = await setup()
    await amina.write('before')
    await amina.settle()
    const backup = server.disk.backup()
    await amina.write('after')
    await amina.settle()
    await brahim.settle()
    server.disk.restore(backup, { counter: 1, random: 'first' })
    // Its cursor is past the end of the journal now: only the digest can tell.
    const reports = await brahim.settle()
    expect(reports.some(({ newEpoch }) => newEpoch)).toBe(false)
    expect(repairsIn(reports).filter((type) => type !== 'none')).toEqual(['buckets', 'reread', 'offer'])
    expect(repairsIn(reports).at(-1)).toBe('none')
    expect(atServer(server, all(amina))).toEqual(['applied', 'applied'])
    await agree(server, brahim)
  })

  test('has new entries under numbers that a device has read: they are found too', async () => {
    const { server, amina, brahim } = await setup()
    const backup = server.disk.backup()
    await amina.write('one')
    await amina.settle()
    await brahim.settle()
    server.disk.restore(backup, { counter: 1, random: 'first' })
    const third = await createCalmDevice('mediator-b', server, 'third')
    await third.write('two')
    await third.settle()
    const before = (await brahim.disk.syncState()).cursors
    expect(before).toEqual({ epn: await server.disk.tx.seqOf('epn') })
    await brahim.settle()
    expect(all(third).every((entry) => brahim.disk.pulled.has(entryId(entry)))).toBe(true)
    expect(atServer(server, all(amina))).toEqual(['applied'])
    await agree(server, brahim)
  })

  test('a device that comes to its own lower head sends again, and asks nobody', async () => {
    const { server, amina } = await setup()
    const backup = server.disk.backup()
    await amina.write('one')
    await amina.settle()
    server.disk.restore(backup, { counter: 1, random: 'first' })
    // The head is asked for as soon as there is something to send.
    await amina.write('two')
    await amina.settle()
    expect(atServer(server, all(amina))).toEqual(['applied', 'applied'])
    await agree(server, amina)
  })

  test('a repair that cannot help is given up after three times, and said', async () => {
    const { server, amina, brahim } = await setup()
    await amina.write('one')
    await amina.settle()
    await brahim.settle()
    const backup = createCalmServer().disk.backup()
    server.disk.restore(backup, { counter: 1, random: 'first' })
    Object.assign(server.ports, { receipt: async () => new Uint8Array(32) })
    const reports = await brahim.settle()
    expect(repairsIn(reports).at(-1)).toBe('given-up')
    expect(repairsIn(reports).filter((type) => type === 'offer')).toHaveLength(3)
    expect(all(amina).every((entry) => brahim.disk.pulled.has(entryId(entry)))).toBe(true)
  })
})

describe('rule 3: packets go from a device', () => {
  const kept = ({ disk }: CalmDevice) => disk.packets.map(({ n }) => n)

  test('when they are in the last two backups, and for no other reason', async () => {
    const { server, amina } = await setup()
    await amina.write('one')
    await amina.settle()
    await amina.settle()
    expect(kept(amina)).toEqual([1])
    server.disk.backup()
    await amina.settle()
    expect(kept(amina)).toEqual([1])
    await amina.write('two')
    await amina.settle()
    server.disk.backup()
    await amina.settle()
    expect(kept(amina)).toEqual([2])
    server.disk.backup()
    await amina.settle()
    expect(kept(amina)).toEqual([])
    expect(await amina.disk.chain(amina.sitting.keys.incarnation)).toMatchObject({ n: 2, acked: 2, stable: 2 })
  })

  test('and either of those backups may be put back: nothing is missing', async () => {
    for (const which of [0, 1]) {
      const { server, amina } = await setup()
      const backups = []
      for (const word of ['one', 'two', 'three']) {
        await amina.write(word)
        await amina.settle()
        backups.push(server.disk.backup())
        await amina.settle()
      }
      expect(kept(amina)).toEqual([3])
      const backup = backups[1 + which]
      if (!backup) return expect.fail('three were made')
      server.disk.restore(backup, { counter: 2, random: 'second' })
      await amina.settle()
      expect(atServer(server, all(amina))).toEqual(['applied', 'applied', 'applied'])
      await agree(server, amina)
    }
  })

  test('not when another packet of that number is stable', async () => {
    const { amina } = await setup()
    await amina.write('one')
    const stable = [{ incarnation: amina.sitting.keys.incarnation, n: 1, hash: 'B'.repeat(42) + 'A' }]
    await amina.sync(amina.withAnswer((answer) => ({ ...answer, backup: 1, stable })))
    expect(kept(amina)).toEqual([1])
  })
})

describe('rule 3: a device whose profile was put back', () => {
  /** Cut and sent differently before and after: the server knows another packet 1. */
  const forked = async () => {
    const { server, amina } = await setup()
    const { sitting, disk } = amina
    const doc = openDraft(sitting.clientId(idOf('one')), null)
    await amina.write('one')
    await amina.keep([answerEntry(sitting, idOf('one'), 'name', 'a', doc)])
    const putBack = disk.copy()
    await amina.keep([answerEntry(sitting, idOf('one'), 'year', '1990', doc)])
    await amina.write('two')
    await amina.settle()
    const ever = [...all(amina)]
    putBack()
    const later = await createSitting('mediator-a', 'later')
    amina.keyring.set(later.keys.incarnation, later.keys)
    const memory = createSyncMemory()
    const settle = async (): Promise<readonly SyncReport[]> => {
      const reports: SyncReport[] = []
      do reports.push(reportOf(await syncOnce(amina.ports, memory, later.keys.incarnation)))
      while (reports.at(-1)?.again && reports.length < 20)
      return reports
    }
    return { server, amina, later, ever, settle }
  }

  test('tells of the fork, and loses nothing', async () => {
    const { server, amina, later, ever, settle } = await forked()
    await amina.keep([actEntry(later.act(idOf('three'), 'opened', openedPayload))], later)
    const reports = [...(await settle()), ...(await settle())]
    expect(reports.flatMap((report) => report.forked)).toContain(amina.sitting.keys.incarnation)
    expect(reports.at(-1)).toMatchObject({ unclaimed: 0, again: false, repair: 'none' })
    // What was sent before it went back has come back, what was written after it has arrived.
    for (const dossier of ['one', 'two', 'three'].map(idOf)) {
      const stored = (await server.disk.tx.dossiers([dossier])).get(dossier)
      expect(stored?.acts.map((act) => act.kind)).toEqual(['opened'])
      expect(amina.disk.entriesOf(dossier).some(({ kind }) => kind === 'act')).toBe(true)
    }
    expect(ever).toHaveLength(4)
    expect([...server.disk.log.values()].every(({ held }) => held === null)).toBe(true)
    expect(await amina.disk.strandedRows()).toEqual([])
    await agree(server, amina)
  })

  test('sends nothing more in the forked chain', async () => {
    const { amina, later, settle } = await forked()
    await settle()
    await amina.keep([actEntry(later.act(idOf('three'), 'opened', openedPayload))], later)
    await settle()
    const chain = await amina.disk.chain(amina.sitting.keys.incarnation)
    expect(chain).toMatchObject({ n: 1, forked: true })
    expect((await amina.disk.outbox()).length).toBe(0)
    expect((await amina.disk.chain(later.keys.incarnation))?.acked).toBeGreaterThan(0)
  })
})
