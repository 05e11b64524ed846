// Keeps what the commune ordered of this device and how long it may be read, and follows it: locks, lets the loop send
// what is unsent, tells the server, empties the device. Killed anywhere, it goes on at the next start, because it decides
// from what is on the disk. It must never empty a device on anything but the server's own orders (ports.ts).
import type { SyncOutcome } from '../../shared/sync/client.ts'
import { beaconTimeOf } from '../../shared/dossier/act.ts'
import { leaseDaysUnlessTold } from '../../shared/sync/ports.ts'
import type { Database } from '../storage/database.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { readMeta, writeMeta } from '../storage/meta.ts'
import { createQueue } from '../storage/queue.ts'
import { isClockWrong, isOver, leaseFrom, lookedAt, type Lease } from './lease.ts'
import { isEnding, nextStep, noOrders, ordersAfter, type Orders, type Step } from './orders.ts'
import type { Told } from './told-shape.ts'

export interface OrdersParts {
  readonly database: Database
  readonly disk: Pick<DeviceDisk, 'outbox' | 'waiting' | 'syncState'>
  isOpen(): boolean
  /** Photographs that no server has yet: they leave before the device is emptied, as packets do. */
  papers?(): Promise<number>
  /** Locks the open sitting; its rows are cut. */
  lock(): Promise<void>
  /** The server knows this device and no longer the person at it. It isn't waited for. */
  withdrawn(): void
  /** Everything is sent: a round is wanted now, to say so. */
  poke(): void
  empty(): Promise<void>
  show(told: Told | null): void
  /** ms since 1970. */
  now(): number
}

export interface OrdersWatch {
  /** Before anything is opened: what was told stays told. */
  start(): Promise<void>
  /** What the next request says of this device besides what the machine counts. Asked once a round. */
  about(): Promise<{ readonly uncut?: number; readonly erased?: true }>
  /** After each round of the loop. It doesn't wait for what follows: that may wait for the loop. */
  heard(outcome: SyncOutcome): Promise<void>
  /** After an enrolment: the server has just been reached. */
  enrolled(): Promise<void>
  /** Whether somebody may open this device now, by what the clock shows now. */
  mayOpen(): Promise<boolean>
  /** A locked device with nothing to send asks the server all the same, to be told. */
  wantsContact(): boolean
  /** The clock is looked at; called every minute. */
  look(): Promise<void>
}

/** Between two contacts of a locked device with nothing to send. */
const contactEveryMs = 10 * 60_000

export const createOrdersWatch = (parts: OrdersParts): OrdersWatch => {
  const { database, disk, now } = parts
  const turns = createQueue()
  let orders: Orders = noOrders
  let lease: Lease | null = null
  /** ms, of this page's life alone. */
  let contactAt = Number.NEGATIVE_INFINITY
  let isGone = false
  let isReporting = false
  /** The request on its way says that this device empties itself. */
  let isSaid = false

  const serverTime = async (): Promise<number> => {
    const said = beaconTimeOf((await disk.syncState()).beacon)
    return said === null ? now() : Date.parse(said)
  }
  const renew = async (days: number): Promise<void> => {
    lease = leaseFrom(days, await serverTime(), now())
    contactAt = performance.now()
    await writeMeta(database, 'lease', lease)
  }
  const lookNow = async (): Promise<void> => {
    if (!lease) return
    lease = lookedAt(lease, now())
    await writeMeta(database, 'lease', lease)
  }
  const strandedRows = () => database.rows.where('unsent').equals(1).count()

  const stepNow = async (): Promise<Step> =>
    nextStep({
      orders,
      leaseOver: lease !== null && isOver(lease),
      sitting: parts.isOpen() ? 'open' : 'locked',
      packets: isEnding(orders) ? (await disk.outbox()).length + ((await parts.papers?.()) ?? 0) : 0,
    })

  const show = async (step: Step): Promise<void> => {
    if (step === 'work') return parts.show(null)
    if (step === 'lock') return
    const pending = await database.rows.where('pending').equals(1).toArray()
    parts.show({
      why: orders.revoked ? 'revoked' : orders.erase ? 'erase' : 'lease',
      step,
      requests: new Set(pending.map((row) => row.dossier)).size,
      bytes: (await disk.waiting()).bytes,
      stranded: await strandedRows(),
      lastContact: lease && new Date(lease.server).toISOString(),
      leaseDays: lease?.days ?? leaseDaysUnlessTold,
      clockWrong: lease !== null && isClockWrong(lease),
    })
  }

  const follow = () =>
    turns.run(async () => {
      for (;;) {
        if (isGone) return
        const step = await stepNow()
        await show(step)
        if (step === 'lock') {
          await parts.lock()
          // It did not lock: asked again at the next look.
          if (parts.isOpen()) return
          continue
        }
        if (step === 'report' && !isReporting) parts.poke()
        isReporting = step === 'report'
        if (step === 'empty') {
          isGone = true
          // A browser that refuses now is asked again at the next look.
          await parts.empty().catch((cause: unknown) => {
            isGone = false
            throw cause
          })
        }
        return
      }
    })
  const followSoon = (): void => void follow().catch((cause) => console.error('an order was not followed', cause))

  return {
    start: async () => {
      orders = (await readMeta(database, 'orders')) ?? noOrders
      lease = await readMeta(database, 'lease')
      // A device enrolled by an older app counts from the last time it knows of.
      if (!lease && (await readMeta(database, 'server-key')) !== null)
        lease = leaseFrom(leaseDaysUnlessTold, await serverTime(), now())
      await lookNow()
      await show(await stepNow())
      // It was killed while it emptied itself: nothing of what is left is to be looked at.
      if (orders.reported) await follow()
      else followSoon()
    },
    about: async () => {
      isSaid = isReporting
      return isSaid ? { uncut: await strandedRows(), erased: true } : {}
    },
    heard: async (outcome) => {
      if (outcome.type === 'synced' && isSaid && isEnding(orders)) {
        orders = { ...orders, reported: true }
        await writeMeta(database, 'orders', orders)
      }
      if (outcome.type === 'synced' && outcome.report.orders && !isGone) {
        const told = outcome.report.orders
        const after = ordersAfter(orders, told)
        if (after.revoked !== orders.revoked || after.erase !== orders.erase) {
          orders = after
          await writeMeta(database, 'orders', orders)
        }
        if (!told.revoked) await renew(told.leaseDays)
        if (outcome.report.session === 'revoked' && !isEnding(orders) && parts.isOpen()) parts.withdrawn()
      } else await lookNow()
      followSoon()
    },
    enrolled: async () => {
      await renew(lease?.days ?? leaseDaysUnlessTold)
      followSoon()
    },
    mayOpen: async () => {
      await lookNow()
      const step = await stepNow()
      await show(step)
      return step === 'work'
    },
    wantsContact: () =>
      lease !== null &&
      !isGone &&
      (isEnding(orders) || isOver(lease) || performance.now() - contactAt >= contactEveryMs),
    look: async () => {
      if (isGone) return
      await lookNow()
      followSoon()
    },
  }
}
