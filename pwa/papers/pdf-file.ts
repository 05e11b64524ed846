// The page's side of the worker that opens PDFs: one worker a file, ended when its pages are taken, or when it takes too
// long. Never opens a PDF itself.
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { PdfAnswered, PdfAsked, PdfQuestion } from './pdf-messages.ts'

export interface PdfFile {
  readonly pages: number
  /** From 1. */
  draw(page: number): Promise<Result<ImageBitmap, PaperProblem>>
  close(): void
}

/** Ten times the heaviest honest page on the slowest device we know; what takes longer was made to. */
const longestMs = 60_000

export const openPdfFile = async (file: Blob, mostPages: number): Promise<Result<PdfFile, PaperProblem>> => {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  let asked = 0
  let everAnswered = false
  const waiting = new Map<number, (answer: PdfAnswered['answer']) => void>()
  const end = (why: PaperProblem): void => {
    worker.terminate()
    for (const answer of waiting.values()) answer(err(why))
    waiting.clear()
  }
  worker.addEventListener('message', ({ data: { id, answer } }: MessageEvent<PdfAnswered>) => {
    everAnswered = true
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  // One that never began was not on the device, and could not be fetched.
  worker.addEventListener('error', () => end(everAnswered ? 'crashed' : 'needs-link'))
  const ask = (question: PdfQuestion): Promise<PdfAnswered['answer']> =>
    new Promise((resolve) => {
      const id = ++asked
      const late = setTimeout(() => end('too-heavy'), longestMs)
      waiting.set(id, (answer) => {
        clearTimeout(late)
        resolve(answer)
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage({ id, question } satisfies PdfAsked)
    })

  const opened = await ask({ type: 'open', file, mostPages })
  if (!opened.ok || !('pages' in opened.value)) {
    end('crashed')
    return opened.ok ? err('crashed') : opened
  }
  return ok({
    pages: opened.value.pages,
    draw: async (page) => {
      const drawn = await ask({ type: 'draw', page })
      if (!drawn.ok) return drawn
      return 'picture' in drawn.value ? ok(drawn.value.picture) : err('crashed')
    },
    close: () => end('crashed'),
  })
}
