import { expect, test } from 'vitest'
import { calendarMark } from './calendar-mark.ts'
import { isCurrent } from './office-line.ts'

const calendar = { weekend: [6, 0], holidays: ['2026-08-14', '2026-08-20'] }
const decreed = { ...calendar, holidays: [...calendar.holidays, '2026-08-21'] }

test('a mark says which days are off, whatever order they come in, and tells any other calendar apart', () => {
  const turned = { weekend: [0, 6], holidays: calendar.holidays.toReversed() }
  expect(calendarMark(turned)).toBe(calendarMark(calendar))
  const marks = [calendar, decreed, { ...calendar, weekend: [5, 6] }, undefined].map(calendarMark)
  expect(new Set(marks).size).toBe(4)
})

test('a line whose last day was counted by other days off is made again, one without a last day is not', () => {
  const line = { made: 2, due: '2026-08-28', dueBy: calendarMark(calendar) } as const
  expect(isCurrent(line, calendar)).toBe(true)
  expect(isCurrent(line, decreed)).toBe(false)
  expect(isCurrent(line, undefined)).toBe(false)
  expect(isCurrent({ made: 2, due: '2026-08-28' }, undefined)).toBe(true)
  expect(isCurrent({ made: 2 }, decreed)).toBe(true)
  expect(isCurrent({}, calendar)).toBe(false)
})
