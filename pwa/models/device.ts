// The enrolled device: its disk, its sync loop, and the sitting that is open on it or not. Locked, it forgets keys and
// documents and goes on sending what was cut into packets before.
import { parseDirectory } from '../../shared/sync/directory-schema.ts'
import { cutUnsent } from '../../shared/sync/client.ts'
import { createSyncMemory } from '../../shared/sync/exchange.ts'
import type { ClientPorts } from '../../shared/sync/client-ports.ts'
import type { SessionKeys } from '../../shared/sync/ports.ts'
import { createComparison } from '../storage/comparison.ts'
import type { Database } from '../storage/database.ts'
import { reviveDevice } from '../storage/device-key.ts'
import { createDeviceDisk } from '../storage/device-disk.ts'
import type { DiskState } from '../storage/disk-state.ts'
import { noSync, openMeta, readMeta } from '../storage/meta.ts'
import { createQueue } from '../storage/queue.ts'
import { createRows } from '../storage/rows.ts'
import { beginSitting, endSittings, importSigningKey, leftSitting } from '../storage/sitting.ts'
import type { Secrets } from '../storage/slot.ts'
import { createCodec } from '../sync/codec.ts'
import { sendOverHttp } from '../sync/http.ts'
import { leaveToWorker } from '../sync/leave-to-worker.ts'
import { createLoop } from '../sync/loop.ts'
import type { Loop } from '../sync/loop.ts'
import { createBoardLink } from './board-link.ts'
import { communeLineOf } from './commune-lines.ts'
import { noteClock } from './clock-check.ts'
import { setCurrent } from './current.ts'
import { deviceVoice } from './device-voice.ts'
import { repairAtUnlock } from './damage.ts'
import { showLink } from './link-state.ts'
import { createOrdersWatch } from './orders-watch.ts'
import type { OrdersWatch } from './orders-watch.ts'
import type { PackStore } from './pack-store.ts'
import { createPostDoor } from './papers-door.ts'
import { createPaperTicket } from './papers-ticket.ts'
import { keepRecoverySlot } from './recovery.ts'
import { createShownPacks } from './shown-packs.ts'
import { createSealer } from './receipt-signing.ts'
import { createSeat } from './seat.ts'
import type { Seat } from './seat.ts'
import { forget, state } from './state.ts'
import { summarise } from './summarise.ts'
import { createRound } from './sync-round.ts'
import { createWaitingMeter } from './waiting-meter.ts'

export interface Device {
  /** Begins a sitting. Rejects when the disk does. */
  open(agent: string, secrets: Secrets): Promise<void>
  /** Cuts what is unsent, then forgets. Resolves when nothing of the sitting is in memory. */
  lock(): Promise<void>
  /** Forgets all that can be read; the keys stay, and sync goes on. */
  pause(): Promise<void>
  /** Rejects when what was forgotten can't be read again. */
  resume(): Promise<void>
  readonly loop: Loop
  /** What the commune ordered, and how long it may be read. */
  readonly orders: OrdersWatch
  refreshPacks(): Promise<boolean>
  /** With no sync on its way, and what an open sitting wrote in packets. Null before this device was enrolled. */
  alone<T>(work: (ports: ClientPorts) => Promise<T>): Promise<T | null>
}

interface Sitting {
  readonly keys: SessionKeys
  readonly dataKey: CryptoKey
  readonly seat: Seat
}

export interface DeviceEvents {
  /** False once another tab took the device: from then on this one writes nothing and sends nothing. */
  ours(): Promise<boolean>
  /** The open sitting can send nothing more: it must be locked. */
  forked(): void
  /** The device was told to stop: it is locked when this resolves. */
  ordered(): Promise<void>
  /** The commune ended the access of the person at it. */
  withdrawn(agent: string): void
  /** Everything is sent, and it was told to be empty. */
  empty(): Promise<void>
}

/**
 * A draft waits for the typing to pause, so that its rows travel merged, unless somebody else looks at it now; an act
 * goes at once.
 */
const pokeAfterMs = { draft: 8_000, watched: 300, act: 150 } as const

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const createDevice = (database: Database, packs: PackStore, events: DeviceEvents): Device => {
  let sitting: Sitting | null = null
  let beacon: string | null = null
  /** Of one sitting, or of the lock between two. */
  let memory = createSyncMemory()
  const packOf = (ref: string) => packs.known().get(ref) ?? null
  const calendarNow = () => state.directory.peek()?.calendar

  const disk: DiskState = {
    database,
    queue: createQueue(),
    unlocked: null,
    now: () => new Date().toISOString(),
    changed: (lines, fromServer) => sitting?.seat.changed(lines, fromServer),
  }
  const deviceDisk = createDeviceDisk(disk)
  const board = createBoardLink(() => {
    state.poked.value = disk.now()
    loop.poke(0)
  })

  const meter = createWaitingMeter(deviceDisk)
  const papers = createPostDoor({ database, ours: events.ours, poke: () => loop.poke(0) })
  const paperTicket = createPaperTicket(
    () => loop.now(),
    () => performance.now(),
  )

  const orders = createOrdersWatch({
    database,
    disk: deviceDisk,
    isOpen: () => sitting !== null,
    papers: () => papers.waiting(),
    lock: events.ordered,
    withdrawn: () => sitting && events.withdrawn(sitting.keys.agent),
    poke: () => loop.poke(0),
    empty: async () => {
      await loop.pause()
      await papers.aside()
      await events.empty()
    },
    show: (told) => {
      state.told.value = told
    },
    now: () => Date.now(),
  })

  const keysOf = async (incarnation: string): Promise<SessionKeys | null> => {
    if (!sitting) return null
    if (incarnation === sitting.keys.incarnation) return sitting.keys
    const device = await readMeta(database, 'device')
    return device && leftSitting(database, sitting.dataKey, device.id, incarnation)
  }

  const portsFor = async (stop: AbortSignal): Promise<ClientPorts | null> => {
    const serverKey = (await events.ours()) ? await readMeta(database, 'server-key') : null
    if (serverKey === null) return null
    return {
      disk: {
        ...deviceDisk,
        apply: async (answer) => {
          await deviceDisk.apply(answer)
          meter.measureSoon()
        },
      },
      codec: createCodec(serverKey),
      send: (request, sent) =>
        sendOverHttp(request, {
          wantsBoard: sitting !== null && (board.wanted() || paperTicket.wanted()),
          stop,
          heard: (headers) => {
            board.heard(headers)
            paperTicket.heard(headers)
          },
          sent,
        }),
      keysOf,
      ...(await deviceVoice(database, await orders.about())),
      now: () => Date.now(),
      random,
    }
  }

  const takeFacts = async () => {
    beacon = (await deviceDisk.syncState()).beacon
    if (!sitting?.seat.isTaken()) return
    const known = parseDirectory(JSON.stringify(await deviceDisk.fact('directory')))
    if (known.ok && JSON.stringify(known.value) !== JSON.stringify(state.directory.value))
      state.directory.value = known.value
  }

  const shownPacks = createShownPacks(packs, async (dossiers) => {
    if (sitting) await deviceDisk.refreshStale(dossiers)
  })

  const round = createRound({
    disk: deviceDisk,
    portsFor,
    sitting: () => sitting?.keys.incarnation ?? null,
    memory: () => memory,
    wantsContact: () => orders.wantsContact(),
    // A server on this very machine needs no network.
    mayReach: () => navigator.onLine || location.hostname === 'localhost',
    now: disk.now,
    ended: async (outcome) => {
      await takeFacts()
      await meter.measure()
      await orders.heard(outcome)
      if (outcome.type === 'synced') noteClock(beacon, Date.now())
      if (!sitting || outcome.type !== 'synced') return
      await endSittings(database, sitting.keys.incarnation)
      // A covered screen has no lists: nothing is known of what is being written then.
      if (sitting?.seat.isTaken())
        await papers.tidy((dossier) => state.summaries.value.some((one) => one.id === dossier && !one.submittedAt))
      if (outcome.report.packsVersion !== packs.version() || !(await packs.complete())) void shownPacks.refresh()
    },
    forked: events.forked,
  })

  const hasPackets = async (): Promise<boolean> =>
    (await database.rows.where('unsent').equals(1).count()) + (await deviceDisk.outbox()).length > 0

  const loop = createLoop({
    // One link, and packets have it first.
    round: async (stop) => {
      if (await hasPackets()) await papers.aside()
      const ended = await round(stop)
      showLink({ more: ((await readMeta(database, 'sync')) ?? noSync).more })
      if (await events.ours()) await leaveToWorker(ended.type === 'failed' ? await deviceDisk.outbox() : [], random(8))
      if (ended.type === 'done' && !ended.again) papers.goOn()
      return ended
    },
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    setTimer: (work, ms) => setTimeout(work, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    now: () => performance.now(),
    broken: (cause) => {
      showLink({ state: 'idle' })
      console.error('sync stopped', cause)
    },
  })

  const open = async (agentId: string, secrets: Secrets) => {
    try {
      if (!(await orders.mayOpen())) throw new Error('this device may not be opened')
      await begin(agentId, secrets)
    } catch (cause) {
      close()
      throw cause
    } finally {
      secrets.dataKey.fill(0)
      secrets.agentKey.fill(0)
    }
  }

  const begin = async (agentId: string, secrets: Secrets) => {
    const dataKey = await crypto.subtle.importKey('raw', new Uint8Array(secrets.dataKey), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ])
    const agentKey = await importSigningKey(secrets.agentKey)
    await reviveDevice(database, dataKey)
    const device = await readMeta(database, 'device')
    const directory = await readDirectory(database, dataKey)
    const me = directory?.agents.find((one) => one.id === agentId)
    if (!device || !directory || !me) throw new Error('this person is no longer known on this device')
    await keepRecoverySlot(database, device.id, secrets.dataKey, directory.recoveryKey)
    await loop.pause()
    const keys = await beginSitting(database, dataKey, device.id, me, agentKey)
    const sealer = await createSealer(agentKey, secrets.agentKey)
    const rows = await createRows(database, dataKey)
    disk.unlocked = {
      key: dataKey,
      rows,
      comparison: createComparison(database, rows),
      incarnation: keys.incarnation,
      summarise: (id, entries, held) =>
        communeLineOf(id, entries, held) ?? summarise(id, entries, held, packOf, calendarNow),
    }
    const seat = createSeat({
      database,
      disk: deviceDisk,
      dataKey,
      sealer,
      packs,
      board,
      paperTicket,
      me,
      device: device.id,
      incarnation: keys.incarnation,
      beacon: () => beacon,
      packOf,
      now: disk.now,
      wrote: (what, dossier) => {
        const isWatched = state.presence.value.some((one) => one.dossier === dossier)
        loop.poke(pokeAfterMs[what === 'draft' && isWatched ? 'watched' : what])
        meter.measureSoon()
      },
      syncNow: loop.now,
      random,
    })
    memory = createSyncMemory()
    sitting = { keys, dataKey, seat }
    await seat.take(directory)
    shownPacks.show()
    await deviceDisk.refreshStale()
    await takeFacts()
    await repairAtUnlock(disk)
    await cutLeftovers()
    seat.open()
    loop.resume()
  }

  /** What a killed sitting left is cut at once, so that its key need not be kept any longer. */
  const cutLeftovers = async () => {
    const ports = await portsFor(AbortSignal.abort())
    if (!ports || !sitting) return
    await cutUnsent(ports)
    await endSittings(database, sitting.keys.incarnation)
    await meter.measure()
  }

  /** Forgets everything of the sitting; what waits in the outbox goes on being sent. */
  const close = () => {
    sitting?.seat.leave()
    setCurrent(null)
    sitting = null
    memory = createSyncMemory()
    disk.unlocked = null
    forget()
    loop.resume()
  }

  const lock = async () => {
    if (!sitting) return
    setCurrent(null)
    try {
      await loop.pause()
      await settled()
      await cutLeftovers()
    } finally {
      // A disk that fails may not keep the keys in memory: the rows stay, and the next unlock cuts them.
      close()
    }
    if (await events.ours()) await endSittings(database, null)
  }

  /** What the screens that have left were still writing is on the disk. */
  const settled = async () => {
    await sitting?.seat.settled()
    await disk.queue.run(() => Promise.resolve())
  }

  const pause = async () => {
    await settled()
    sitting?.seat.leave()
  }

  const resume = async () => {
    const directory = sitting && (await readDirectory(database, sitting.dataKey))
    if (!sitting || !directory) throw new Error('nobody is at this device')
    await sitting.seat.take(directory)
    await takeFacts()
    sitting.seat.open()
  }

  const alone: Device['alone'] = async (work) => {
    await loop.pause()
    try {
      await cutLeftovers()
      const ports = await portsFor(AbortSignal.abort())
      return ports && (await work(ports))
    } finally {
      await takeFacts()
      await meter.measure()
      loop.resume()
    }
  }

  const stopAll: Loop['pause'] = async () => {
    await loop.pause()
    await papers.aside()
  }

  return {
    open,
    lock,
    pause,
    resume,
    loop: { ...loop, pause: stopAll },
    orders,
    refreshPacks: shownPacks.refresh,
    alone,
  }
}

const readDirectory = async (database: Database, key: CryptoKey) => {
  const parsed = parseDirectory(JSON.stringify(await openMeta(database, key, 'directory')))
  return parsed.ok ? parsed.value : null
}
