import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { watchDesk } from './pause-watch.ts'
import type { Phase } from './state.ts'

/** A desk whose time is moved by hand: timers run when they are due, and the door does what it is asked. */
const desk = (how: { readonly slowDoor?: boolean } = {}) => {
  const phase = signal<Phase>('locked')
  const asked: string[] = []
  const timers = new Map<number, { readonly due: number; readonly work: () => void }>()
  let now = 0
  let slept = 0
  let ids = 0
  const go = (what: string, next: Phase) => async () => {
    asked.push(what)
    if (how.slowDoor) await new Promise<void>(() => undefined)
    phase.value = next
  }
  const watch = watchDesk({
    phase,
    clocks: () => ({ ticks: now, wall: now + slept }),
    seen: () => ({ turned: false, busy: false, hidden: false }),
    setTimer: (work, ms) => {
      ids++
      timers.set(ids, { due: now + ms, work })
      return ids
    },
    clearTimer: (id) => timers.delete(id as number),
    pause: go('pause', 'paused'),
    lock: go('lock', 'locked'),
  })
  const wait = async (ms: number) => {
    const end = now + ms
    for (;;) {
      const next = [...timers].sort(([, a], [, b]) => a.due - b.due)[0]
      if (next === undefined || next[1].due > end) break
      timers.delete(next[0])
      now = Math.max(now, next[1].due)
      next[1].work()
      await new Promise((resolve) => setImmediate(resolve))
    }
    now = end
  }
  return { phase, asked, watch, wait, timers, sleep: (ms: number) => (slept += ms) }
}

test('nothing is watched while nobody is at the desk', async () => {
  const { asked, wait, watch } = desk()
  await wait(3_600_000)
  watch.touch()
  expect(asked).toEqual([])
})

test('a desk that is left is paused once, then locked once', async () => {
  const { phase, asked, wait } = desk()
  phase.value = 'open'
  await wait(125_000)
  expect(asked).toEqual(['pause'])
  await wait(14 * 60_000)
  expect(asked).toEqual(['pause'])
  await wait(60_000)
  expect(asked).toEqual(['pause', 'lock'])
  await wait(3_600_000)
  expect(asked).toEqual(['pause', 'lock'])
})

test('a touch puts it off; whoever comes back has two minutes again', async () => {
  const { phase, asked, wait, watch } = desk()
  phase.value = 'open'
  await wait(119_000)
  watch.touch()
  await wait(119_000)
  expect(asked).toEqual([])
  await wait(2_000)
  phase.value = 'open'
  await wait(119_000)
  expect(asked).toEqual(['pause'])
})

test('the touch that wakes a machine does not save the screen', async () => {
  const { phase, asked, watch, wait, sleep } = desk()
  phase.value = 'open'
  await wait(5_000)
  sleep(20 * 60_000)
  watch.touch()
  expect(asked).toEqual(['lock'])
})

test('a door that is slow is asked once', async () => {
  const { phase, asked, wait, watch } = desk({ slowDoor: true })
  phase.value = 'open'
  await wait(600_000)
  watch.touch()
  watch.look()
  expect(asked).toEqual(['pause'])
})
