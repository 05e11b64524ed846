import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginWatch, idleLimits, lookAgainIn, lookAt, shown, touched } from './idle.ts'
import type { Clocks, Seen, Verdict, Watch } from './idle.ts'

const minute = 60_000
const helper: Seen = { turned: false, busy: false, hidden: false }
const at = (ticks: number, wall = ticks): Clocks => ({ ticks, wall })

/** Looks as often as it asks to be looked at, until `ms` are over; the first verdict and when it came. */
const waitFrom = (watch: Watch, from: number, ms: number, seenAt: (ticks: number) => Seen) => {
  let now = from
  let current = watch
  while (now < from + ms) {
    const seen = seenAt(now)
    now = Math.min(from + ms, now + Math.max(1, lookAgainIn(current, at(now), seen)))
    const looked = lookAt(current, at(now), seenAt(now))
    current = looked.watch
    if (looked.verdict !== 'stay') return { verdict: looked.verdict, after: now - from }
    if (!seenAt(now).hidden) current = shown(current)
  }
  return { verdict: 'stay' as Verdict, after: ms }
}

describe('a desk that nobody touches', () => {
  test('is paused after two minutes, and ten while the person has the screen', () => {
    const from = 5_000
    expect(waitFrom(beginWatch('open', at(from)), from, 20 * minute, () => helper)).toEqual({
      verdict: 'pause',
      after: 2 * minute,
    })
    expect(waitFrom(beginWatch('open', at(from)), from, 20 * minute, () => ({ ...helper, turned: true }))).toEqual({
      verdict: 'pause',
      after: 10 * minute,
    })
  })

  test('is paused soon when its window is hidden, but not while it lies behind the person’s own', () => {
    const hidden = (turned: boolean) => () => ({ turned, busy: false, hidden: true })
    const soon = waitFrom(beginWatch('open', at(0)), 0, 20 * minute, hidden(false))
    expect(soon.verdict).toBe('pause')
    expect(soon.after).toBeLessThanOrEqual(idleLimits.hiddenMs + idleLimits.lookMs)
    expect(waitFrom(beginWatch('open', at(0)), 0, 9 * minute, hidden(true)).verdict).toBe('stay')
  })

  test('is paused when it is shown again after a browser let no timer run', () => {
    const seen = lookAt(beginWatch('open', at(0)), at(0), { ...helper, hidden: true }).watch
    expect(lookAt(seen, at(minute), helper).verdict).toBe('pause')
    expect(lookAt(shown(lookAt(seen, at(5_000), helper).watch), at(minute), helper).verdict).toBe('stay')
  })

  test('is not idle while a voice speaks, until no voice speaks that long', () => {
    const busyFor = (ms: number) => (ticks: number) => ({ ...helper, busy: ticks < ms })
    expect(waitFrom(beginWatch('open', at(0)), 0, 7 * minute, busyFor(6 * minute)).verdict).toBe('stay')
    expect(waitFrom(beginWatch('open', at(0)), 0, 30 * minute, () => ({ ...helper, busy: true })).after).toBeLessThan(
      13 * minute,
    )
  })

  test('paused, is locked after a quarter of an hour, whatever is touched meanwhile', () => {
    const watch = touched(beginWatch('paused', at(0)), at(14 * minute))
    expect(lookAt(watch, at(14 * minute), { ...helper, busy: true }).verdict).toBe('stay')
    expect(lookAt(watch, at(15 * minute), { ...helper, busy: true }).verdict).toBe('lock')
  })

  test('that slept is judged before the touch that woke it', () => {
    const watch = beginWatch('open', at(0, 1_000_000))
    expect(lookAt(watch, at(500, 1_000_500 + 3 * minute), helper).verdict).toBe('pause')
    expect(lookAt(watch, at(500, 1_000_500 + 8 * 60 * minute), { ...helper, turned: true, busy: true }).verdict).toBe(
      'lock',
    )
    const paused = beginWatch('paused', at(0, 0))
    expect(lookAt(paused, at(6 * minute, 16 * minute), helper).verdict).toBe('lock')
  })
})

const seenAny = fc.record({ turned: fc.boolean(), busy: fc.boolean(), hidden: fc.boolean() })
const anyGap = fc.integer({ min: 0, max: 5 * minute })

describe('whatever happens', () => {
  test('a desk touched every minute and a half is never left', () => {
    const gaps = fc.array(
      fc.record({ ms: fc.integer({ min: 0, max: 90_000 }), turned: fc.boolean(), busy: fc.boolean() }),
    )
    fc.assert(
      fc.property(gaps, (events) => {
        let watch = beginWatch('open', at(0))
        let now = 0
        for (const { ms, turned, busy } of events) {
          now += ms
          const looked = lookAt(watch, at(now), { turned, busy, hidden: false })
          expect(looked.verdict).toBe('stay')
          watch = touched(looked.watch, at(now))
        }
      }),
    )
  })

  test('a clock that is put back, or forward by less than a minute, means nothing', () => {
    const jumps = fc.array(
      fc.record({ ms: anyGap, jump: fc.integer({ min: -1e12, max: idleLimits.sleepMs - 1 }), seen: seenAny }),
    )
    fc.assert(
      fc.property(fc.constantFrom('open' as const, 'paused' as const), jumps, (level, events) => {
        let calm = beginWatch(level, at(0))
        let jumpy = beginWatch(level, at(0, 0))
        let now = 0
        let wall = 0
        for (const { ms, jump, seen } of events) {
          now += ms
          wall += ms + jump
          const one = lookAt(calm, at(now), seen)
          const other = lookAt(jumpy, at(now, wall), seen)
          expect(other.verdict).toBe(one.verdict)
          calm = one.watch
          jumpy = other.watch
        }
      }),
    )
  })

  test('two minutes without a touch end in a pause, however often it is looked at, or a sleep in a lock', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ ms: anyGap, slept: fc.boolean() }), { minLength: 1 }), (events) => {
        let watch = beginWatch('open', at(0))
        let idle = 0
        let now = 0
        let wall = 0
        for (const { ms, slept } of events) {
          // A minute slept is a minute without a touch; less can't be told from a clock that drifts.
          if (!slept || ms < idleLimits.sleepMs) now += ms
          wall += ms
          idle += ms
          const looked = lookAt(watch, at(now, wall), helper)
          expect(looked.verdict).toBe(idle >= idleLimits.pauseMs ? 'pause' : 'stay')
          if (looked.verdict !== 'stay') return
          watch = looked.watch
        }
      }),
    )
  })

  test('it never asks to be looked at later than it would act, nor later than ten seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ ms: anyGap, seen: seenAny })), (events) => {
        let watch = beginWatch('open', at(0))
        let now = 0
        for (const { ms, seen } of events) {
          const wait = lookAgainIn(watch, at(now), seen)
          expect(wait).toBeLessThanOrEqual(idleLimits.lookMs)
          // Seen as it is, nothing was due before.
          if (wait > 1) expect(lookAt(watch, at(now + wait - 1), seen).verdict).toBe('stay')
          now += ms
          const looked = lookAt(watch, at(now), seen)
          if (looked.verdict !== 'stay') return
          watch = looked.watch
        }
      }),
    )
  })
})
