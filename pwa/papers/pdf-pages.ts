// Opens a PDF with pdf.js and draws its pages, in a worker without a document: glyphs drawn as shapes or by the device's
// letters, no maps and no fonts fetched. What cannot be drawn so is left white, and the helper sees it.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { kindOfFile } from '../../shared/paper-image/kind-of-file.ts'
import { fullSide } from '../../shared/paper-image/page-size.ts'
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { pdfOptions } from './pdf-options.ts'
import { loadPdfReader } from './pdf-reader.ts'
import { weighPdf } from './pdf-weight.ts'

export interface OpenedPdf {
  readonly pages: number
  /** From 1. */
  draw(page: number): Promise<Result<{ readonly picture: ImageBitmap }, PaperProblem>>
}

/** A letter has a tenth of it; a book has more. */
const mostPdfBytes = 12_000_000

export const openPdf = async (file: Blob, mostPages: number): Promise<Result<OpenedPdf, PaperProblem>> => {
  if (file.size > mostPdfBytes) return err('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (kindOfFile(bytes) !== 'pdf') return err('not-a-picture')
  if ((await weighPdf(bytes)) === 'too-heavy') return err('too-heavy')
  const reader = await loadPdfReader()
  if (reader === null) return err('needs-link')
  const { pdfJs, worker, tooMany } = reader
  try {
    const pdf = await pdfJs.getDocument({ ...pdfOptions, worker, data: bytes }).promise
    if (pdf.numPages > mostPages) return err('too-many-pages')
    return ok({
      pages: pdf.numPages,
      draw: (page) => Promise.race([draw(pdf, page), tooMany.catch(() => err('too-heavy' as const))]),
    })
  } catch (error) {
    return err(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken')
  }
}

const draw = async (
  pdf: PDFDocumentProxy,
  number: number,
): Promise<Result<{ readonly picture: ImageBitmap }, PaperProblem>> => {
  try {
    const page = await pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    // A page may say that it is ten metres wide, or a point: it is drawn as large as a page is.
    const viewport = page.getViewport({ scale: fullSide / Math.max(width, height) })
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    )
    const canvasContext = canvas.getContext('2d')
    if (canvasContext === null) return err('crashed')
    // pdf.js draws on either kind of canvas; its types name only the one of a document.
    await page.render({ canvas: null, canvasContext: canvasContext as unknown as CanvasRenderingContext2D, viewport })
      .promise
    page.cleanup()
    return ok({ picture: canvas.transferToImageBitmap() })
  } catch {
    return err('broken')
  }
}
