import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settleMs, type Attempt } from '../../shared/blob/send-order.ts'
import type { PaperToSend } from '../storage/papers-out.ts'
import { createBlobSender } from './blob-sender.ts'

const clock = 10 * settleMs
const paper = (hash: string, over: Partial<PaperToSend> = {}): PaperToSend => ({
  id: `d/${hash}`,
  dossier: 'd',
  hash,
  bytes: 100_000,
  keptAt: 0,
  begun: false,
  sent: 0,
  ...over,
})

/** A disk of rows, a link that answers as it is told, and a clock that moves when a timer is asked for. */
const createWorld = (papers: readonly PaperToSend[], answer: (paper: PaperToSend, tries: number) => Attempt) => {
  const rows = new Map(papers.map((one) => [one.id, one]))
  const spoiled = new Map<string, number>()
  const log: string[] = []
  const timers: { readonly at: number; readonly work: () => void; on: boolean }[] = []
  const broken: unknown[] = []
  let now = 0
  let atOnce = 0
  let tries = 0
  const drop = async (id: string, word: string) => {
    rows.delete(id)
    log.push(`${word} ${id}`)
  }
  const sender = createBlobSender({
    out: {
      waiting: async () => [...rows.values()],
      file: async (id) => (rows.get(id)?.hash === 'lost' ? null : new Uint8Array(4)),
      begun: async () => undefined,
      sent: async () => undefined,
      received: (id) => drop(id, 'received'),
      refuse: (id, why) => drop(id, `refused (${why})`),
      spoiled: async (id) => {
        spoiled.set(id, (spoiled.get(id) ?? 0) + 1)
        return spoiled.get(id) ?? 0
      },
      toAsk: async () => [],
      stands: async () => undefined,
    },
    may: async () => true,
    upload: async (one, _file, ports, chunk) => {
      expect(++atOnce).toBe(1)
      await Promise.resolve()
      atOnce--
      log.push(`try ${one.id}`)
      return { attempt: ports.stop.aborted || ports.aside() ? { type: 'aside' } : answer(one, tries++), chunk }
    },
    askStandings: async () => undefined,
    told: () => undefined,
    stale: () => void log.push('sync'),
    random: () => 0.5,
    now: () => now,
    clock: () => clock,
    setTimer: (work, ms) => {
      const timer = { at: now + ms, work, on: true }
      timers.push(timer)
      return timer
    },
    clearTimer: (timer) => {
      for (const one of timers) if (one === timer) one.on = false
    },
    broken: (cause) => broken.push(cause),
  })
  /** Lets what is on its way end, then the timers, until nothing is left or the work is done. */
  const settle = async (most = 2_000): Promise<void> => {
    for (let turn = 0; turn < most; turn++) {
      // All that follows from promises alone has happened after it.
      await new Promise((resolve) => setImmediate(resolve))
      const next = timers.filter((one) => one.on).toSorted((a, b) => a.at - b.at)[0]
      if (!next) return
      next.on = false
      now = Math.max(now, next.at)
      next.work()
    }
  }
  return { sender, rows, log, settle, broken }
}

describe('papers on their way', () => {
  test('go one at a time, and nothing goes before packets have left', async () => {
    const world = createWorld([paper('b', { bytes: 2_000 }), paper('a')], () => ({ type: 'received' }))
    await world.settle()
    expect(world.log).toEqual([])
    world.sender.goOn()
    await world.settle()
    expect(world.log).toEqual(['try d/b', 'received d/b', 'try d/a', 'received d/a'])
  })

  test('whatever the answers, each paper is received, refused with a word, or still waits; and all good ones arrive', async () => {
    const bad: fc.Arbitrary<Attempt> = fc.oneof(
      fc.constantFrom<Attempt>({ type: 'spoiled' }, { type: 'stale' }, { type: 'refused', why: 'blob-refused' }),
      fc.record({ type: fc.constantFrom('cut', 'again'), moved: fc.boolean() }),
      fc.record({ type: fc.constantFrom('busy', 'stranger'), retryAfter: fc.constantFrom(null, 1, 30) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bad, { maxLength: 20 }), fc.integer({ min: 2, max: 6 }), async (answers, count) => {
        const all = Array.from({ length: count }, (_, at) => paper(`p${at}`))
        // The first paper meets all that can go wrong; the others are taken when their turn comes.
        const left = [...answers]
        const world = createWorld(all, (one) =>
          one.hash === 'p0' ? (left.shift() ?? { type: 'received' }) : { type: 'received' },
        )
        world.sender.goOn()
        await world.settle()
        expect(world.broken).toEqual([])
        expect([...world.rows.keys()]).toEqual([])
        const ends = world.log.filter((line) => /^(received|refused)/.test(line))
        expect(ends).toHaveLength(count)
        for (const one of all.slice(1)) expect(ends).toContain(`received ${one.id}`)
      }),
      { numRuns: 40 },
    )
  })

  test('bytes that arrive as others three times are a refusal, told to a person', async () => {
    const world = createWorld([paper('a')], () => ({ type: 'spoiled' }))
    world.sender.goOn()
    await world.settle()
    expect(world.log).toEqual(['try d/a', 'try d/a', 'try d/a', 'refused (blob-spoiled) d/a'])
  })

  test('one whose file is gone from the disk is told, and stops nobody', async () => {
    const world = createWorld([paper('lost'), paper('z')], () => ({ type: 'received' }))
    world.sender.goOn()
    await world.settle()
    expect(world.log).toEqual(['refused (lost) d/lost', 'try d/z', 'received d/z'])
  })

  test('a packet goes first: nothing is on its way once aside, and the same paper goes on after', async () => {
    const world = createWorld([paper('a')], () => ({ type: 'received' }))
    world.sender.goOn()
    const aside = world.sender.aside()
    await world.settle()
    await aside
    expect(world.log.filter((line) => !line.startsWith('try'))).toEqual([])
    world.sender.goOn()
    await world.settle()
    expect(world.log.at(-1)).toBe('received d/a')
  })

  test('a time that is too old asks for a sync, and is tried again after it', async () => {
    const world = createWorld([paper('a')], (_, tries) => ({ type: tries === 0 ? 'stale' : 'received' }))
    world.sender.goOn()
    await world.settle()
    expect(world.log).toEqual(['try d/a', 'sync', 'try d/a', 'received d/a'])
  })
})
