// What the page and the worker that opens PDFs say to each other. Types only.
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import type { Result } from '../../shared/text/result.ts'

export type PdfQuestion =
  | { readonly type: 'open'; readonly file: Blob; readonly mostPages: number }
  /** From 1. */
  | { readonly type: 'draw'; readonly page: number }

export interface PdfAsked {
  readonly id: number
  readonly question: PdfQuestion
}
export interface PdfAnswered {
  readonly id: number
  readonly answer: Result<{ readonly pages: number } | { readonly picture: ImageBitmap }, PaperProblem>
}
