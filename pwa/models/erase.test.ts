import { expect, test } from 'vitest'
import type { Database } from '../storage/database.ts'
import { emptyDevice, type Places } from './erase.ts'

class Killed extends Error {}

/** A device as arrays, which is killed before its nth change. */
const deviceKilledAt = (nth: number) => {
  let changes = 0
  const dies = () => {
    if (++changes === nth) throw new Killed()
  }
  const kept = {
    meta: new Map<string, unknown>([
      ['orders', { key: 'orders', value: { revoked: false, erase: true, reported: true } }],
      ['slot:fatima', {}],
    ]),
    rows: new Map<string, unknown>([['1', {}]]),
    isThere: true,
    files: true,
    marks: true,
    app: true,
  }
  const tableOf = (name: 'meta' | 'rows') => ({
    get: async (key: string) => kept[name].get(key),
    put: async (value: { key: string }) => void kept[name].set(value.key, value),
    clear: async () => kept[name].clear(),
  })
  const meta = tableOf('meta')
  const database = {
    meta,
    tables: [meta, tableOf('rows')],
    transaction: async (_mode: string, _tables: unknown, work: () => Promise<void>) => {
      dies()
      await work()
    },
    delete: async () => {
      dies()
      kept.meta.clear()
      kept.rows.clear()
      kept.isThere = false
    },
  }
  const places: Places = {
    files: async () => {
      dies()
      kept.files = false
    },
    marks: () => {
      dies()
      kept.marks = false
    },
    app: async () => {
      dies()
      kept.app = false
    },
  }
  const run = () => emptyDevice(database as unknown as Database, places)
  return { kept, run }
}

test('nothing is left of the database, the files, the marks and the app', async () => {
  const { kept, run } = deviceKilledAt(99)
  await run()
  expect(kept).toMatchObject({ isThere: false, files: false, marks: false, app: false })
})

test('killed before any of its steps, what holds data still has the order to go on, or is gone', async () => {
  for (let nth = 1; nth <= 5; nth++) {
    const { kept, run } = deviceKilledAt(nth)
    await expect(run()).rejects.toThrow(Killed)
    if (kept.rows.size > 0 || kept.files || kept.marks) expect(kept.meta.has('orders')).toBe(true)
    await run()
    expect(kept).toMatchObject({ isThere: false, files: false, marks: false, app: false })
  }
})

test('from its first step on nobody could open it: slots and rows go together', async () => {
  const { kept, run } = deviceKilledAt(2)
  await expect(run()).rejects.toThrow(Killed)
  expect([...kept.meta.keys()]).toEqual(['orders'])
  expect(kept.rows.size).toBe(0)
})
