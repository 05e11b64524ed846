// What is counted of a running server, in the form Prometheus reads. One registry for each app, no global: two servers in
// one process never mix. Labels are route patterns, verdicts and numbers, never a name, an id, an address or a reference.
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ServerTx } from '../../shared/sync/server-ports.ts'
import type { ServerState } from './read-state.ts'
import { tallyTx, type Tally } from './tally.ts'

/** Work that may queue up. */
export type Queue = 'sync' | 'examiner' | 'blobs'

export type MessageOutcome = 'sent' | 'failed' | 'retried'

export interface Metrics {
  /** `route` is the pattern. */
  request(asked: {
    readonly route: string
    readonly method: string
    readonly status: number
    readonly ms: number
  }): void
  /** Counts what a sync transaction writes, once it is committed. `run` shows it the transaction. */
  inTransaction<T>(run: (over: (tx: ServerTx) => ServerTx) => Promise<T>, now: () => Date): Promise<T>
  refused(packets: number): void
  /** To a person: taken by the gateway, given up, or to be tried again. */
  message(outcome: MessageOutcome): void
  /** Waiting or at work. */
  queued<T>(queue: Queue, work: () => Promise<T>): Promise<T>
  /** Memory, processor and event loop of the whole process; for the one app that a process serves. */
  watchProcess(): void
  /** The page for the collector. */
  page(state: ServerState): Promise<MetricsPage>
  /** For a page of several. */
  told(state: ServerState): Promise<Told>
}

export interface MetricsPage {
  readonly text: string
  readonly type: string
}

type Told = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

/** Of one process: its own figures, then each commune's, by its code alone. */
export const pageOfSeveral = async (own: Registry, communes: readonly Told[]): Promise<MetricsPage> => {
  const text = [await own.metrics(), await AggregatorRegistry.aggregate([...communes]).metrics()].join('\n')
  return { text, type: own.contentType }
}

export interface ProcessMetrics {
  readonly registry: Registry
  /** The hourly round of one commune. */
  round(outcome: 'done' | 'failed'): void
}

export const createProcessMetrics = (): ProcessMetrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const rounds = new Counter({
    name: 'morchid_rounds_total',
    help: 'Hourly rounds of communes: done, or failed since the commune does not open or did not come to its end',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return { registry, round: (outcome) => rounds.inc({ outcome }) }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])
const SECOND = 1
const DAY = 86_400

/** `commune`: its code, where several are on one page. */
export const createMetrics = (commune?: string): Metrics => {
  const registry = new Registry()
  if (commune !== undefined) registry.setDefaultLabels({ commune })
  const registers = [registry]
  const requests = new Counter({
    name: 'morchid_http_requests_total',
    help: 'Requests answered, by route pattern and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const sync = new Histogram({
    name: 'morchid_sync_duration_seconds',
    help: 'POST /api/sync, from the first byte of the head to the answer',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, SECOND, 2.5, 5, 10, 30],
    registers,
  })
  const packets = new Counter({
    name: 'morchid_packets_total',
    help: 'Packets accepted into the log, or refused',
    labelNames: ['outcome'],
    registers,
  })
  const entries = new Counter({
    name: 'morchid_entries_total',
    help: 'Entries taken into the log: applied, or held with the reason',
    labelNames: ['verdict'],
    registers,
  })
  const lag = new Histogram({
    name: 'morchid_packet_lag_seconds',
    help: 'From the last contact that a packet quotes to its arrival: it is at most that old',
    buckets: [60, 600, 3600, 6 * 3600, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY],
    registers,
  })
  const transactions = new Histogram({
    name: 'morchid_db_transaction_seconds',
    help: 'Sync transactions until their COMMIT, the wait for their turn included',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, SECOND, 5],
    registers,
  })
  const queues = new Gauge({
    name: 'morchid_queue',
    help: 'Waiting or at work',
    labelNames: ['queue'],
    registers,
  })
  const messages = new Counter({
    name: 'morchid_messages_total',
    help: 'Messages to people: taken by the gateway, given up, or to be tried again',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of ['sent', 'failed', 'retried'] satisfies MessageOutcome[]) messages.inc({ outcome }, 0)
  for (const outcome of ['accepted', 'refused']) packets.inc({ outcome }, 0)
  for (const queue of ['sync', 'examiner', 'blobs'] satisfies Queue[]) queues.set({ queue }, 0)
  const tell = gaugesOfState(registers)

  const add = (tally: Tally): void => {
    packets.inc({ outcome: 'accepted' }, tally.packets)
    for (const [verdict, count] of tally.verdicts) entries.inc({ verdict }, count)
    for (const seconds of tally.lags) lag.observe(seconds)
  }

  return {
    request: ({ route, method, status, ms }) => {
      requests.inc({ route, method: methods.has(method) ? method : 'other', status: String(status) })
      if (route === '/api/sync') sync.observe(ms / 1000)
    },
    inTransaction: async (run, now) => {
      const started = performance.now()
      // Told anew each time the transaction begins: an engine may begin it again.
      let tally: Tally | null = null
      const value = await run((tx) => {
        const counted = tallyTx(tx, now)
        tally = counted.tally
        return counted.tx
      })
      transactions.observe((performance.now() - started) / 1000)
      if (tally) add(tally)
      return value
    },
    refused: (count) => packets.inc({ outcome: 'refused' }, count),
    message: (outcome) => messages.inc({ outcome }),
    queued: async (queue, work) => {
      queues.inc({ queue })
      try {
        return await work()
      } finally {
        queues.dec({ queue })
      }
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    told: (state) => {
      tell(state)
      return registry.getMetricsAsJSON()
    },
    page: async (state) => {
      tell(state)
      return { text: await registry.metrics(), type: registry.contentType }
    },
  }
}

/** What is read when the collector asks. What is not known has no line, which an alarm can see (`absent`). */
const gaugesOfState = (registers: Registry[]): ((state: ServerState) => void) => {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
    new Gauge({ name: `morchid_${name}`, help, labelNames, registers })
  const info = gauge('info', 'The version of the program', ['version'])
  const ping = gauge('db_ping_seconds', 'The smallest question to the database')
  const epoch = gauge('epoch', 'Lives of this server: grows by one at each restore')
  const disk = gauge('disk_bytes', 'The disk of the data folder', ['of'])
  const diskState = gauge('disk_state', '0 has room, 1 over 85 % used, 2 full: nothing is received')
  const backup = gauge('backup_age_seconds', 'Since the last verified copy')
  const devices = gauge('devices', 'Devices in trust')
  const silent = gauge('devices_silent', 'Devices in trust not heard for that many days', ['days'])
  const unsent = gauge('unsent_entries', 'Entries that devices said to have and that have not come since')
  const untold = gauge('messages_waiting', 'Requests of which a person may have to be told something')
  const putOrDrop = (one: Gauge, value: number | null): void => (value === null ? one.remove() : one.set(value))
  return (state) => {
    info.set({ version: state.version }, 1)
    ping.set(state.pingSeconds)
    epoch.set(state.epoch)
    disk.set({ of: 'free' }, state.disk.free)
    disk.set({ of: 'total' }, state.disk.total)
    diskState.set({ ok: 0, low: 1, full: 2 }[state.disk.state])
    putOrDrop(backup, state.backupAgeSeconds)
    devices.set(state.devices.trusted)
    for (const [days, count] of state.devices.silent) silent.set({ days: String(days) }, count)
    unsent.set(state.devices.unsent)
    untold.set(state.untold)
  }
}
