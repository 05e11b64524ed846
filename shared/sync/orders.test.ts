import { describe, expect, test } from 'vitest'
import { ok } from '../text/result.ts'
import { cutUnsent, pushOnly } from './client.ts'
import type { ClientPorts } from './client-ports.ts'
import type { DeviceOrders, DeviceTold } from './ports.ts'
import type { StoredDevice } from './server-ports.ts'
import { actEntry, createCalmServer, createSitting, idOf, unsigned } from './simulation/calm.ts'
import { createCalmDevice, reportOf } from './simulation/calm-device.ts'
import { createFakeKey } from './simulation/crypto.ts'
import { encodeAnswer } from './wire-answer.ts'
import { parseRequest } from './wire-request.ts'

const id = idOf('mediator-a')
const key = createFakeKey('the device itself')
const usual: DeviceOrders = { revoked: false, erase: false, leaseDays: 45, lentTo: null }
const stored = (orders: Partial<DeviceOrders> = {}): StoredDevice => ({
  publicKey: key.publicKey,
  orders: { ...usual, ...orders },
})

/** A device that the server knows by its own key, and that says which app it runs. */
const setup = async (device: StoredDevice = stored(), packets = 0) => {
  const server = createCalmServer(new Map([[id, device]]))
  const made = await createCalmDevice('mediator-a', server)
  for (let n = 0; n < packets; n++) {
    await made.write(`dossier ${n}`)
    await cutUnsent(made.ports)
  }
  const more: Partial<ClientPorts> = { deviceKeys: { device: id, sign: key.sign }, about: { version: '1.0' } }
  const ports: ClientPorts = { ...made.ports, ...more }
  const toldIn = (at: number): DeviceTold | null => {
    const parsed = parseRequest(made.sent.at(at) ?? new Uint8Array())
    if (!parsed.ok) throw new Error(parsed.error)
    return parsed.value.request.told
  }
  return { ...made, server, ports, more, toldIn, push: () => pushOnly(ports, made.memory) }
}

describe('rule 12: a device is told its orders', () => {
  test('by its own signature while it is locked, by the session’s while it is open', async () => {
    const orders = { revoked: true, erase: true, leaseDays: 10, lentTo: 'epn' }
    const { push, sync, more } = await setup(stored(orders))
    expect(reportOf(await push())).toMatchObject({ session: 'locked', orders })
    expect(reportOf(await sync(more))).toMatchObject({ session: 'open', orders })
  })

  test('and nobody else is: not without a signature, not with that of another key', async () => {
    const { ports, memory } = await setup()
    const { deviceKeys: _none, ...unsigned } = ports
    expect(reportOf(await pushOnly(unsigned, memory)).orders).toBeNull()
    const liar = { ...ports, deviceKeys: { device: id, sign: createFakeKey('another').sign } }
    expect(reportOf(await pushOnly(liar, memory)).orders).toBeNull()
  })

  test('a server from before orders says nothing, which means nothing', async () => {
    const { ports, memory, server } = await setup()
    const older: ClientPorts = {
      ...ports,
      send: async (request) => ok(encodeAnswer(await server.accept(request), 2)),
    }
    expect(reportOf(await pushOnly(older, memory)).orders).toBeNull()
  })

  test('a client of protocol 1 is answered as ever', async () => {
    const { sync, more } = await setup()
    expect(reportOf(await sync({ ...more, protocol: 1 }))).toMatchObject({ session: 'open', orders: null })
  })
})

describe('rule 12: a device tells of itself', () => {
  test('at first contact, and then only what changed', async () => {
    const { push, ports, memory, toldIn } = await setup()
    await push()
    expect(toldIn(-1)).toEqual({ version: '1.0', unsent: 0, erased: false })
    await push()
    expect(toldIn(-1)).toBeNull()
    await pushOnly({ ...ports, about: { version: '1.1', uncut: 2 } }, memory)
    expect(toldIn(-1)).toEqual({ version: '1.1', unsent: 2, erased: false })
    await pushOnly({ ...ports, about: { version: '1.1', uncut: 2, erased: true } }, memory)
    expect(toldIn(-1)).toEqual({ version: null, unsent: null, erased: true })
  })

  test('again when the answer was lost', async () => {
    const { ports, memory, push, toldIn } = await setup()
    const lost: ClientPorts = {
      ...ports,
      send: async (request) => {
        await ports.send(request)
        return { ok: false, error: { type: 'offline' } }
      },
    }
    await pushOnly(lost, memory)
    await push()
    expect(toldIn(-1)).toEqual({ version: '1.0', unsent: 0, erased: false })
  })

  test('what it counts is what waits beyond the request; the server takes off what follows', async () => {
    const { memory, ports, server, disk } = await setup(stored(), 3)
    memory.batch = 1
    // A server takes the requests of one device in their order.
    let turn: Promise<unknown> = Promise.resolve()
    const send: ClientPorts['send'] = (request, left) => {
      const mine = turn.then(() => ports.send(request, left))
      turn = mine
      return mine
    }
    await pushOnly({ ...ports, send }, memory)
    const heard = server.disk.heardOf(id)
    expect(heard.map(({ told, came }) => told?.unsent ?? -came)).toEqual([2, -1, -1])
    expect(await disk.outbox()).toEqual([])
  })

  test('nothing is believed that nobody signed', async () => {
    const { ports, memory, server } = await setup()
    const { deviceKeys: _none, ...unsigned } = ports
    await pushOnly(unsigned, memory)
    expect(server.disk.heardOf(id)).toEqual([])
  })
})

describe('rule 7: what a withdrawn key signs', () => {
  const withdrawn = async (before: boolean) => {
    const made = await setup()
    const { sync, more, server, write, ports } = made
    if (before) await sync(more)
    const of = `${id}|mediator-a`
    server.withdrawnKeys.set(of, server.agentKeys.get(of) ?? new Uint8Array())
    server.agentKeys.delete(of)
    await write('dossier')
    await cutUnsent(ports)
    const held = () => [...server.disk.log.values()].map((row) => row.held)
    return { ...made, held }
  }

  test('in a sitting that was known before counts', async () => {
    const { push, held, disk } = await withdrawn(true)
    await push()
    expect(held()).toEqual([null])
    expect(await disk.outbox()).toEqual([])
  })

  test('in a sitting that nobody knew is set aside, and the packet is acknowledged', async () => {
    const { push, held, disk } = await withdrawn(false)
    expect(reportOf(await push()).held.map(({ reason }) => reason)).toEqual(['revoked'])
    expect(held()).toEqual(['revoked'])
    expect(await disk.outbox()).toEqual([])
    // The same again changes nothing.
    await push()
    expect(held()).toEqual(['revoked'])
  })

  test('opens nothing', async () => {
    const { sync, more } = await withdrawn(false)
    expect(reportOf(await sync(more))).toMatchObject({ session: 'revoked', orders: usual, pulled: 0 })
  })

  test('counts once a supervisor admits it, in the request that brings both too', async () => {
    const { server, ports } = await withdrawn(false)
    const supervisor = await createSitting('supervisor-f')
    const admitted = await supervisor.cut(
      actEntry(supervisor.act(idOf('order'), 'work-admitted', { device: id, to: [] })),
    )
    await server.accept(unsigned(...(await ports.disk.outbox()), admitted))
    expect([...server.disk.log.values()].map((row) => row.held)).toEqual([null, null])
  })
})
