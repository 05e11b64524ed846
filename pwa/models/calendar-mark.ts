// Which calendar a last day was counted by, in six letters: when the commune's days off change, the lines that were counted
// by the old ones are told apart and made again.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { Calendar } from '../../shared/deadline/worked-days.ts'

const known = new WeakMap<Calendar, string>()

/** Empty for none, which is a calendar of its own: weekends alone. */
export const calendarMark = (calendar: Calendar | undefined): string => {
  if (calendar === undefined) return ''
  const found = known.get(calendar)
  if (found !== undefined) return found
  const { weekend, holidays } = calendar
  const said = JSON.stringify([weekend.toSorted(), holidays.toSorted()])
  const mark = sha256Url(new TextEncoder().encode(said)).slice(0, 6)
  known.set(calendar, mark)
  return mark
}
