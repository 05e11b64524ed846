import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Act } from '../dossier/act.ts'
import { statusOf } from '../dossier/status.ts'
import { actBy, filedActs, officePack, submittedAct } from '../dossier/testing/office.ts'
import { deadlineOf, type Deadline } from './deadline.ts'
import { dayOf, isoOf, type Calendar } from './worked-days.ts'

const { workflow } = officePack
const sevenDays: Calendar = { weekend: [], holidays: [] }
const weekends: Calendar = { weekend: [6, 0], holidays: [] }
type Time = { readonly value: string; readonly counted?: 'working-days' | 'calendar-days' }
const service = (maxTime: Time, silence: 'accept' | 'none' = 'none') => ({
  maxTime: { ...maxTime, source: [] },
  silence,
  hasCompetentAuthority: officePack.service.hasCompetentAuthority,
})
const deadline = (
  acts: readonly Act[],
  today: string,
  time: Time = { value: 'P60D' },
  calendar: Calendar | undefined = sevenDays,
): Deadline | null =>
  deadlineOf({ status: statusOf(acts, workflow), workflow, service: service(time), calendar, today })

const at = (day: string) => ({ at: `${day}T10:00:00Z` })
// Filed on 2026-03-02, a Monday.
const asked = (day: string) => actBy('karim', 'piece-requested', { pieces: ['photo'] }, [submittedAct], at(day))
const brought = (day: string, after: Act) =>
  actBy('fatima', 'piece-supplied', { pieces: ['photo'], capture: 'seen' }, [after], at(day))

describe('the last day', () => {
  test('is so many days after the one of the filing, which is not counted', () => {
    expect(deadline(filedActs, '2026-03-12')).toEqual({
      dueOn: '2026-05-01',
      usedDays: 10,
      allowedDays: 60,
      state: 'running',
      binds: 'trials',
      silence: 'none',
      workedDaysLeft: 50,
    })
    expect(deadline(filedActs, '2026-03-12', { value: 'P1M' })?.dueOn).toBe('2026-04-02')
    expect(deadline(filedActs, '2026-03-12', { value: 'PT24H' })?.dueOn).toBe('2026-03-03')
  })

  test('of no time at all is the day it was filed, though a paper was asked for on it', () => {
    const request = asked('2026-03-02')
    expect(
      deadline([...filedActs, request, brought('2026-03-03', request)], '2026-03-03', { value: 'P0D' })?.dueOn,
    ).toBe('2026-03-02')
  })

  test('moves to the next worked day', () => {
    // Friday 1 May is a holiday, and a weekend follows.
    const calendar = { weekend: [6, 0], holidays: ['2026-05-01'] }
    expect(deadline(filedActs, '2026-03-12', { value: 'P60D' }, calendar)?.dueOn).toBe('2026-05-04')
  })

  test('in worked days passes over weekends and holidays', () => {
    const time = { value: 'P10D', counted: 'working-days' } as const
    expect(deadline(filedActs, '2026-03-09', time, weekends)).toMatchObject({ dueOn: '2026-03-16', usedDays: 5 })
    const holiday = { ...weekends, holidays: ['2026-03-05', '2026-03-07'] }
    expect(deadline(filedActs, '2026-03-09', time, holiday)).toMatchObject({ dueOn: '2026-03-17', usedDays: 4 })
  })

  test('without a calendar from the server, Saturdays and Sundays are not worked', () => {
    const status = statusOf(filedActs, workflow)
    const time = service({ value: 'P5D' })
    // The fifth day is a Saturday.
    expect(deadlineOf({ status, workflow, service: time, calendar: undefined, today: '2026-03-03' })?.dueOn).toBe(
      '2026-03-09',
    )
  })

  test('counts from the server’s own word, whatever the device’s clock said', () => {
    const wrong = actBy('fatima', 'submitted', submittedAct.payload, [submittedAct.after[0] ?? ''], at('1970-01-01'))
    const received = actBy('server', 'received', { official: true }, [wrong], at('2026-03-04'))
    const [opened] = filedActs
    if (!opened) throw new Error('not opened')
    expect(deadline([opened, wrong, received], '2026-03-05')).toMatchObject({ dueOn: '2026-05-03', usedDays: 1 })
  })

  test('there is none before it is filed, nor where the pack names no time', () => {
    expect(deadline(filedActs.slice(0, 1), '2026-03-05')).toBeNull()
    const bare = { silence: 'none', hasCompetentAuthority: officePack.service.hasCompetentAuthority } as const
    const status = statusOf(filedActs, workflow)
    expect(deadlineOf({ status, workflow, service: bare, calendar: sevenDays, today: '2026-03-05' })).toBeNull()
  })
})

describe('the clock', () => {
  test('stands still from the day a paper is asked for until the one on which it comes', () => {
    const request = asked('2026-03-12')
    expect(deadline([...filedActs, request], '2026-03-20')).toMatchObject({
      state: 'paused',
      usedDays: 9,
      dueOn: '2026-05-09',
    })
    expect(deadline([...filedActs, request, brought('2026-03-22', request)], '2026-03-22')).toMatchObject({
      state: 'running',
      usedDays: 10,
      dueOn: '2026-05-11',
    })
  })

  test('believes no device that says it was earlier than what it follows, or later than today', () => {
    const early = asked('1999-01-01')
    expect(deadline([...filedActs, early, brought('2026-03-12', early)], '2026-03-20')?.dueOn).toBe('2026-05-10')
    const late = asked('2099-01-01')
    expect(deadline([...filedActs, late], '2026-03-20')).toMatchObject({ state: 'paused', usedDays: 17 })
  })

  test('is not older than the server’s word that the act quotes', () => {
    const beacon = `2026-03-12T08:00:00Z.${'A'.repeat(43)}`
    const slow = actBy('karim', 'piece-requested', { pieces: ['photo'] }, [submittedAct], {
      ...at('2026-03-03'),
      beacon,
    })
    expect(deadline([...filedActs, slow, brought('2026-03-22', slow)], '2026-03-23')?.dueOn).toBe('2026-05-11')
  })

  test('is over the day after the last one, and stops when the paper is ready', () => {
    expect(deadline(filedActs, '2026-05-01')?.state).toBe('running')
    expect(deadline(filedActs, '2026-05-02')).toMatchObject({ state: 'over', workedDaysLeft: 0, usedDays: 61 })
    const yes = actBy('karim', 'decided', { outcome: 'accepted' }, [submittedAct], at('2026-03-10'))
    const ready = actBy('karim', 'ready', {}, [yes], at('2026-03-12'))
    expect(deadline([...filedActs, yes, ready], '2026-06-01')).toMatchObject({ state: 'stopped', usedDays: 9 })
  })

  test('goes on when the dossier is opened again, without the days it was closed', () => {
    const no = actBy('karim', 'decided', { outcome: 'refused', reason: 'doubt' }, [submittedAct], at('2026-03-12'))
    const again = actBy('samira', 'reopened', { reason: 'x' }, [no], at('2026-03-22'))
    expect(deadline([...filedActs, no, again], '2026-03-23')).toMatchObject({ state: 'running', dueOn: '2026-05-11' })
  })
})

// --- laws

const start = dayOf('2026-03-02')
const days = fc.integer({ min: 0, max: 400 })
const calendar: fc.Arbitrary<Calendar> = fc.record({
  weekend: fc.subarray([0, 1, 2, 3, 4, 5, 6], { maxLength: 6 }),
  holidays: fc
    .array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 })
    .map((all) => all.map((d) => isoOf(start + d))),
})
const time = fc.oneof(
  fc.record({ value: fc.nat(90).map((n) => `P${n}D`), counted: fc.constant('working-days' as const) }),
  fc.record({
    value: fc.oneof(
      fc.nat(90).map((n) => `P${n}D`),
      fc.constantFrom('P1M', 'P2W', 'P1M3D'),
    ),
  }),
)
/** A pause, or none; its two days. */
const pause = fc.option(fc.tuple(days, days).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const))
const actsWith = (paused: readonly [number, number] | null): readonly Act[] => {
  if (!paused) return filedActs
  const request = asked(isoOf(start + paused[0]))
  return [...filedActs, request, brought(isoOf(start + paused[1]), request)]
}
const worked = ({ weekend, holidays }: Calendar, day: number): boolean =>
  !weekend.includes(new Date(day * 86_400_000).getUTCDay()) && !holidays.includes(isoOf(day))

describe('laws', () => {
  test('the same as counting on one’s fingers, day by day', () => {
    fc.assert(
      fc.property(calendar, time, pause, days, (calendar, time, paused, today) => {
        const found = deadline(actsWith(paused), isoOf(start + today), time, calendar)
        if (!found) return expect.fail('no deadline')
        const isPaused = (day: number): boolean =>
          paused !== null && day >= start + Math.min(paused[0], today) && day < start + Math.min(paused[1], today)
        const isCounted = (day: number): boolean => !isPaused(day) && (!('counted' in time) || worked(calendar, day))
        let [day, left, used] = [start, found.allowedDays, 0]
        while (left > 0) if (isCounted(++day)) left--
        while (!worked(calendar, day)) day++
        for (let one = start + 1; one <= start + today; one++) if (isCounted(one)) used++
        expect(found).toMatchObject({ dueOn: isoOf(day), usedDays: used })
        return undefined
      }),
      { numRuns: 500 },
    )
  })

  test('more time never ends sooner, and a later today never brings the end nearer', () => {
    fc.assert(
      fc.property(calendar, fc.nat(90), fc.nat(90), pause, days, days, (calendar, a, b, paused, one, other) => {
        const due = (n: number, today: number, counted: 'working-days' | 'calendar-days') =>
          deadline(actsWith(paused), isoOf(start + today), { value: `P${n}D`, counted }, calendar)?.dueOn ?? ''
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)]
        for (const counted of ['working-days', 'calendar-days'] as const) {
          expect(due(less, one, counted) <= due(more, one, counted)).toBe(true)
          expect(due(less, sooner, counted) <= due(less, later, counted)).toBe(true)
        }
      }),
    )
  })

  test('a pause never shortens it, nor does a longer one', () => {
    fc.assert(
      fc.property(calendar, time, days, days, days, (calendar, time, from, a, b) => {
        const due = (to: number | null) =>
          deadline(actsWith(to === null ? null : [from, from + to]), isoOf(start + 900), time, calendar)?.dueOn ?? ''
        expect(due(null) <= due(Math.min(a, b))).toBe(true)
        expect(due(Math.min(a, b)) <= due(Math.max(a, b))).toBe(true)
      }),
    )
  })

  test('one more holiday only moves it later', () => {
    fc.assert(
      fc.property(calendar, time, pause, days, (calendar, time, paused, extra) => {
        const more = { ...calendar, holidays: [...calendar.holidays, isoOf(start + extra)] }
        const due = (held: Calendar) => deadline(actsWith(paused), isoOf(start + 900), time, held)?.dueOn ?? ''
        expect(due(calendar) <= due(more)).toBe(true)
      }),
    )
  })
})
