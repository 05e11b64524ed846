import { afterEach, expect, test } from 'vitest'
import { calendarMark } from './calendar-mark.ts'
import { makeLinesAgain, watchDaysOff } from './lines-again.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'

const calendar = { weekend: [6, 0], holidays: ['2026-08-20'] }
const decreed = { ...calendar, holidays: [...calendar.holidays, '2026-08-21'] }
const directory = (days: typeof calendar) => ({ ...state.directory.peek(), calendar: days }) as never
const line = (id: string, over: Partial<Summary> = {}): Summary => ({ id, made: 2, ...over }) as Summary
const oldLine = (id: string): Summary => ({ id }) as Summary

const setup = () => {
  state.directory.value = directory(calendar)
  state.summaries.value = [
    oldLine('old-app'),
    line('running', { due: '2026-08-28', dueBy: calendarMark(calendar) }),
    line('closed'),
  ]
  const asked: (readonly string[])[] = []
  return { asked, disk: { refreshStale: async (ids: readonly string[]) => void asked.push(ids) } }
}
afterEach(() => {
  state.directory.value = null
  state.summaries.value = []
})

test('what an older app left is made again, and nothing else', async () => {
  const { asked, disk } = setup()
  await makeLinesAgain(disk)
  expect(asked).toEqual([['old-app']])
})

test('when days off change, lines with a last day are made again at once; the same days said again change nothing', async () => {
  const { asked, disk } = setup()
  const stop = watchDaysOff(disk)
  state.directory.value = directory({ ...calendar })
  expect(asked).toEqual([])
  state.directory.value = directory(decreed)
  expect(asked).toEqual([['old-app', 'running']])
  stop()
  state.directory.value = directory(calendar)
  expect(asked).toHaveLength(1)
})

test('many are made again a few at a time', async () => {
  const { asked, disk } = setup()
  state.summaries.value = Array.from({ length: 120 }, (_, at) => oldLine(`${at}`))
  await makeLinesAgain(disk)
  expect(asked.map(({ length }) => length)).toEqual([50, 50, 20])
})
