// The days' visits in numbers, as they came from every desk: for supervisors, who look at forms and points.
import type { ReadonlySignal } from '@preact/signals'
import type { VisitsLine } from './commune-line.ts'
import { state } from './state.ts'

export const visitDays: ReadonlySignal<readonly VisitsLine[]> = state.visits

/** Long enough for a rare form to have visits, short enough to say how it is now. */
export const shownDays = 90

/** `YYYY-MM-DD`; `now` in milliseconds. */
export const firstDay = (now: number): string => new Date(now - shownDays * 86_400_000).toISOString().slice(0, 10)
