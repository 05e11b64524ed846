// Lines of the list that are out of date, made again behind: those of an older app, and those whose last day was counted by
// days off that have changed since, as soon as the word of it comes.
import { computed, effect } from '@preact/signals'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { calendarMark } from './calendar-mark.ts'
import { isCurrent } from './office-line.ts'
import { state } from './state.ts'

type Lines = Pick<DeviceDisk, 'refreshStale'>

/** A save waits for no more than those. */
const linesAtOnce = 50

export const makeLinesAgain = async (disk: Lines): Promise<void> => {
  const calendar = state.directory.peek()?.calendar
  const dossiers = state.summaries.peek().flatMap((one) => (isCurrent(one, calendar) ? [] : [one.id]))
  for (let at = 0; at < dossiers.length; at += linesAtOnce)
    await disk.refreshStale(dossiers.slice(at, at + linesAtOnce))
}

/** Days off are decreed while people work. Gives what ends it. */
export const watchDaysOff = (disk: Lines): (() => void) => {
  const mark = computed(() => calendarMark(state.directory.value?.calendar))
  let last = mark.peek()
  return effect(() => {
    if (mark.value === last) return
    last = mark.value
    makeLinesAgain(disk).catch((cause: unknown) => console.error('last days were not counted again', cause))
  })
}
