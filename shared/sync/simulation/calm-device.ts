// A device with a disk of arrays and a link without faults, working through the product's own client machine: for tests
// that look at one rule at a time. It never decides anything itself.
import { ok } from '../../text/result.ts'
import { syncOnce, type SyncOutcome, type SyncReport } from '../client.ts'
import { createSyncMemory, type SyncMemory } from '../exchange.ts'
import type { AppliedAnswer, ClientPorts } from '../client-ports.ts'
import type { Entry, SessionKeys } from '../ports.ts'
import { acceptSync } from '../server.ts'
import { encodeAnswer, type SyncAnswer } from '../wire-answer.ts'
import {
  actEntry,
  createCalmServer,
  createSitting,
  idOf,
  openedPayload,
  type AgentId,
  type CalmServer,
  type Sitting,
} from './calm.ts'
import { createClientDisk, type FakeClientDisk } from './client-disk.ts'
import { fakeCodec } from './crypto.ts'
import { honest } from './plan.ts'

export interface CalmDevice {
  readonly sitting: Sitting
  readonly disk: FakeClientDisk
  /** Add the keys of a sitting that died to have its rows cut. */
  readonly keyring: Map<string, SessionKeys>
  readonly ports: ClientPorts
  readonly memory: SyncMemory
  /** Every request, in the order of sending. */
  readonly sent: Uint8Array[]
  /** Everything the machine wrote down. */
  readonly applied: AppliedAnswer[]
  /** Keeps entries, of today's sitting unless said otherwise. */
  keep(entries: readonly Entry[], by?: Sitting): Promise<void>
  /** Opens a dossier of that name. */
  write(word: string, by?: Sitting): Promise<void>
  sync(changes?: Partial<ClientPorts>): Promise<SyncOutcome>
  /** Syncs until nothing more is to be done; the reports. */
  settle(): Promise<readonly SyncReport[]>
  /** For `sync`: the server's answer, changed on its way. */
  withAnswer(change: (answer: SyncAnswer) => SyncAnswer): Partial<ClientPorts>
}

export const createCalmDevice = async (
  agent: AgentId = 'mediator-a',
  server: CalmServer = createCalmServer(),
  word = 'first',
): Promise<CalmDevice> => {
  const sitting = await createSitting(agent, word)
  const disk = createClientDisk({ ...honest, crashPoint: () => undefined })
  const keyring = new Map([[sitting.keys.incarnation, sitting.keys]])
  const memory = createSyncMemory()
  const sent: Uint8Array[] = []
  const applied: AppliedAnswer[] = []
  let nonce = 0
  const ports: ClientPorts = {
    disk: {
      ...disk,
      apply: (answer) => {
        applied.push(answer)
        return disk.apply(answer)
      },
    },
    codec: fakeCodec,
    keysOf: async (incarnation) => keyring.get(incarnation) ?? null,
    now: () => 0,
    random: (length) => new Uint8Array(length).fill(++nonce),
    send: async (request, left) => {
      sent.push(request)
      left?.()
      const accepted = await acceptSync(server.ports, request)
      if (!accepted.ok) throw new Error(accepted.error)
      return ok(accepted.value.answer)
    },
  }
  const keep: CalmDevice['keep'] = async (entries, by = sitting) => {
    for (const entry of entries) await disk.keep(entry, by.keys.incarnation)
  }
  const sync: CalmDevice['sync'] = (changes = {}) =>
    syncOnce({ ...ports, ...changes }, memory, sitting.keys.incarnation)
  return {
    sitting,
    disk,
    keyring,
    ports,
    memory,
    sent,
    applied,
    keep,
    write: (word, by = sitting) => keep([actEntry(by.act(idOf(word), 'opened', openedPayload))], by),
    sync,
    settle: async () => {
      const reports: SyncReport[] = []
      do {
        if (reports.length > 20) throw new Error('it does not come to rest')
        reports.push(reportOf(await sync()))
      } while (reports.at(-1)?.again)
      return reports
    },
    withAnswer: (change) => ({
      send: async (request) => ok(encodeAnswer(change(await server.accept(request)), 2)),
    }),
  }
}

export const reportOf = (outcome: SyncOutcome): SyncReport => {
  if (outcome.type !== 'synced') throw new Error(outcome.type)
  return outcome.report
}
