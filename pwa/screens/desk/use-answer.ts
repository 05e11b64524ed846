// What is typed for one question, ahead of the disk by a tenth of a second after the last letter, by a second for who
// types without a pause. Leaving the question, hiding the tab or going on writes it at once: a kill loses nothing that
// was there when the hand left the keyboard.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { useLayoutEffect, useMemo } from 'preact/hooks'
import type { Proof, SaidBy } from '../../../shared/dossier/said.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import type { Request } from '../../models/request.ts'

const pause = 120
const longestWait = 1000

/** Who said it, and what shows that it is so. */
export interface SaidNow {
  readonly by: SaidBy
  readonly proof: Proof
}

export interface TypedAnswer {
  readonly value: ReadonlySignal<AnswerValue>
  readonly set: (value: AnswerValue) => void
  readonly said: ReadonlySignal<SaidNow>
  readonly setSaid: (said: SaidNow) => void
  /** In the form at once; resolves when it is durable, rejects when it could not be kept. */
  readonly flush: () => Promise<void>
}

/** Anew for each question: `key`. */
export const useAnswer = (request: Request, key: string, initial: AnswerValue): TypedAnswer => {
  const answer = useMemo(() => createAnswer(request, key, initial), [request, key])
  // With the frame that shows the question: a screen that goes before a later effect would leave without writing.
  useLayoutEffect(() => {
    const onHide = () => void answer.flush().catch(() => undefined)
    document.addEventListener('visibilitychange', onHide)
    addEventListener('pagehide', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      removeEventListener('pagehide', onHide)
      onHide()
    }
  }, [answer])
  return answer
}

/** Apart from the screen. */
export const createAnswer = (request: Pick<Request, 'answer'>, key: string, initial: AnswerValue): TypedAnswer => {
  const value = signal(initial)
  const said = signal<SaidNow>({ by: 'citizen', proof: 'oral' })
  let waiting = false
  let writing: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest: ReturnType<typeof setTimeout> | undefined

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    clearTimeout(latest)
    latest = undefined
    if (waiting) writing = request.answer(key, value.peek(), said.peek())
    waiting = false
    return writing
  }
  // A write that failed is on screen (`saved`), and is tried again with the next.
  const keep = () => void flush().catch(() => undefined)
  const later = () => {
    waiting = true
    clearTimeout(timer)
    timer = setTimeout(keep, pause)
    latest ??= setTimeout(keep, longestWait)
  }
  return {
    value,
    set: (next) => {
      value.value = next
      later()
    },
    said,
    setSaid: (next) => {
      said.value = next
      if (value.peek() !== null) later()
    },
    flush,
  }
}
