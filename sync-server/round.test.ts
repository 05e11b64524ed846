// Which waiting requests an hourly round looks at: those whose day has come, and all of them once what their day was worked
// out with has changed.
import { expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { createRound } from './round.ts'
import { syncPorts } from './routes/sync-ports.ts'
import { createTestServer } from './testing/test-server.ts'

test('rule 14: a request that waits is looked at before its day only when the days off have changed', async () => {
  let calendar: Calendar = { weekend: [6, 0], holidays: [] }
  const server = await createTestServer({ calendar: () => calendar })
  const { db } = server.deps
  const round = createRound(server.deps, syncPorts(server.deps))
  const { signal } = new AbortController()
  // Nothing is known of it: whoever looks at it takes it off the list.
  const wait = (lookOn: string) => db.insertInto('awaited').values({ dossier: 'd', look_on: lookOn }).execute()
  const waiting = async () => (await db.selectFrom('awaited').selectAll().execute()).length
  try {
    await round(signal)
    await wait('2099-01-01')
    await round(signal)
    // As a restart does.
    await createRound(server.deps, syncPorts(server.deps))(signal)
    expect(await waiting()).toBe(1)
    calendar = { ...calendar, holidays: ['2026-12-01'] }
    await round(signal)
    expect(await waiting()).toBe(0)
    await wait('2026-11-21')
    await round(signal)
    expect(await waiting()).toBe(0)
  } finally {
    await server.close()
  }
})

test('a round that is told to end leaves the rest for the next, which looks at all again', async () => {
  const server = await createTestServer()
  const { db } = server.deps
  const round = createRound(server.deps, syncPorts(server.deps))
  try {
    await db.insertInto('awaited').values({ dossier: 'd', look_on: '2099-01-01' }).execute()
    await expect(round(AbortSignal.abort())).rejects.toThrow()
    expect(await db.selectFrom('awaited').selectAll().execute()).toHaveLength(1)
    await round(new AbortController().signal)
    expect(await db.selectFrom('awaited').selectAll().execute()).toEqual([])
  } finally {
    await server.close()
  }
})
