import { encodeUtf8 } from 'lib0/string'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../text/result.ts'
import { cutUnsent, pushOnly, syncOnce, type SyncReport } from './client.ts'
import { createSyncMemory } from './exchange.ts'
import { limits } from './limits.ts'
import type { ClientPorts } from './client-ports.ts'
import { actEntry, createCalmServer, createSitting, idOf, openedPayload } from './simulation/calm.ts'
import { createCalmDevice, reportOf, type CalmDevice } from './simulation/calm-device.ts'
import { encodeAnswer } from './wire-answer.ts'
import { parseRequest } from './wire-request.ts'

const setup = async () => {
  const server = createCalmServer()
  const device = await createCalmDevice('mediator-a', server)
  const { incarnation } = device.sitting.keys
  return { ...device, server, incarnation, chain: () => device.disk.chain(incarnation) }
}
const lastRequest = ({ sent }: Pick<CalmDevice, 'sent'>) => {
  const parsed = parseRequest(sent.at(-1) ?? new Uint8Array())
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

describe('rule 3: only a head that is ours acknowledges', () => {
  test('what was sent is acknowledged by its head, in one write of the disk', async () => {
    const { write, sync, chain, applied, disk } = await setup()
    await write('one')
    const report = reportOf(await sync())
    expect(report).toMatchObject({ session: 'open', sent: 1, again: false, forked: [], held: [], exchanges: 1 })
    expect(await chain()).toMatchObject({ n: 1, acked: 1 })
    expect(applied).toHaveLength(1)
    expect(await disk.outbox()).toEqual([])
    expect(disk.packets).toHaveLength(1)
  })

  test('a portal, an empty body, an answer cut short and an answer to another request change nothing', async () => {
    const { write, sync, chain, applied, withAnswer, server, disk } = await setup()
    await write('one')
    const strange: Partial<ClientPorts>[] = [
      { send: async () => ok(encodeUtf8('<html>Bienvenue</html>')) },
      { send: async () => ok(new Uint8Array()) },
      { send: async (request) => ok(encodeAnswer(await server.accept(request), 2).slice(0, -1)) },
      withAnswer((answer) => ({ ...answer, nonce: new Uint8Array(8) })),
    ]
    for (const one of strange) expect((await sync(one)).type).toBe('foreign-answer')
    expect([applied, (await chain())?.acked, (await disk.outbox()).length]).toEqual([[], 0, 1])
    await sync()
    expect((await chain())?.acked).toBe(1)
  })

  test('a head with another hash, or beyond what was cut, acknowledges nothing: the chain is forked', async () => {
    for (const n of [1, 2]) {
      const { write, sync, chain, withAnswer, incarnation, disk } = await setup()
      await write('one')
      const head = { incarnation, n, hash: 'B'.repeat(42) + 'A' }
      const report = reportOf(await sync(withAnswer((answer) => ({ ...answer, heads: [head] }))))
      expect(report.forked).toEqual([incarnation])
      expect(await chain()).toMatchObject({ acked: 0, forked: true })
      expect(await disk.outbox()).toEqual([])
    }
  })

  test('no answer leaves everything as it was, and the next request is smaller', async () => {
    const { write, sync, memory, chain } = await setup()
    await write('one')
    const outcome = await sync({ send: async () => err({ type: 'offline' }) })
    expect(outcome).toEqual({ type: 'no-answer', failure: { type: 'offline' } })
    expect([memory.batch, memory.room, memory.failures]).toEqual([limits.batchStart / 2, limits.pageStart / 2, 1])
    expect((await chain())?.acked).toBe(0)
    await sync()
    expect(memory.failures).toBe(0)
  })

  test('what was written while the answer was on its way is neither lost nor taken for received', async () => {
    const { write, sync, chain, ports, disk } = await setup()
    await write('one')
    await sync({
      send: async (request, left) => {
        await write('meanwhile')
        return ports.send(request, left)
      },
    })
    expect(await chain()).toMatchObject({ n: 1, acked: 1 })
    expect(await disk.unsent()).toHaveLength(1)
    await sync()
    expect(await chain()).toMatchObject({ n: 2, acked: 2 })
  })
})

describe('rule 4: epochs', () => {
  test('a lower epoch or a twin changes nothing', async () => {
    const { write, sync, applied, withAnswer } = await setup()
    await sync()
    await write('one')
    for (const epoch of [
      { counter: 0, random: 'first' },
      { counter: 1, random: 'twin' },
    ])
      expect(await sync(withAnswer((answer) => ({ ...answer, epoch })))).toEqual({
        type: 'foreign-epoch',
        counter: epoch.counter,
      })
    expect(applied).toHaveLength(1)
  })

  test('the cursors of the old life are forgotten with it', async () => {
    const { sync, applied, withAnswer } = await setup()
    await sync(withAnswer((answer) => ({ ...answer, cursors: { epn: 90, office: 3 } })))
    await sync(withAnswer((answer) => ({ ...answer, epoch: { counter: 2, random: 'b' }, cursors: { epn: 4 } })))
    expect(applied.map((one) => one.cursors)).toEqual([{ epn: 90, office: 3 }, { epn: 4 }])
  })

  test('chains that a new life does not speak of are offered again', async () => {
    const { write, sync, chain, withAnswer, disk } = await setup()
    await write('one')
    await sync()
    const report = reportOf(
      await sync(withAnswer((answer) => ({ ...answer, epoch: { counter: 2, random: 'b' }, heads: [] }))),
    )
    expect([report.newEpoch, report.again]).toEqual([true, true])
    expect([(await chain())?.acked, (await disk.outbox()).length]).toEqual([0, 1])
  })
})

describe('rule 1: sittings', () => {
  test('rows a dead tab left are cut under its own incarnation, before those of today', async () => {
    const { write, sync, keyring, disk, server } = await setup()
    const dead = await createSitting('mediator-a', 'yesterday')
    await write('left', dead)
    await write('today')
    keyring.set(dead.keys.incarnation, dead.keys)
    expect(reportOf(await sync()).stranded).toEqual([])
    expect(disk.packets.map((one) => one.incarnation)[0]).toBe(dead.keys.incarnation)
    expect((await server.disk.tx.incarnation(dead.keys.incarnation))?.n).toBe(1)
  })

  test('rows whose keys are gone are told, and hold up nobody', async () => {
    const { write, sync, chain } = await setup()
    const dead = await createSitting('mediator-a', 'yesterday')
    await write('left', dead)
    await write('today')
    expect(reportOf(await sync()).stranded).toEqual([dead.keys.incarnation])
    expect((await chain())?.acked).toBe(1)
  })

  test('the certificate travels until the server knows it, and again when it has forgotten', async () => {
    const device = await setup()
    const { sync, server } = device
    await sync()
    expect(lastRequest(device).request.certificate).not.toBeNull()
    await sync()
    expect(lastRequest(device).request.certificate).toBeNull()
    server.disk.tx.incarnation = async () => null
    expect(reportOf(await sync())).toMatchObject({ session: 'unknown', again: true })
    await sync()
    expect(lastRequest(device).request.certificate).not.toBeNull()
  })

  test('rule 3: nothing more is cut into a chain that is forked', async () => {
    const { write, sync, withAnswer, incarnation, disk } = await setup()
    await write('one')
    await sync(withAnswer((answer) => ({ ...answer, heads: [{ incarnation, n: 1, hash: 'B'.repeat(42) + 'A' }] })))
    await write('two')
    await sync()
    expect(disk.packets).toHaveLength(1)
    expect((await disk.unsent()).length).toBeGreaterThan(0)
  })
})

describe('a locked device', () => {
  test('rule 5: sends what was cut, unsigned, and is given nothing to read', async () => {
    const device = await setup()
    const { write, ports, memory, applied, chain } = device
    await write('one')
    await cutUnsent(ports)
    const report = reportOf(await pushOnly(ports, memory))
    expect(lastRequest(device)).toMatchObject({ signature: null, request: { incarnation: null, certificate: null } })
    expect(report).toMatchObject({ session: 'locked', sent: 1, pulled: 0 })
    expect(applied[0]).toMatchObject({ entries: [], directory: null, references: null })
    expect((await chain())?.acked).toBe(1)
  })

  test('rule 4: meets a new epoch without believing its old cursors later', async () => {
    const { ports, memory, applied, withAnswer, sync } = await setup()
    await sync(withAnswer((answer) => ({ ...answer, cursors: { epn: 5 } })))
    await pushOnly({ ...ports, ...withAnswer((answer) => ({ ...answer, epoch: { counter: 7, random: 'x' } })) }, memory)
    expect(applied.at(-1)?.cursors).toEqual({})
  })
})

describe('rule 9: batches', () => {
  test('a chain whose packet is refused goes last, and the others arrive', async () => {
    const server = createCalmServer()
    const device = await createCalmDevice('mediator-a', server)
    const bad = await createSitting('mediator-a', 'bad')
    device.keyring.set(bad.keys.incarnation, { ...bad.keys, sign: async () => new Uint8Array(64) })
    await device.write('spoilt', bad)
    await device.write('good')
    device.memory.batch = 1
    expect(reportOf(await device.sync()).refused).toContainEqual({
      incarnation: bad.keys.incarnation,
      n: 1,
      reason: 'signature',
    })
    await device.sync()
    expect((await server.disk.tx.incarnation(device.sitting.keys.incarnation))?.n).toBe(1)
  })

  test('a request carries no more than the batch, and grows when it was full and arrived', async () => {
    const { disk, sitting, sync, sent, memory } = await createCalmDevice()
    for (let n = 0; n < 40; n++) {
      const note = sitting.act(idOf(`d${n}`), 'noted', { text: String(n).padEnd(3900, '.') })
      await disk.keep(actEntry(note), sitting.keys.incarnation)
    }
    const reports: SyncReport[] = []
    do reports.push(reportOf(await sync()))
    while (reports.at(-1)?.again)
    expect(sent.length).toBeGreaterThan(1)
    expect(Math.max(...sent.map((one) => one.length))).toBeLessThan(limits.batchMost)
    expect(memory.batch).toBeGreaterThan(limits.batchStart)
    expect(await disk.outbox()).toEqual([])
  })

  test('rule 10: more room is asked for while there is more, and less after a failure', async () => {
    const { memory, sync, withAnswer } = await createCalmDevice()
    await sync(withAnswer((answer) => ({ ...answer, more: true })))
    expect(memory.room).toBe(limits.pageStart * 2)
    for (let n = 0; n < 4; n++) await sync(withAnswer((answer) => ({ ...answer, more: true })))
    expect(memory.room).toBe(limits.pageMost)
    for (let n = 0; n < 9; n++) await sync({ send: async () => err({ type: 'offline' }) })
    expect([memory.room, memory.batch]).toEqual([limits.pageLeast, limits.batchLeast])
  })

  test('rule 10: less room is asked for by a device that is slow to keep what came', async () => {
    const { memory, sync, withAnswer, ports } = await createCalmDevice()
    const more = withAnswer((answer) => ({ ...answer, more: true }))
    let at = ports.now()
    const keepsIn = (ms: number): Partial<ClientPorts> => ({
      ...more,
      now: () => at,
      disk: {
        ...ports.disk,
        apply: (answer) => {
          at += ms
          return ports.disk.apply(answer)
        },
      },
    })
    await sync(keepsIn(limits.pageMs + 1))
    expect(memory.room).toBe(limits.pageStart / 2)
    await sync(keepsIn(limits.pageMs))
    expect(memory.room).toBe(limits.pageStart)
    for (let n = 0; n < 9; n++) await sync(keepsIn(limits.pageMs * 20))
    expect(memory.room).toBe(limits.pageLeast)
  })
})

test('rule 8: pulled bytes that would break the device are left out and reported, the rest is kept', async () => {
  const { sync, applied, withAnswer, sitting } = await setup()
  const sound = actEntry(sitting.act(idOf('d'), 'opened', openedPayload))
  const hostile = { dossier: idOf('d'), kind: 'draft' as const, bytes: Uint8Array.of(1, 255, 255, 255, 127, 1, 0) }
  const report = reportOf(await sync(withAnswer((answer) => ({ ...answer, entries: [hostile, sound] }))))
  expect([report.damaged, report.pulled]).toEqual([1, 1])
  expect(applied[0]?.entries.map((one) => one.kind)).toEqual(['act'])
})

test('rule 10: what today’s sitting wrote is not sent back, in this sync or the next', async () => {
  const { write, settle, ports, memory, incarnation } = await setup()
  await write('one')
  const reports = await settle()
  await write('two')
  const more = reportOf(await syncOnce(ports, memory, incarnation))
  expect([...reports, more].map((report) => report.pulled)).toEqual([...reports, more].map(() => 0))
})

test('rule 10: whether there is more to read is kept, and a device that reads nothing leaves what is known', async () => {
  const { write, sync, applied, withAnswer, ports } = await setup()
  await sync(withAnswer((answer) => ({ ...answer, more: true })))
  await sync()
  await write('one')
  await cutUnsent(ports)
  await pushOnly(ports, createSyncMemory())
  expect(applied.map(({ more }) => more)).toEqual([true, false, null])
})
