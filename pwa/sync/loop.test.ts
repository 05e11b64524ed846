import { describe, expect, test } from 'vitest'
import { createLoop } from './loop.ts'
import type { Round } from './loop.ts'

const done: Round = { type: 'done', again: false, retryAfter: null }

/** Time stands still until `pass`; timers run in the order in which they are due. */
const createWorld = (rounds: readonly (Round | Promise<Round>)[] = []) => {
  let clock = 0
  let timers: { at: number; work: () => void }[] = []
  const seen: number[] = []
  const broken: unknown[] = []
  const loop = createLoop({
    round: async () => {
      seen.push(clock)
      return rounds[seen.length - 1] ?? done
    },
    random: () => 0.5,
    setTimer: (work, ms) => {
      const timer = { at: clock + ms, work }
      timers.push(timer)
      return timer
    },
    clearTimer: (timer) => {
      timers = timers.filter((one) => one !== timer)
    },
    now: () => clock,
    broken: (cause) => broken.push(cause),
  })
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const pass = async (ms: number) => {
    const end = clock + ms
    for (;;) {
      await settle()
      const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((one) => one !== next)
      clock = next.at
      next.work()
    }
    clock = end
    await settle()
  }
  return { loop, pass, seen, broken }
}

describe('the sync loop', () => {
  test('waits for the writing to pause, then sends once', async () => {
    const { loop, pass, seen } = createWorld()
    loop.poke(5_000)
    await pass(2_000)
    loop.poke(5_000)
    await pass(10_000)
    expect(seen).toEqual([5_000])
  })

  test('something urgent goes before what was planned', async () => {
    const { loop, pass, seen } = createWorld()
    loop.poke(10_000)
    loop.poke(100)
    await pass(9_000)
    expect(seen).toEqual([100])
  })

  test('goes on at once while there is more, then rests about a minute', async () => {
    const { loop, pass, seen } = createWorld([
      { ...done, again: true },
      { ...done, again: true },
    ])
    loop.poke(0)
    await pass(61_000)
    expect(seen).toEqual([0, 0, 0, 60_000])
  })

  test('a network that is back while a round fails on the old one is tried at once', async () => {
    const onItsWay = Promise.withResolvers<Round>()
    const { loop, pass, seen } = createWorld([onItsWay.promise])
    loop.poke(0)
    await pass(500)
    loop.linkIsBack()
    onItsWay.resolve({ type: 'failed', failures: 9, retryAfter: null })
    await pass(30_000)
    expect(seen.slice(0, 2)).toEqual([0, 1_500])
  })

  test('but never sooner than the server asked', async () => {
    const onItsWay = Promise.withResolvers<Round>()
    const { loop, pass, seen } = createWorld([onItsWay.promise])
    loop.poke(0)
    await pass(500)
    loop.linkIsBack()
    onItsWay.resolve({ type: 'failed', failures: 1, retryAfter: 20 })
    await pass(20_400)
    expect(seen).toEqual([0])
    await pass(5_000)
    expect(seen).toHaveLength(2)
  })

  test('waits longer after each failure, and as long as the server asks', async () => {
    const failed = (failures: number): Round => ({ type: 'failed', failures, retryAfter: null })
    const busy: Round = { type: 'failed', failures: 4, retryAfter: 100 }
    const { loop, pass, seen } = createWorld([failed(1), failed(2), failed(3), busy])
    loop.poke(0)
    await pass(200_000)
    const waits = seen.slice(1).map((at, i) => at - (seen[i] ?? 0))
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
    expect(waits[3]).toBeGreaterThanOrEqual(100_000)
  })

  test('what is written during a round is sent by the next one', async () => {
    let finish: (round: Round) => void = () => {}
    const { loop, pass, seen } = createWorld([new Promise<Round>((resolve) => (finish = resolve))])
    loop.poke(0)
    await pass(100)
    loop.poke(200)
    finish(done)
    await pass(100)
    expect(seen.length).toBe(2)
  })

  test('sends nothing while paused, and at once when resumed', async () => {
    const { loop, pass, seen } = createWorld()
    await loop.pause()
    loop.poke(0)
    await pass(500_000)
    expect(seen).toEqual([])
    loop.resume()
    await pass(1)
    expect(seen).toEqual([500_000])
  })

  test('goes on after a round that broke', async () => {
    const { loop, pass, seen, broken } = createWorld([Promise.reject(new Error('disk'))])
    loop.poke(0)
    await pass(61_000)
    expect(broken.length).toBe(1)
    expect(seen.length).toBe(2)
  })
})
