// What the page and its worker say to each other: one question, one answer with the same number. Types only.
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Made, PageWish, Watched } from './made-page.ts'

export type Question =
  | { readonly type: 'make'; readonly source: Blob | ImageBitmap; readonly wish: PageWish }
  | { readonly type: 'again'; readonly wish: PageWish }
  | { readonly type: 'watch'; readonly frame: ImageBitmap; readonly middle: ImageBitmap }

export interface Answers {
  readonly make: Result<Made, PaperProblem>
  readonly again: Result<Made, PaperProblem>
  readonly watch: Result<Watched, PaperProblem>
}
export type Answer = Answers[keyof Answers]

export interface Asked {
  readonly id: number
  readonly question: Question
}
export interface Answered {
  readonly id: number
  readonly answer: Answer
}
