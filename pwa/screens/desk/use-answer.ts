// What is typed for one question, ahead of the disk by a tenth of a second. Leaving the question, hiding the
// tab or going on writes it at once: a kill loses nothing that was there when the hand left the keyboard.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SaidBy } from '../../../shared/dossier/draft.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import type { Request } from '../../models/request.ts'

const pause = 120

export interface TypedAnswer {
  readonly value: AnswerValue
  readonly set: (value: AnswerValue) => void
  readonly saidBy: SaidBy
  readonly setSaidBy: (by: SaidBy) => void
  /** Resolves when all that was typed is durable. */
  readonly flush: () => Promise<void>
}

export const useAnswer = (request: Request, key: string, initial: AnswerValue): TypedAnswer => {
  const [value, setValue] = useState(initial)
  const [saidBy, setSaidBy] = useState<SaidBy>('citizen')
  const waiting = useRef<{ value: AnswerValue; by: SaidBy } | null>(null)
  const writing = useRef<Promise<void>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const flush = (): Promise<void> => {
    clearTimeout(timer.current)
    const next = waiting.current
    waiting.current = null
    if (next !== null) {
      const said =
        next.by === 'document' ? { by: next.by, proof: 'seen' as const } : { by: next.by, proof: 'oral' as const }
      writing.current = writing.current.then(() => request.answer(key, next.value, said))
      // A write that failed is on screen (`saved`); the next one must still be tried.
      return writing.current.finally(() => (writing.current = Promise.resolve()))
    }
    return writing.current
  }

  const later = (next: { value: AnswerValue; by: SaidBy }) => {
    waiting.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush().catch(() => undefined), pause)
  }

  useEffect(() => {
    const onHide = () => void flush().catch(() => undefined)
    document.addEventListener('visibilitychange', onHide)
    addEventListener('pagehide', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      removeEventListener('pagehide', onHide)
      onHide()
    }
  }, [])

  return {
    value,
    set: (next) => {
      setValue(next)
      later({ value: next, by: saidBy })
    },
    saidBy,
    setSaidBy: (by) => {
      setSaidBy(by)
      if (value !== null) later({ value, by })
    },
    flush,
  }
}
