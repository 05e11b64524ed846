// The guided tour of a new mediator: ten minutes along one request, each step tied to the part of the real screen it
// speaks of. Where somebody stopped is kept on the device; it says nothing of who.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

export interface TourStep {
  /** Its messages are `tour.<id>` and `tour.<id>.text`. */
  readonly id: TourStepId
  /** What of the real screen it speaks of, once it is there: a selector. */
  readonly anchor: string
}

export type TourStepId =
  | 'home'
  | 'language'
  | 'subject'
  | 'papers'
  | 'question'
  | 'turn'
  | 'private'
  | 'read-back'
  | 'teach-back'
  | 'mandate'
  | 'receipt'
  | 'end'

export const tourSteps: readonly TourStep[] = [
  { id: 'home', anchor: '.desk-start [href="/new"]' },
  { id: 'language', anchor: '.language-choice' },
  { id: 'subject', anchor: 'main:has(#search-procedure) .card-grid' },
  { id: 'papers', anchor: 'main:has([data-step="papers"]) .desk-papers' },
  { id: 'question', anchor: 'main:has([data-step="question"]) .question' },
  { id: 'turn', anchor: 'main:has([data-step]) [aria-keyshortcuts="T"]' },
  { id: 'private', anchor: '.hidden-question' },
  { id: 'read-back', anchor: '.read-back' },
  { id: 'teach-back', anchor: 'main:has([data-step="teach-back"]) .desk-papers' },
  { id: 'mandate', anchor: 'main:has([data-step="mandate"]) .desk-yes-no' },
  { id: 'receipt', anchor: '.receipt' },
  { id: 'end', anchor: '.button-row [aria-keyshortcuts="N"]' },
]

const key = 'morchid.tour'

/** The step of that number, or the nearest there is; the first for whatever else was kept. */
export const stepKept = (kept: string | null): number => {
  const at = kept === null || kept.trim() === '' ? 0 : Number(kept)
  return Number.isInteger(at) ? Math.min(Math.max(at, 0), tourSteps.length - 1) : 0
}

const read = (): number => {
  try {
    return stepKept(localStorage.getItem(key))
  } catch {
    return 0
  }
}

const step = signal(typeof localStorage === 'undefined' ? 0 : read())

/** From 0. */
export const tourStep: ReadonlySignal<number> = step

export const goToStep = (at: number): void => {
  step.value = stepKept(String(at))
  try {
    localStorage.setItem(key, String(step.value))
  } catch {
    // Storage refused: the tour begins again next time.
  }
}
