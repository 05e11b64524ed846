// Pages taken one after the other: from the camera, from files, from the pages of a PDF. Each is made, shown, judged by the
// helper, and only then handed over to be kept. Signals and actions; no screen, and nothing is written here.
//
//   aiming ──photograph, file──► working ──made──► judging ──yes, kept──► next of the file, or kept ──more──► aiming
//     ▲                            │ refused          │ no
//     └────────────────────────────┴──────────────────┘
import { signal, type ReadonlySignal } from '@preact/signals'
import type { FileKind } from '../../shared/paper-image/kind-of-file.ts'
import type { Look } from '../../shared/paper-image/look.ts'
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { ok, type Result } from '../../shared/text/result.ts'
import type { Made, MadePage, PageWish } from './made-page.ts'
import type { PageMaker } from './page-maker.ts'
import type { PdfFile } from './pdf-file.ts'

export type Phase =
  | { readonly at: 'aiming' }
  | { readonly at: 'working' }
  | { readonly at: 'judging'; readonly made: Made; readonly wish: PageWish; readonly canStraighten: boolean }
  | { readonly at: 'kept' }

export interface TakingDeps {
  readonly maker: Pick<PageMaker, 'make' | 'again'>
  readonly kindOf: (file: Blob) => Promise<FileKind>
  readonly openPdf: (file: Blob, mostPages: number) => Promise<Result<PdfFile, PaperProblem>>
  /** A strict write of the page and of its small picture; false when it was not kept. */
  readonly keep: (page: MadePage) => Promise<boolean>
}

export interface Taking {
  readonly phase: ReadonlySignal<Phase>
  readonly kept: ReadonlySignal<readonly MadePage[]>
  /** Of the last photograph or file, until the next. */
  readonly problem: ReadonlySignal<PaperProblem | null>
  readonly keepFailed: ReadonlySignal<boolean>
  /** Pages of the same file that come after this one. */
  readonly waiting: ReadonlySignal<number>
  /** A bitmap is used up. */
  photograph(frame: ImageBitmap): Promise<void>
  choose(files: readonly Blob[]): Promise<void>
  turn(): Promise<void>
  /** The whole picture, or the paper cut out of it. */
  cut(straighten: boolean): Promise<void>
  sayReadable(): Promise<void>
  sayUnreadable(): Promise<void>
  more(): void
  close(): void
}

interface Source {
  readonly open: () => Promise<Result<Blob | ImageBitmap, PaperProblem>>
  readonly canStraighten: boolean
}

export const createTaking = (deps: TakingDeps, look: Look, mostPages: number): Taking => {
  const phase = signal<Phase>({ at: 'aiming' })
  const kept = signal<readonly MadePage[]>([])
  const problem = signal<PaperProblem | null>(null)
  const keepFailed = signal(false)
  const waiting = signal(0)
  const opened: PdfFile[] = []
  let queue: readonly Source[] = []
  let closed = false

  const left = (): number => mostPages - kept.peek().length
  const forget = (): void => {
    for (const pdf of opened.splice(0)) pdf.close()
    queue = []
    waiting.value = 0
  }
  const refuse = (why: PaperProblem): void => {
    forget()
    problem.value = why
    phase.value = { at: 'aiming' }
  }
  const show = (made: Result<Made, PaperProblem>, wish: PageWish, canStraighten: boolean): void => {
    if (closed) return
    if (made.ok) phase.value = { at: 'judging', made: made.value, wish, canStraighten }
    else refuse(made.error)
  }
  const goOn = async (): Promise<void> => {
    const [next, ...rest] = queue
    queue = rest
    waiting.value = rest.length
    if (next === undefined) {
      forget()
      phase.value = kept.peek().length === 0 ? { at: 'aiming' } : { at: 'kept' }
      return
    }
    problem.value = null
    keepFailed.value = false
    phase.value = { at: 'working' }
    const wish = { look, straighten: next.canStraighten, quarters: 0 }
    const source = await next.open()
    show(source.ok ? await deps.maker.make(source.value, wish) : source, wish, next.canStraighten)
  }
  const again = async (wished: Partial<PageWish>): Promise<void> => {
    const now = phase.peek()
    if (now.at !== 'judging') return
    const wish = { ...now.wish, ...wished }
    phase.value = { at: 'working' }
    show(await deps.maker.again(wish), wish, now.canStraighten)
  }
  const sourcesOf = async (file: Blob): Promise<Result<readonly Source[], PaperProblem>> => {
    if ((await deps.kindOf(file)) !== 'pdf') return ok([{ open: async () => ok(file), canStraighten: true }])
    const pdf = await deps.openPdf(file, left())
    if (!pdf.ok) return pdf
    opened.push(pdf.value)
    const pages = Array.from({ length: pdf.value.pages }, (_, at) => at + 1)
    return ok(pages.map((page) => ({ open: () => pdf.value.draw(page), canStraighten: false })))
  }

  return {
    phase,
    kept,
    problem,
    keepFailed,
    waiting,
    async photograph(frame) {
      if (phase.peek().at !== 'aiming' || left() <= 0) return frame.close()
      queue = [{ open: async () => ok(frame), canStraighten: true }]
      await goOn()
    },
    async choose(files) {
      if (phase.peek().at !== 'aiming' || left() <= 0 || files.length === 0) return
      phase.value = { at: 'working' }
      problem.value = null
      const sources: Source[] = []
      for (const file of files) {
        const found = await sourcesOf(file)
        if (closed) return
        if (!found.ok) return refuse(found.error)
        sources.push(...found.value)
      }
      if (sources.length > left()) return refuse('too-many-pages')
      queue = sources
      await goOn()
    },
    turn: () => {
      const now = phase.peek()
      return now.at === 'judging' ? again({ quarters: (now.wish.quarters + 1) % 4 }) : Promise.resolve()
    },
    cut: (straighten) => again({ straighten }),
    async sayReadable() {
      const now = phase.peek()
      if (now.at !== 'judging') return
      const { page } = now.made
      keepFailed.value = false
      phase.value = { at: 'working' }
      const isKept = await deps.keep(page).catch(() => false)
      if (closed) return
      if (!isKept) {
        keepFailed.value = true
        phase.value = now
        return
      }
      kept.value = [...kept.peek(), page]
      await goOn()
    },
    async sayUnreadable() {
      if (phase.peek().at !== 'judging') return
      keepFailed.value = false
      // One page of many is passed over; a photograph is taken again.
      if (queue.length > 0) await goOn()
      else {
        forget()
        phase.value = { at: 'aiming' }
      }
    },
    more() {
      if (phase.peek().at === 'kept' && left() > 0) phase.value = { at: 'aiming' }
    },
    close() {
      closed = true
      forget()
    },
  }
}
