import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { SyncOutcome } from '../../shared/sync/client.ts'
import type { DeviceOrders, OutboxPacket } from '../../shared/sync/ports.ts'
import type { SessionState } from '../../shared/sync/wire-answer.ts'
import type { Database, Row } from '../storage/database.ts'
import { readMeta, writeMeta } from '../storage/meta.ts'
import { createOrdersWatch, type OrdersWatch } from './orders-watch.ts'
import { fakeMeta } from './testing/fake-meta.ts'
import type { Told } from './told-shape.ts'

const day = 86_400_000
const start = Date.parse('2026-03-01T08:00:00Z')
const beacon = `2026-03-01T08:00:00Z.${'A'.repeat(43)}`
const packet: OutboxPacket = { incarnation: 'i', n: 1, hash: 'h', bytes: new Uint8Array(9) }
const noOrder: DeviceOrders = { revoked: false, erase: false, leaseDays: 45, lentTo: null }

const answered = (orders: DeviceOrders | null, session: SessionState = 'open') =>
  ({ type: 'synced', report: { orders, session } }) as unknown as SyncOutcome
const unanswered: SyncOutcome = { type: 'no-answer', failure: { type: 'offline' } }

/** A device as arrays, and what happened to it. */
interface Device {
  now: number
  isOpen: boolean
  outbox: OutboxPacket[]
  uncut: number
  told: Told | null
  readonly done: string[]
  /** The browser lets nothing go. */
  refuses: boolean
  watch: OrdersWatch
}

const deviceWith = (database: Database): Device => {
  const rows = () => Array.from({ length: device.uncut }, () => ({ dossier: 'd' }) as Row)
  const found = { equals: () => ({ count: async () => device.uncut, toArray: async () => rows() }) }
  Object.assign(database, { rows: { where: () => found } })
  const done: string[] = []
  const watch = createOrdersWatch({
    database,
    disk: {
      outbox: async () => device.outbox,
      waiting: async () => ({ rows: device.uncut, bytes: device.outbox.length * 9, mark: null }),
      syncState: async () => ({
        epoch: null,
        cursors: {},
        beacon,
        directoryVersion: null,
        referencesLeft: 0,
        backup: 0,
      }),
    },
    isOpen: () => device.isOpen,
    lock: async () => {
      done.push('locked')
      device.isOpen = false
    },
    withdrawn: () => void done.push('withdrawn'),
    poke: () => void done.push('poked'),
    empty: async () => {
      if (device.refuses) throw new DOMException('held', 'NoModificationAllowedError')
      done.push('emptied')
    },
    show: (told) => {
      device.told = told
    },
    now: () => device.now,
  })
  const device: Device = { now: start, isOpen: true, outbox: [], uncut: 0, told: null, done, refuses: false, watch }
  return device
}

/** What follows an answer is not waited for by the loop. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

let database: Database
let device: Device
const heard = async (outcome: SyncOutcome): Promise<void> => {
  await device.watch.heard(outcome)
  await settled()
}
beforeEach(async () => {
  database = fakeMeta()
  await writeMeta(database, 'server-key', 'key')
  device = deviceWith(database)
  await device.watch.start()
})

describe('an order to be empty', () => {
  const erase = { ...noOrder, erase: true }

  test('locks, waits until everything is sent, tells the server, and only then empties', async () => {
    device.outbox = [packet]
    await heard(answered(erase))
    expect(device.done).toEqual(['locked'])
    expect(device.told).toMatchObject({ why: 'erase', step: 'send' })
    expect(await device.watch.about()).toEqual({})
    await heard(unanswered)
    device.outbox = []
    await heard(answered(erase, 'locked'))
    expect(device.done).toEqual(['locked', 'poked'])
    expect(device.told).toMatchObject({ step: 'report' })
    device.uncut = 2
    expect(await device.watch.about()).toEqual({ uncut: 2, erased: true })
    await heard(unanswered)
    expect(device.done).not.toContain('emptied')
    await device.watch.about()
    await heard(answered(erase, 'locked'))
    expect(device.done.at(-1)).toBe('emptied')
  })

  test('is kept: at the next start nobody gets in, and it goes on', async () => {
    device.outbox = [packet]
    await heard(answered(erase))
    const next = deviceWith(database)
    next.isOpen = false
    next.outbox = [packet]
    await next.watch.start()
    expect(next.told).toMatchObject({ why: 'erase', step: 'send' })
    expect(await next.watch.mayOpen()).toBe(false)
    expect(next.watch.wantsContact()).toBe(true)
  })

  test('once told to the server it is followed at the next start without any network', async () => {
    await writeMeta(database, 'orders', { revoked: false, erase: true, reported: true })
    const next = deviceWith(database)
    next.isOpen = false
    await next.watch.start()
    expect(next.done).toEqual(['emptied'])
  })

  test('refused by the browser, it is tried again at the next look', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    device.refuses = true
    await heard(answered(erase))
    await device.watch.about()
    await heard(answered(erase, 'locked'))
    expect(device.done).not.toContain('emptied')
    expect(complaints).toHaveBeenCalledOnce()
    device.refuses = false
    await device.watch.look()
    await settled()
    expect(device.done.at(-1)).toBe('emptied')
    complaints.mockRestore()
  })

  test('taken back before everything was sent, the device opens again', async () => {
    device.outbox = [packet]
    await heard(answered(erase))
    await heard(answered(noOrder, 'locked'))
    expect(device.told).toBe(null)
    expect(await device.watch.mayOpen()).toBe(true)
  })
})

describe('an answer that recognised nobody', () => {
  test('orders nothing and ends nobody’s access, whatever it says of the session', async () => {
    await heard(answered(null, 'revoked'))
    expect(device.done).toEqual([])
    expect(await device.watch.mayOpen()).toBe(true)
  })

  test('is no contact: the days go on being counted', async () => {
    device.now = start + 46 * day
    await heard(answered(null))
    expect(device.done).toEqual(['locked'])
    expect(device.told).toMatchObject({ why: 'lease', step: 'locked' })
  })
})

test('a person whom the commune ended is shut out; the device goes on', async () => {
  await heard(answered(noOrder, 'revoked'))
  expect(device.done).toEqual(['withdrawn'])
  expect(device.told).toBe(null)
})

test('of a revoked device the person is not shut out one by one', async () => {
  await heard(answered({ ...noOrder, revoked: true }, 'revoked'))
  expect(device.done).toEqual(['locked', 'poked'])
  expect(device.told).toMatchObject({ why: 'revoked' })
})

describe('the days without contact', () => {
  test('lock what is open when they are over, and the contact of a locked device opens it again', async () => {
    device.now = start + 45 * day
    await device.watch.look()
    await settled()
    expect(device.done).toEqual(['locked'])
    expect(device.watch.wantsContact()).toBe(true)
    await heard(answered(noOrder, 'locked'))
    expect(device.told).toBe(null)
  })

  test('are as many as the server says', async () => {
    await heard(answered({ ...noOrder, leaseDays: 3 }))
    device.isOpen = false
    device.now = start + 4 * day
    expect(await device.watch.mayOpen()).toBe(false)
    expect(device.told?.leaseDays).toBe(3)
  })

  test('survive the page: what was counted is on the disk', async () => {
    device.now = start + 50 * day
    await device.watch.look()
    await settled()
    const next = deviceWith(database)
    next.isOpen = false
    next.now = start
    await next.watch.start()
    expect(await next.watch.mayOpen()).toBe(false)
    expect((await readMeta(database, 'lease'))?.spent).toBe(50 * day)
  })

  test('are not renewed by a server that revokes', async () => {
    device.outbox = [packet]
    device.now = start + 10 * day
    await heard(answered({ ...noOrder, revoked: true }))
    expect((await readMeta(database, 'lease'))?.server).toBe(start)
    await device.watch.look()
    expect((await readMeta(database, 'lease'))?.spent).toBe(10 * day)
  })
})
