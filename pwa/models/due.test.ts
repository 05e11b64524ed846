import { expect, test } from 'vitest'
import fc from 'fast-check'
import { dayOf, isoOf } from '../../shared/deadline/worked-days.ts'
import { dueNow, soonUntil } from './due.ts'

const calendar = { weekend: [6, 0], holidays: ['2026-11-18'] }
const running = (due: string) => ({ due, dueClock: 'running', dueDays: 60 }) as const

test('nothing is shown where nothing runs', () => {
  expect(dueNow({}, '2026-11-16', calendar)).toBeNull()
})

test('only worked days are counted: a weekend and a holiday are not', () => {
  // Monday 16th; the 18th is a holiday, the 21st and 22nd a weekend.
  expect(dueNow(running('2026-11-23'), '2026-11-16', calendar)).toMatchObject({ state: 'running', days: 4 })
  expect(dueNow(running('2026-11-19'), '2026-11-16', calendar)).toMatchObject({ state: 'soon', days: 2 })
})

test('the last day itself is urgent, the next one is over', () => {
  expect(dueNow(running('2026-11-16'), '2026-11-16', calendar)).toMatchObject({ state: 'soon', days: 0 })
  expect(dueNow(running('2026-11-16'), '2026-11-17', calendar)).toMatchObject({ state: 'over', days: 1, used: 1 })
})

test('a clock on hold is never urgent, whatever the day', () => {
  const paused = { due: '2026-11-10', dueClock: 'paused', dueDays: 60, dueLeft: 7 } as const
  expect(dueNow(paused, '2027-01-01', calendar)).toMatchObject({ state: 'paused', days: 7 })
})

test('the list of urgent work and the bar say the same of every day', () => {
  const day = fc.integer({ min: dayOf('2026-10-01'), max: dayOf('2027-03-01') }).map(isoOf)
  fc.assert(
    fc.property(day, day, (today, due) => {
      const state = dueNow(running(due), today, calendar)?.state
      expect(due <= soonUntil(today, calendar)).toBe(state === 'soon' || state === 'over')
    }),
  )
})
