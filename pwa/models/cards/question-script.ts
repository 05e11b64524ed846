// A turn of the screen for one question, or from one question on: until one comes that has to be said to the helper.
// It answers through the request like the helper's keys do, and says that the person did it themselves.
import { signal } from '@preact/signals'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import type { Card, Tap, TurnScript } from '../card.ts'
import type { Request, SaidHere } from '../request-shape.ts'
import type { Hearer } from './card-parts.ts'
import { firstPlace, forClerkCard, questionCard, readTap } from './question-card.ts'

export interface ScriptParts {
  readonly request: Request
  /** Reads signals: the language may change between two cards. */
  hearer(): Hearer
}

const themselves: SaidHere = { by: 'citizen', proof: 'oral', side: 'citizen' }

/** `answered`: all of it. `heard`: nothing to tap, the helper takes the answer. `open`: it goes on. */
export interface Taken {
  readonly became: 'answered' | 'heard' | 'open'
  /** Rejects when the answer could not be kept; `saved` tells it too, and the request goes back to it. */
  readonly kept: Promise<void>
}

/** One question on the turned side, with the page of pictures it is at. */
export interface AskedHere {
  card(field: FieldState): Card
  /** Without a wait, so that the step after it goes to the disk with the answer. */
  take(field: FieldState, tap: Tap): Taken
}

export const askHere = ({ request, hearer }: ScriptParts): AskedHere => {
  const place = signal(firstPlace)
  const of = signal('')
  const at = (field: FieldState) => (of.value === field.key ? place.value : firstPlace)
  const move = (field: FieldState, to: typeof firstPlace) => {
    of.value = field.key
    place.value = to
  }
  return {
    card: (field) =>
      request.mayTake(field.key)
        ? questionCard(hearer(), request.pack.id, field, at(field))
        : forClerkCard(hearer(), request.pack.id, field),
    take: (field, tap) => {
      if (!request.mayTake(field.key))
        return { became: 'answered', kept: request.answer(field.key, toldToClerk, themselves) }
      const here = at(field)
      const read = readTap(field, here, tap)
      switch (read.type) {
        case 'answer': {
          const kept = request.answer(field.key, read.value, themselves)
          if (!read.isWhole)
            return { became: 'open', kept: kept.then(() => move(field, { page: 0, nth: here.nth + 1 })) }
          move(field, firstPlace)
          return { became: 'answered', kept }
        }
        case 'heard':
          return { became: 'heard', kept: Promise.resolve() }
        case 'turn-page':
          move(field, { ...here, page: here.page + 1 })
          break
        case 'page-back':
          move(field, { page: Math.max(0, here.page - 1), nth: Math.max(0, here.nth - 1) })
          break
        case 'stay':
      }
      return { became: 'open', kept: Promise.resolve() }
    },
  }
}

/** `isAlone`: this question and no other, whatever comes after it; otherwise the helper may still choose that. */
export const questionScript = (parts: ScriptParts, name: string, { isAlone }: { isAlone: boolean }): TurnScript => {
  const { request } = parts
  const asked = askHere(parts)
  const isOver = signal(false)
  // A private question asks for a headset first: it has a turn of its own.
  const isPrivate = !isOpen(request, name)
  const only = signal(isAlone || isPrivate)
  /** Where the request stands, so that it comes back here too when an answer could not be kept. */
  const fieldNow = (): FieldState | null => {
    const step = request.step.value
    if (isOver.value || step.kind !== 'question') return null
    if (step.name !== name && (only.value || !isOpen(request, step.name))) return null
    const field = request.form.value.byKey.get(step.name)
    return field?.relevant === true ? field : null
  }

  return {
    group: isPrivate ? 'private' : 'questions',
    card: () => {
      const field = fieldNow()
      return field === null ? null : asked.card(field)
    },
    ...(only.peek() ? {} : { only }),
    failed: () => request.saved.value === 'failed',
    take: async (_card, tap) => {
      const field = fieldNow()
      if (field === null) return
      const { became, kept } = asked.take(field, tap)
      if (became === 'open') return kept
      kept.catch(() => undefined)
      // What is to be said to the helper waits for them at that very question.
      const isTheirs = became === 'heard' && field.kind !== 'note'
      const mayFollow = !isTheirs && (await request.next()).ok
      const next = fieldNow()
      if (!mayFollow || next === null || next.key === field.key) isOver.value = true
    },
  }
}

const isOpen = (request: Request, name: string): boolean =>
  (request.form.peek().byKey.get(name)?.row.privacy ?? 'open') === 'open'
