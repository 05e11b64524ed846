// The guard's decisions over a disk of numbers; a real one that fills up is in faults/full-disk.fault.ts.
import { expect, test } from 'vitest'
import { createStorageGuard, type GuardedDisk } from './storage-guard.ts'

const MB = 1024 * 1024

/** 100 MB, of which `used` by others. */
const createDisk = (used: number) => {
  const state = { used: used * MB, reserve: 0, checkpoints: 0, fails: false }
  const disk: GuardedDisk = {
    room: () => ({ free: 100 * MB - state.used - state.reserve, total: 100 * MB }),
    reserved: () => state.reserve,
    makeReserve: (bytes) => {
      if (state.fails) return false
      state.reserve = bytes
      return true
    },
    dropReserve: () => {
      state.reserve = 0
    },
    checkpoint: async () => {
      state.checkpoints++
      if (state.fails) throw new Error('disk full')
    },
  }
  const said: string[] = []
  const log = (level: string) => () => void said.push(level)
  const guard = createStorageGuard(disk, { info: log('info'), warn: log('warn'), error: log('error') })
  return { state, guard, said }
}

test('the reserve is made at the first look and kept', async () => {
  const { guard, state, said } = createDisk(10)
  expect(await guard.look()).toBe('ok')
  expect(state.reserve).toBe(8 * MB)
  expect(said).toEqual([])
})

test('each change of state is said once, however often one looks', async () => {
  const { guard, state, said } = createDisk(10)
  for (const used of [10, 78, 80, 60, 60, 90, 90, 50]) {
    state.used = used * MB
    await guard.look()
    await guard.look()
  }
  expect(said).toEqual(['warn', 'info', 'error', 'info'])
})

test('85 % used is low, the reserve counted in', async () => {
  const { guard, state } = createDisk(76)
  expect(await guard.look()).toBe('ok')
  state.used = 77 * MB
  expect(await guard.look()).toBe('low')
})

test('when little is left the reserve goes and the log is written back, at once', async () => {
  const { guard, state } = createDisk(80)
  await guard.look()
  state.used = 89 * MB
  expect(await guard.look()).toBe('full')
  expect([state.reserve, state.checkpoints]).toEqual([0, 1])
})

test('the room the reserve leaves is not taken for room: full stays full until there is more', async () => {
  const { guard, state } = createDisk(80)
  await guard.look()
  state.used = 89 * MB
  for (let turn = 0; turn < 5; turn++) expect(await guard.look()).toBe('full')
  state.used = 85 * MB
  expect(await guard.look()).toBe('full')
  state.used = 84 * MB
  expect(await guard.look()).toBe('low')
  expect(state.reserve).toBe(8 * MB)
})

test('a full disk that only the database has met counts, and failing to write the log back is survived', async () => {
  const { guard, state } = createDisk(20)
  await guard.look()
  state.fails = true
  await guard.ranOut()
  // It says that it has room, and takes nothing: a quota.
  expect(await guard.look()).toBe('full')
  state.fails = false
  expect(await guard.look()).toBe('ok')
})

test('a start on a full disk is full from the first look', async () => {
  const { guard, state } = createDisk(95)
  expect(await guard.look()).toBe('full')
  expect(state.reserve).toBe(0)
})
