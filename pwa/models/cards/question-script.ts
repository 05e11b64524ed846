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

/** One question on the turned side, with the page of pictures it is at. */
export interface AskedHere {
  card(field: FieldState): Card
  /** `answered`: all of it is kept. `heard`: nothing to tap, the helper takes the answer. `open`: it goes on. */
  take(field: FieldState, tap: Tap): Promise<'answered' | 'heard' | 'open'>
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
    take: async (field, tap) => {
      if (!request.mayTake(field.key)) {
        await request.answer(field.key, toldToClerk, themselves)
        return 'answered'
      }
      const here = at(field)
      const read = readTap(field, here, tap)
      switch (read.type) {
        case 'answer':
          await request.answer(field.key, read.value, themselves)
          move(field, read.isWhole ? firstPlace : { page: 0, nth: here.nth + 1 })
          return read.isWhole ? 'answered' : 'open'
        case 'heard':
          return 'heard'
        case 'turn-page':
          move(field, { ...here, page: here.page + 1 })
          return 'open'
        case 'page-back':
          move(field, { page: Math.max(0, here.page - 1), nth: Math.max(0, here.nth - 1) })
          return 'open'
        case 'stay':
          return 'open'
      }
    },
  }
}

/** `isAlone`: this question and no other, whatever comes after it. */
export const questionScript = (parts: ScriptParts, name: string, { isAlone }: { isAlone: boolean }): TurnScript => {
  const { request } = parts
  const asked = askHere(parts)
  const key = signal<string | null>(name)
  const fieldNow = (): FieldState | null => {
    const field = key.value === null ? undefined : request.form.value.byKey.get(key.value)
    return field?.relevant === true ? field : null
  }
  const isPrivate = (request.form.peek().byKey.get(name)?.row.privacy ?? 'open') !== 'open'

  const goOn = async (field: FieldState) => {
    const stepped = await request.next()
    const step = request.step.peek()
    // A private question asks for a headset first: it has a turn of its own.
    const mayFollow =
      stepped.ok &&
      !isAlone &&
      !isPrivate &&
      step.kind === 'question' &&
      step.name !== field.key &&
      isOpen(request, step.name)
    key.value = mayFollow ? step.name : null
  }

  return {
    group: isPrivate ? 'private' : 'questions',
    card: () => {
      const field = fieldNow()
      return field === null ? null : asked.card(field)
    },
    take: async (_card, tap) => {
      const field = fieldNow()
      if (field === null) return
      const became = await asked.take(field, tap)
      if (became === 'open') return
      // What is to be said to the helper waits for them at that very question.
      if (became === 'heard' && field.kind !== 'note') key.value = null
      else await goOn(field)
    },
  }
}

const isOpen = (request: Request, name: string): boolean =>
  (request.form.peek().byKey.get(name)?.row.privacy ?? 'open') === 'open'
