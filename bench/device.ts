// A whole Morchid device without a screen: the product's own client machine, real keys and seals, a disk and a wire.
// For benches, drills and whoever wants to try the protocol (device.md). Its disk is not sealed: never for people's
// real files.
import { setTimeout as sleep } from 'node:timers/promises'
import { createCodec } from '../pwa/sync/codec.ts'
import { syncOnce, type SyncOutcome, type SyncReport } from '../shared/sync/client.ts'
import { createSyncMemory } from '../shared/sync/exchange.ts'
import type { ActAuthor } from '../shared/dossier/act.ts'
import type { ClientPorts } from '../shared/sync/client-ports.ts'
import type { Entry } from '../shared/sync/ports.ts'
import { draftEntries, knownDossiers, readDossier, type Edit, type KnownDossier } from './device/dossiers.ts'
import { enrol } from './device/enrolment.ts'
import { createHttpLink, type HttpLink } from './device/http-link.ts'
import { readMeta, type Meta } from './device/meta.ts'
import { createKnownPacks, type KnownPacks } from './device/packs.ts'
import { syncUntilDone, type RoundPorts, type SyncOptions, type SyncSummary } from './device/rounds.ts'
import { beginSitting, endSittings, keysOfSitting } from './device/sittings.ts'
import { createSqliteDisk } from './device/sqlite-disk.ts'
import { openTables, type Tables } from './device/tables.ts'
import { entriesOf, type Facts } from './sync/dossiers.ts'

export interface DeviceOptions {
  /** Base address of the server. */
  readonly server: string
  /** An enrolment link (`npm run link`), or its code. Not needed to open a kept device again. */
  readonly enrolment?: string
  /** Where the device is kept; without it, it is in memory. */
  readonly dir?: string
  /** The link is dead when no byte moved for so long; a minute when nothing is said. */
  readonly silenceMs?: number
  /** How to wait between tries; a test need not. Ends early, without a failure, when told to. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>
}

export interface Device {
  readonly agent: string
  /** Who writes on it, for acts made by hand. */
  readonly author: ActAuthor
  /** Writes entries as they are: what `create` has no facts for. */
  keep(entries: readonly Entry[]): Promise<void>
  /** Writes whole requests down, submitted or with their draft still open to edits. Returns their ids. */
  create(dossiers: readonly Facts[], upTo?: 'draft' | 'submitted'): Promise<readonly string[]>
  /** All of them in one transaction. Rejects when a dossier is unknown here, or submitted. */
  edit(edits: readonly Edit[]): Promise<void>
  /** Both ways, until nothing is left or it gives up; it never rejects for what a network does. */
  sync(options?: SyncOptions): Promise<SyncSummary>
  /** Those of these that are on the device; all of them when nothing is said. */
  read(ids?: readonly string[]): Promise<readonly KnownDossier[]>
  /** No network from now on; what is on its way is cut. */
  offline(): void
  online(): void
  /** As if the process were killed: nothing is sent and nothing is cut. With a `dir`, the next opening goes on. */
  close(): Promise<void>
}

export const openDevice = async (options: DeviceOptions): Promise<Device> => {
  const { server, enrolment, dir = null, silenceMs = 60_000 } = options
  const tables = openTables(dir)
  const link = createHttpLink(server, silenceMs)
  const packs = createKnownPacks(tables, link)
  try {
    const known = readMeta(tables, 'enrolled')
    if (!known && enrolment === undefined) throw new Error('a new device needs an enrolment link')
    const enrolled = known ?? (await enrol(tables, link, packs, enrolment ?? ''))
    const identity = readMeta(tables, 'identity')
    if (!identity) throw new Error('this device has lost its keys')
    return await runDevice(tables, link, packs, { ...identity, ...enrolled }, options.wait ?? pause)
  } catch (cause) {
    link.close()
    tables.close()
    throw cause
  }
}

const runDevice = async (
  tables: Tables,
  link: HttpLink,
  packs: KnownPacks,
  who: Meta['identity'] & Meta['enrolled'],
  wait: NonNullable<DeviceOptions['wait']>,
): Promise<Device> => {
  const disk = createSqliteDisk(tables)
  const codec = createCodec(who.sealKey)
  const closing = new AbortController()
  let sitting = await beginSitting(tables, who)
  let memory = createSyncMemory()
  let turn: Promise<unknown> = Promise.resolve()

  const round = async (signal: AbortSignal): Promise<SyncOutcome> => {
    const ports: ClientPorts = {
      disk,
      codec,
      send: (request, sent) => link.sync(request, sent, signal),
      keysOf: async (wanted) => (wanted === sitting.incarnation ? sitting : keysOfSitting(tables, who, wanted)),
      about: { version: 'bench' },
      now: Date.now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    }
    const outcome = await syncOnce(ports, memory, sitting.incarnation)
    endSittings(tables, sitting.incarnation)
    if (outcome.type === 'synced') await packs.refresh(outcome.report.packsVersion)
    return outcome
  }
  const renewed = async ({ forked, session }: SyncReport): Promise<boolean> => {
    if (!forked.includes(sitting.incarnation) && session !== 'expired') return false
    sitting = await beginSitting(tables, who)
    memory = createSyncMemory()
    return true
  }
  const sync = async ({ tries, signal }: SyncOptions): Promise<SyncSummary> => {
    const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
    const before = link.traffic()
    const ports: RoundPorts = {
      // Rows stay rows as long as nothing can be sent: they travel merged.
      round: () => (link.isOffline() ? Promise.resolve(noNetwork) : round(stop)),
      failures: () => memory.failures,
      left: async () => (await disk.outbox()).length,
      renewed,
      random: Math.random,
      wait,
    }
    const rounds = await syncUntilDone(ports, { ...(tries === undefined ? {} : { tries }), signal: stop })
    const after = link.traffic()
    return {
      ...rounds,
      requests: after.requests - before.requests,
      bytesUp: after.up - before.up,
      bytesDown: after.down - before.down,
    }
  }

  return {
    agent: who.agent,
    author: { agent: who.agent, device: who.device, unit: who.unit, role: who.role },
    keep: async (entries) => disk.keep(entries, sitting.incarnation),
    create: async (dossiers, upTo = 'submitted') => {
      const { beacon } = await disk.syncState()
      const { agent, device, unit, role } = who
      const foreign = dossiers.find(({ who: writer }) => writer !== agent)
      if (foreign) throw new Error(`${agent} can't write what ${foreign.who} was told`)
      for (const facts of dossiers) {
        // A sync under way may begin another sitting between two requests.
        const { incarnation } = sitting
        const entries = entriesOf(facts, { agent, device, unit, role, incarnation, beacon })
        const submission = entries.findIndex(({ kind }) => kind === 'draft') + 1
        await disk.keep(upTo === 'draft' ? entries.slice(0, submission) : entries, incarnation)
      }
      return dossiers.map(({ id }) => id)
    },
    edit: async (edits) => disk.keep(draftEntries(tables, sitting, edits), sitting.incarnation),
    sync: (options = {}) => {
      const mine = turn.then(() => sync(options))
      turn = mine.catch(() => undefined)
      return mine
    },
    read: async (ids) => {
      const here = knownDossiers(tables)
      const wanted = ids ? new Set(ids) : null
      return here.filter((id) => wanted?.has(id) ?? true).map((id) => readDossier(tables, id, packs.of))
    },
    offline: link.offline,
    online: link.online,
    close: async () => {
      if (closing.signal.aborted) return
      closing.abort()
      await turn
      link.close()
      tables.close()
    },
  }
}

const noNetwork: SyncOutcome = { type: 'no-answer', failure: { type: 'offline' } }

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
