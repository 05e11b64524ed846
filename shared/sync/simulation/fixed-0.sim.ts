// Schedules 1 to 500 of the two thousand with fixed seeds (SPEC.md, "How it is proven").
import { expect, test } from 'vitest'
import { runSchedules } from './run-schedules.ts'

test('rules 1 to 10: schedules 1 to 500 lose nothing, and everybody sees the same', async () => {
  const { broken, totals } = await runSchedules(1, 500)
  expect(broken).toEqual([])
  // They must have done something for their silence to mean anything.
  expect(totals.rows).toBeGreaterThan(10_000)
  for (const name of ['deaths', 'kills', 'restores', 'profiles', 'hostile', 'together', 'held', 'told'] as const)
    expect(totals[name], name).toBeGreaterThan(100)
  for (const name of ['repairs', 'silent', 'splits'] as const) expect(totals[name], name).toBeGreaterThan(10)
  expect(totals.forks, 'forks').toBeGreaterThan(1)
})
