// The two halves of pdf.js in one thread, and a count of what one tells the other to draw: a page of few bytes may ask for a
// million strokes. Fetched when the first PDF is opened.
// oxlint-disable-next-line import/default -- the build answers '?url' with an address
import readerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
// oxlint-disable-next-line import/default -- the same
import drawerUrl from 'pdfjs-dist/legacy/build/pdf.min.mjs?url'
import type * as PdfJs from 'pdfjs-dist'

export interface PdfReader {
  readonly pdfJs: typeof PdfJs
  readonly worker: PdfJs.PDFWorker
  /** Fails once more is to be drawn than a page holds. */
  readonly tooMany: Promise<never>
}

/** A letter has one or two thousand. Each costs three kilobytes while the page is drawn. */
const mostOperations = 30_000

/** Null where the files cannot be had: not on this device yet, and no link. */
export const loadPdfReader = async (): Promise<PdfReader | null> => {
  try {
    await import(/* @vite-ignore */ readerUrl)
    // The file of the package itself, as it is.
    const pdfJs = (await import(/* @vite-ignore */ drawerUrl)) as typeof PdfJs
    const { port1, port2 } = new MessageChannel()
    const tooMany = counted(port1)
    pdfjsWorker.WorkerMessageHandler.initializeFromPort(port2)
    port2.start()
    const worker = pdfJs.PDFWorker.create({ port: port1 as unknown as Worker })
    port1.start()
    return { pdfJs, worker, tooMany }
  } catch {
    return null
  }
}

/** Where the reading half leaves itself. */
declare const pdfjsWorker: { readonly WorkerMessageHandler: { initializeFromPort(port: MessagePort): void } }

const counted = (port: MessagePort): Promise<never> => {
  let operations = 0
  const tooMany = new Promise<never>((_, fail) => {
    port.addEventListener('message', (event: MessageEvent<unknown>) => {
      operations += operationsIn(event.data)
      if (operations <= mostOperations) return
      // Nothing more is heard, so nothing more is sent.
      event.stopImmediatePropagation()
      port.close()
      fail(new Error('a page of too many strokes'))
    })
  })
  // Waited for while a page is drawn, and by nobody before.
  tooMany.catch(() => undefined)
  return tooMany
}

const operationsIn = (message: unknown): number => {
  const chunk = fieldOf(message, 'chunk')
  const operations = fieldOf(chunk, 'fnArray')
  return Array.isArray(operations) ? operations.length : 0
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined
