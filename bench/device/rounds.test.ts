// When a device asks again, waits, or stops: the rounds without a server.
import { expect, test } from 'vitest'
import type { SyncOutcome, SyncReport } from '../../shared/sync/client.ts'
import { syncUntilDone, type RoundPorts } from './rounds.ts'

const report = (changes: Partial<SyncReport> = {}): SyncOutcome => ({
  type: 'synced',
  report: {
    session: 'open',
    again: false,
    progress: false,
    sent: 0,
    bytesUp: 0,
    bytesDown: 0,
    pulled: 0,
    damaged: 0,
    held: [],
    refused: [],
    forked: [],
    regressed: [],
    newEpoch: false,
    packsVersion: '',
    retryAfter: null,
    orders: null,
    exchanges: 1,
    stranded: [],
    unclaimed: 0,
    repair: 'none',
    ...changes,
  },
})
const offline: SyncOutcome = { type: 'no-answer', failure: { type: 'offline' } }
const full: SyncOutcome = {
  type: 'no-answer',
  failure: { type: 'refused', status: 507, retryAfter: 300, problem: null },
}

/** Rounds that end like this, the last one again and again. */
const scripted = (...outcomes: readonly SyncOutcome[]) => {
  const waits: number[] = []
  let rounds = 0
  const ports: RoundPorts = {
    round: async () => outcomes[Math.min(rounds++, outcomes.length - 1)] ?? report(),
    failures: () => 3,
    left: async () => 0,
    renewed: async () => false,
    random: () => 0.5,
    wait: async (ms) => void waits.push(ms),
  }
  return { ports, waits, rounds: () => rounds }
}

test('it goes on while there is more, and sums up', async () => {
  const { ports, waits } = scripted(report({ again: true, pulled: 5 }), report({ pulled: 2 }))
  expect(await syncUntilDone(ports, {})).toMatchObject({ end: { type: 'synced' }, exchanges: 2, pulled: 7 })
  expect(waits).toEqual([])
})

test('rule 9: after failures it waits, the longer the more there were, and as long as the server asks', async () => {
  const { ports, waits } = scripted(offline, full, report())
  expect(await syncUntilDone(ports, {})).toMatchObject({ end: { type: 'synced' }, failures: 2 })
  expect(waits).toEqual([4_000, 315_000])
})

test('it gives up after so many failures in a row, and at once before another life of the server', async () => {
  const dead = scripted(offline, report({ again: true, pulled: 1 }), offline)
  expect(await syncUntilDone(dead.ports, { tries: 2 })).toMatchObject({
    end: { type: 'gave-up', last: offline },
    failures: 3,
  })
  const foreign = scripted({ type: 'foreign-epoch', counter: 1 })
  expect((await syncUntilDone(foreign.ports, {})).end.type).toBe('gave-up')
  expect(foreign.rounds()).toBe(1)
})

test('a server that says "again" and moves nothing, or that takes nothing, is not asked for ever', async () => {
  const again = scripted(report({ again: true }))
  expect((await syncUntilDone(again.ports, {})).end).toEqual({ type: 'stuck' })
  const waiting = scripted(report({ retryAfter: 10 }))
  expect((await syncUntilDone({ ...waiting.ports, left: async () => 1 }, {})).end).toEqual({ type: 'stuck' })
  expect(waiting.waits.length).toBeGreaterThan(0)
})

test('packets that are left, or a session that may not read, are never called synced', async () => {
  const { ports } = scripted(report())
  expect((await syncUntilDone({ ...ports, left: async () => 1 }, {})).end).toEqual({ type: 'stuck' })
  expect((await syncUntilDone(scripted(report({ session: 'revoked' })).ports, {})).end).toEqual({ type: 'stuck' })
})

test('a new sitting goes on where the old one ended', async () => {
  const { ports, rounds } = scripted(report({ session: 'expired' }), report())
  let renewals = 0
  const renewed = async ({ session }: SyncReport): Promise<boolean> => session === 'expired' && ++renewals === 1
  expect((await syncUntilDone({ ...ports, renewed }, {})).end).toEqual({ type: 'synced' })
  expect(rounds()).toBe(2)
})
