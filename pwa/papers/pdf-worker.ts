// A PDF becomes pictures of its pages here, and goes no further: its scripts, its words about who wrote it and what is
// folded into it end with this worker, which lives for one file. pdf.js reads and draws in this one thread, so that whoever
// is tired of waiting ends both. No eval, no address of its own, no network but this app's files.
import { err, ok } from '../../shared/text/result.ts'
import type { PdfAnswered, PdfAsked, PdfQuestion } from './pdf-messages.ts'
import { openPdf, type OpenedPdf } from './pdf-pages.ts'

let opened: OpenedPdf | null = null

const answerTo = async (question: PdfQuestion): Promise<PdfAnswered['answer']> => {
  if (question.type === 'draw') return opened === null ? err('broken') : opened.draw(question.page)
  const result = await openPdf(question.file, question.mostPages)
  if (!result.ok) return result
  opened = result.value
  return ok({ pages: opened.pages })
}

self.addEventListener('message', ({ data: { id, question } }: MessageEvent<PdfAsked>) => {
  const tell = (answer: PdfAnswered['answer']): void => {
    const transfer = answer.ok && 'picture' in answer.value ? [answer.value.picture] : []
    self.postMessage({ id, answer } satisfies PdfAnswered, { transfer })
  }
  answerTo(question).then(tell, () => tell(err('crashed')))
})
