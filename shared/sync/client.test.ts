import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from 'lib0/string'
import { err, ok } from '../text/result.ts'
import { createSyncMemory, cutUnsent, pushOnly, syncOnce, type SyncReport } from './client.ts'
import { limits } from './limits.ts'
import type { AppliedAnswer, ClientPorts, SessionKeys } from './ports.ts'
import { parseAnswer, parseRequest, encodeAnswer, type SyncAnswer } from './wire.ts'
import {
  actEntry,
  createCalmServer,
  createSitting,
  idOf,
  openedPayload,
  type AgentId,
  type Sitting,
} from './simulation/calm.ts'
import { createClientDisk, type FakeClientDisk } from './simulation/client-disk.ts'
import { fakeCodec } from './simulation/crypto.ts'

const setup = async (agent: AgentId = 'mediator-a') => {
  const server = createCalmServer()
  const sitting = await createSitting(agent)
  const disk = createClientDisk({ crashPoint: () => undefined, cursorsFirst: false, rowsFirst: false })
  const keyring = new Map<string, SessionKeys>([[sitting.keys.incarnation, sitting.keys]])
  const sent: Uint8Array[] = []
  const applied: AppliedAnswer[] = []
  let nonce = 0
  const counted: FakeClientDisk = {
    ...disk,
    apply: (answer) => {
      applied.push(answer)
      return disk.apply(answer)
    },
  }
  const ports: ClientPorts = {
    disk: counted,
    codec: fakeCodec,
    keysOf: async (incarnation) => keyring.get(incarnation) ?? null,
    now: () => -5,
    random: (length) => new Uint8Array(length).fill(++nonce),
    send: async (request) => {
      sent.push(request)
      return ok(encodeAnswer(await server.accept(request)))
    },
  }
  const memory = createSyncMemory()
  const write = async (word: string, by: Sitting = sitting): Promise<void> =>
    disk.keep(actEntry(by.act(idOf(word), 'opened', openedPayload)), by.keys.incarnation)
  const sync = async (changes: Partial<ClientPorts> = {}) =>
    syncOnce({ ...ports, ...changes }, memory, sitting.keys.incarnation)
  /** The server's answer, changed on its way. */
  const withAnswer = (change: (answer: SyncAnswer) => SyncAnswer): Partial<ClientPorts> => ({
    send: async (request) => ok(encodeAnswer(change(await server.accept(request)))),
  })
  const chain = async () => disk.chain(sitting.keys.incarnation)
  return { server, sitting, disk, keyring, sent, applied, ports, memory, write, sync, withAnswer, chain }
}

const reportOf = (outcome: Awaited<ReturnType<typeof syncOnce>>): SyncReport => {
  if (outcome.type !== 'synced') throw new Error(outcome.type)
  return outcome.report
}

describe('rule 3: only a head that is ours acknowledges', () => {
  test('what was sent is acknowledged by its head, in one write of the disk', async () => {
    const { write, sync, chain, applied, disk } = await setup()
    await write('one')
    const report = reportOf(await sync())
    expect(report).toMatchObject({ session: 'open', sent: 1, again: false, forked: [], held: [] })
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
      { send: async (request) => ok(encodeAnswer(await server.accept(request)).slice(0, -1)) },
      withAnswer((answer) => ({ ...answer, nonce: new Uint8Array(8) })),
    ]
    for (const one of strange) expect((await sync(one)).type).toBe('foreign-answer')
    expect([applied, (await chain())?.acked, (await disk.outbox()).length]).toEqual([[], 0, 1])
    expect(reportOf(await sync()).sent).toBe(1)
    expect((await chain())?.acked).toBe(1)
  })

  test('a head with another hash, or beyond what was cut, is reported and acknowledges nothing', async () => {
    const { write, sync, chain, withAnswer, sitting } = await setup()
    await write('one')
    const heads = [
      { incarnation: sitting.keys.incarnation, n: 1, hash: 'B'.repeat(42) + 'A' },
      { incarnation: sitting.keys.incarnation, n: 2, hash: 'B'.repeat(42) + 'A' },
    ]
    for (const head of heads) {
      const report = reportOf(await sync(withAnswer((answer) => ({ ...answer, heads: [head] }))))
      expect(report.forked).toEqual([sitting.keys.incarnation])
      expect((await chain())?.acked).toBe(0)
    }
  })

  test('no answer leaves everything as it was, and the next request is smaller', async () => {
    const { write, sync, memory, chain } = await setup()
    await write('one')
    const outcome = await sync({ send: async () => err({ type: 'offline' }) })
    expect(outcome).toEqual({ type: 'no-answer', failure: { type: 'offline' } })
    expect([memory.batch, memory.failures]).toEqual([limits.batchStart / 2, 1])
    expect((await chain())?.acked).toBe(0)
    await sync()
    expect(memory.failures).toBe(0)
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

  test('a server restored from before anything offers a new life: all kept packets reach it again', async () => {
    const { write, sync, chain, ports, memory, sitting } = await setup()
    await write('one')
    await sync()
    await write('two')
    await sync()
    expect((await chain())?.acked).toBe(2)
    const restored = createCalmServer()
    const epoch = { counter: 2, random: 'second' }
    restored.disk.tx.epoch = async () => epoch
    const after = { ...ports, send: async (request: Uint8Array) => ok(encodeAnswer(await restored.accept(request))) }
    const rounds: SyncReport[] = []
    for (let round = 0; round < 6 && (rounds.at(-1)?.again ?? true); round++)
      rounds.push(reportOf(await syncOnce(after, memory, sitting.keys.incarnation)))
    expect(rounds[0]).toMatchObject({ newEpoch: true, regressed: [sitting.keys.incarnation] })
    expect(await chain()).toMatchObject({ n: 2, acked: 2 })
    expect((await restored.disk.tx.incarnation(sitting.keys.incarnation))?.n).toBe(2)
  })

  test('cursors of the old life are forgotten with it', async () => {
    const { sync, applied, withAnswer } = await setup()
    await sync(withAnswer((answer) => ({ ...answer, cursors: { epn: 90 } })))
    await sync(withAnswer((answer) => ({ ...answer, epoch: { counter: 2, random: 'b' }, cursors: {} })))
    expect(applied.map((one) => one.cursors)).toEqual([{ epn: 90 }, {}])
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
    const { sync, sent, server, ports, memory, sitting } = await setup()
    const shown = (): boolean => {
      const request = parseRequest(sent.at(-1) ?? new Uint8Array())
      return request.ok && request.value.request.certificate !== null
    }
    await sync()
    expect(shown()).toBe(true)
    await sync()
    expect(shown()).toBe(false)
    server.disk.tx.incarnation = async () => null
    expect(reportOf(await syncOnce(ports, memory, sitting.keys.incarnation))).toMatchObject({
      session: 'unknown',
      again: true,
    })
    await sync()
    expect(shown()).toBe(true)
  })
})

describe('a locked device', () => {
  test('rule 5: sends what was cut, unsigned, and is given nothing to read', async () => {
    const { write, ports, memory, sent, applied, chain } = await setup()
    await write('one')
    await cutUnsent(ports)
    const report = reportOf(await pushOnly(ports, memory))
    const request = parseRequest(sent[0] ?? new Uint8Array())
    expect(request.ok && request.value).toMatchObject({
      signature: null,
      request: { incarnation: null, certificate: null },
    })
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
    const { write, ports, memory, sitting, server, keyring } = await setup()
    const bad = await createSitting('mediator-a', 'bad')
    const forged = { ...bad.keys, sign: async () => new Uint8Array(64) }
    keyring.set(bad.keys.incarnation, forged)
    await write('spoilt', bad)
    await write('good')
    memory.batch = 1
    const first = reportOf(await syncOnce(ports, memory, sitting.keys.incarnation))
    expect(first.refused).toEqual([{ incarnation: bad.keys.incarnation, n: 1, reason: 'signature' }])
    await syncOnce(ports, memory, sitting.keys.incarnation)
    expect((await server.disk.tx.incarnation(sitting.keys.incarnation))?.n).toBe(1)
  })

  test('a request carries no more than the batch, and grows when it was full and arrived', async () => {
    const { disk, sitting, sync, sent, memory } = await setup()
    for (let n = 0; n < 40; n++) {
      const note = sitting.act(idOf(`d${n}`), 'noted', { text: String(n).padEnd(3900, '.') })
      await disk.keep(actEntry(note), sitting.keys.incarnation)
    }
    const reports: SyncReport[] = []
    do reports.push(reportOf(await sync()))
    while (reports.at(-1)?.again)
    expect(reports.length).toBeGreaterThan(1)
    expect(Math.max(...sent.map((one) => one.length))).toBeLessThan(limits.batchMost)
    expect(memory.batch).toBeGreaterThan(limits.batchStart)
    expect(await disk.outbox()).toEqual([])
  })
})

test('rule 8: pulled bytes that would break the device are left out and reported, the rest is kept', async () => {
  const { sync, applied, withAnswer, sitting } = await setup()
  const sound = actEntry(sitting.act(idOf('d'), 'opened', openedPayload))
  const hostile = { dossier: idOf('d'), kind: 'draft' as const, bytes: Uint8Array.of(1, 255, 255, 255, 127, 1, 0) }
  const report = reportOf(await sync(withAnswer((answer) => ({ ...answer, entries: [hostile, sound] }))))
  expect([report.damaged, report.pulled]).toEqual([1, 1])
  expect(applied[0]?.entries.map((one) => one.kind)).toEqual(['act'])
  expect(parseAnswer(new Uint8Array()).ok).toBe(false)
})
