// What is typed for one question, ahead of the disk by a tenth of a second. Leaving the question, hiding the
// tab or going on writes it at once: a kill loses nothing that was there when the hand left the keyboard.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Proof, SaidBy } from '../../../shared/dossier/said.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import type { Request } from '../../models/request.ts'

const pause = 120

/** Who said it, and what shows that it is so. */
export interface SaidNow {
  readonly by: SaidBy
  readonly proof: Proof
}

export interface TypedAnswer {
  readonly value: AnswerValue
  readonly set: (value: AnswerValue) => void
  readonly said: SaidNow
  readonly setSaid: (said: SaidNow) => void
  /** Resolves when all that was typed is durable. */
  readonly flush: () => Promise<void>
}

export const useAnswer = (request: Request, key: string, initial: AnswerValue): TypedAnswer => {
  const [value, setValue] = useState(initial)
  const [said, setSaid] = useState<SaidNow>({ by: 'citizen', proof: 'oral' })
  const waiting = useRef<{ value: AnswerValue; said: SaidNow } | null>(null)
  const writing = useRef<Promise<void>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const flush = (): Promise<void> => {
    clearTimeout(timer.current)
    const next = waiting.current
    waiting.current = null
    if (next !== null) {
      writing.current = writing.current.then(() => request.answer(key, next.value, next.said))
      // A write that failed is on screen (`saved`); the next one must still be tried.
      return writing.current.finally(() => (writing.current = Promise.resolve()))
    }
    return writing.current
  }

  const later = (next: { value: AnswerValue; said: SaidNow }) => {
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
      later({ value: next, said })
    },
    said,
    setSaid: (next) => {
      setSaid(next)
      if (value !== null) later({ value, said: next })
    },
    flush,
  }
}
