// The page's side of the worker that makes pages: starts it when it is first needed, ends it when it died, never answered,
// or nobody takes pictures any more. Never decodes anything itself.
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { err, type Result } from '../../shared/text/result.ts'
import type { Made, PageWish, Watched } from './made-page.ts'
import type { Answer, Answered, Answers, Asked, Question } from './page-messages.ts'

export interface PageMaker {
  /** A bitmap is used up. */
  make(source: Blob | ImageBitmap, wish: PageWish): Promise<Result<Made, PaperProblem>>
  /** The last photograph another way: turned, or whole. */
  again(wish: PageWish): Promise<Result<Made, PaperProblem>>
  watch(frame: ImageBitmap, middle: ImageBitmap): Promise<Result<Watched, PaperProblem>>
  close(): void
}

/** Ten times what the slowest device we know needs for its largest photograph: a worker that takes longer is lost. */
const longestMs = 90_000

export const createPageMaker = (): PageMaker => {
  let worker: Worker | null = null
  let asked = 0
  let everAnswered = false
  const waiting = new Map<number, (answer: Answer) => void>()

  const end = (why: PaperProblem): void => {
    worker?.terminate()
    worker = null
    for (const answer of waiting.values()) answer(err(why))
    waiting.clear()
  }
  const close = (): void => end('crashed')
  const started = (): Worker => {
    if (worker !== null) return worker
    worker = new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data: { id, answer } }: MessageEvent<Answered>) => {
      everAnswered = true
      waiting.get(id)?.(answer)
      waiting.delete(id)
      if (!answer.ok && answer.error === 'crashed') close()
    })
    // One that never began was not on the device, and could not be fetched.
    worker.addEventListener('error', () => end(everAnswered ? 'crashed' : 'needs-link'))
    return worker
  }
  const ask = <T extends Question['type']>(
    question: Question & { readonly type: T },
    transfer: readonly Transferable[],
  ): Promise<Answers[T]> =>
    new Promise((resolve) => {
      const id = ++asked
      const late = setTimeout(close, longestMs)
      waiting.set(id, (answer) => {
        clearTimeout(late)
        // The worker answers each question with its own kind of answer (page-worker.ts).
        resolve(answer as Answers[T])
      })
      started().postMessage({ id, question } satisfies Asked, [...transfer])
    })

  return {
    make: (source, wish) => ask({ type: 'make', source, wish }, source instanceof Blob ? [] : [source]),
    again: (wish) => ask({ type: 'again', wish }, []),
    watch: (frame, middle) => ask({ type: 'watch', frame, middle }, [frame, middle]),
    close,
  }
}
