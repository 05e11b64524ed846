// The enrolled device: its disk, its sync loop, and the sitting that is open on it or not. Locked, it forgets keys and
// documents and goes on sending what was cut into packets before.
import type { Agent } from '../../shared/access/directory.ts'
import { parseDirectory } from '../../shared/sync/directory-schema.ts'
import { cutUnsent } from '../../shared/sync/client.ts'
import { createSyncMemory } from '../../shared/sync/exchange.ts'
import type { ClientPorts, SessionKeys } from '../../shared/sync/ports.ts'
import { createComparison } from '../storage/comparison.ts'
import type { Database } from '../storage/database.ts'
import { createDeviceDisk } from '../storage/device-disk.ts'
import type { DiskState } from '../storage/disk-state.ts'
import { openMeta, readMeta } from '../storage/meta.ts'
import { createQueue } from '../storage/queue.ts'
import { createRows } from '../storage/rows.ts'
import { createSounds } from '../storage/sounds.ts'
import { beginSitting, endSittings, importSigningKey, leftSitting } from '../storage/sitting.ts'
import type { Secrets } from '../storage/slot.ts'
import { createCodec } from '../sync/codec.ts'
import { sendOverHttp } from '../sync/http.ts'
import { createLoop } from '../sync/loop.ts'
import type { Loop } from '../sync/loop.ts'
import { createBoardLink } from './board-link.ts'
import { closeCommuneDesks, openCommuneDesks } from './commune-desks.ts'
import type { CommuneLine } from './commune-line.ts'
import { communeLineOf, showLines } from './commune-lines.ts'
import { setCurrent } from './current.ts'
import { showLink } from './link-state.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { createOpened } from './opened.ts'
import type { PackStore } from './pack-store.ts'
import { createShownPacks } from './shown-packs.ts'
import { createSealer } from './receipt-signing.ts'
import { forget, state } from './state.ts'
import { summarise } from './summarise.ts'
import type { Summary } from './summary.ts'
import { createRound } from './sync-round.ts'
import { createWaitingMeter } from './waiting-meter.ts'
import type { Writer } from './writer.ts'

export interface Device {
  /** Begins a sitting. Rejects when the disk does. */
  open(agent: string, secrets: Secrets): Promise<void>
  /** Cuts what is unsent, then forgets. Resolves when nothing of the sitting is in memory. */
  lock(): Promise<void>
  readonly loop: Loop
  refreshPacks(): Promise<boolean>
}

interface Sitting {
  readonly keys: SessionKeys
  readonly dataKey: CryptoKey
  readonly me: Agent
  readonly lives: LiveDossiers
}

export interface DeviceEvents {
  /** The open sitting can send nothing more: it must be locked. */
  forked(): void
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

  const disk: DiskState = {
    database,
    queue: createQueue(),
    unlocked: null,
    now: () => new Date().toISOString(),
    changed: (summaries, fromServer) => {
      if (!sitting) return
      showLines(summaries as readonly (Summary | CommuneLine)[], sitting.me)
      if (fromServer) void sitting.lives.refresh(summaries.map((one) => one.id))
    },
  }
  const deviceDisk = createDeviceDisk(disk)
  const board = createBoardLink(() => loop.poke(0))

  const meter = createWaitingMeter(deviceDisk)

  const keysOf = async (incarnation: string): Promise<SessionKeys | null> => {
    if (!sitting) return null
    if (incarnation === sitting.keys.incarnation) return sitting.keys
    const device = await readMeta(database, 'device')
    return device && leftSitting(database, sitting.dataKey, device.id, incarnation)
  }

  const portsFor = async (stop: AbortSignal): Promise<ClientPorts | null> => {
    const serverKey = await readMeta(database, 'server-key')
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
        sendOverHttp(request, { wantsBoard: sitting !== null && board.wanted(), stop, heard: board.heard, sent }),
      keysOf,
      now: () => Date.now(),
      random,
    }
  }

  const takeFacts = async () => {
    beacon = (await deviceDisk.syncState()).beacon
    if (!sitting) return
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
    // A server on this very machine needs no network.
    mayReach: () => navigator.onLine || location.hostname === 'localhost',
    now: disk.now,
    ended: async (outcome) => {
      await takeFacts()
      await meter.measure()
      if (!sitting || outcome.type !== 'synced') return
      await endSittings(database, sitting.keys.incarnation)
      if (outcome.report.packsVersion !== packs.version() || !(await packs.complete())) void shownPacks.refresh()
    },
    forked: events.forked,
  })

  const loop = createLoop({
    round,
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
    const device = await readMeta(database, 'device')
    const directory = await readDirectory(database, dataKey)
    const me = directory?.agents.find((one) => one.id === agentId)
    if (!device || !directory || !me) throw new Error('this person is no longer known on this device')
    await loop.pause()
    const keys = await beginSitting(database, dataKey, device.id, me, agentKey)
    const sealer = await createSealer(agentKey, secrets.agentKey)
    const rows = await createRows(database, dataKey)
    disk.unlocked = {
      key: dataKey,
      rows,
      comparison: createComparison(database, rows),
      incarnation: keys.incarnation,
      summarise: (id, entries, held) => communeLineOf(id, entries, held) ?? summarise(id, entries, held, packOf),
    }
    state.directory.value = directory
    state.agent.value = agentId
    shownPacks.show()
    const writer: Writer = {
      me,
      device: device.id,
      incarnation: keys.incarnation,
      now: disk.now,
      beacon: () => beacon,
      directory: () => state.directory.value ?? directory,
      packs: () => [...packs.known().values()],
      packOf,
      wrote: (what, dossier) => {
        const isWatched = state.presence.value.some((one) => one.dossier === dossier)
        loop.poke(pokeAfterMs[what === 'draft' && isWatched ? 'watched' : what])
        meter.measureSoon()
      },
    }
    memory = createSyncMemory()
    const lives = createLiveDossiers((id) => openLiveDossier(id, deviceDisk, writer))
    sitting = { keys, dataKey, me, lives }
    showLines((await deviceDisk.summaries()) as readonly (Summary | CommuneLine)[], me)
    await deviceDisk.refreshStale()
    await takeFacts()
    await cutLeftovers()
    board.open(me)
    setCurrent(
      createOpened({
        disk: deviceDisk,
        sounds: createSounds(database, dataKey),
        writer,
        lives,
        packs,
        sealer,
        syncNow: loop.now,
        show: board.show,
      }),
    )
    loop.resume()
    openCommuneDesks({ database, disk: deviceDisk, lives, writer, random })
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
    setCurrent(null)
    closeCommuneDesks()
    board.close()
    sitting?.lives.closeAll()
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
      await disk.queue.run(() => Promise.resolve())
      await cutLeftovers()
    } finally {
      // A disk that fails may not keep the keys in memory: the rows stay, and the next unlock cuts them.
      close()
    }
    await endSittings(database, null)
  }

  return { open, lock, loop, refreshPacks: shownPacks.refresh }
}

const readDirectory = async (database: Database, key: CryptoKey) => {
  const parsed = parseDirectory(JSON.stringify(await openMeta(database, key, 'directory')))
  return parsed.ok ? parsed.value : null
}
