// What pdf.js is given in place of a document: canvases of a worker, no filters, no maps, no fonts but the device's own, and
// the two decoders a scanner's PDF needs, from this app's files.
import jbig2Url from 'pdfjs-dist/wasm/jbig2.wasm?url'
import openJpegUrl from 'pdfjs-dist/wasm/openjpeg.wasm?url'
import { mostPicturePixels } from './pdf-weight.ts'

class Canvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height))
    return { canvas, context: canvas.getContext('2d') }
  }
  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number): void {
    canvas.width = Math.max(1, width)
    canvas.height = Math.max(1, height)
  }
  destroy({ canvas }: { canvas: OffscreenCanvas }): void {
    canvas.width = 0
    canvas.height = 0
  }
}

/** Filters are made of elements of a document: pages are drawn without them. */
class NoFilters {
  addFilter = (): string => 'none'
  addHCMFilter = (): string => 'none'
  addAlphaFilter = (): string => 'none'
  addLuminosityFilter = (): string => 'none'
  addHighlightHCMFilter = (): string => 'none'
  destroy = (): void => undefined
}

class Nothing {
  fetch = (): Promise<never> => Promise.reject(new Error('not on this device'))
}

const decoders: Readonly<Record<string, string>> = { 'jbig2.wasm': jbig2Url, 'openjpeg.wasm': openJpegUrl }

class Decoders {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = decoders[filename]
    if (url === undefined) throw new Error(`${filename} is not in this app`)
    return new Uint8Array(await (await fetch(url)).arrayBuffer())
  }
}

export const pdfOptions = {
  isEvalSupported: false,
  enableXfa: false,
  useWorkerFetch: false,
  disableAutoFetch: true,
  stopAtErrors: false,
  maxImageSize: mostPicturePixels,
  canvasMaxAreaInBytes: 4 * mostPicturePixels,
  useSystemFonts: true,
  CanvasFactory: Canvases,
  FilterFactory: NoFilters,
  WasmFactory: Decoders,
  CMapReaderFactory: Nothing,
  StandardFontDataFactory: Nothing,
  // All that is asked of a document is its list of fonts, which a worker has too.
  ownerDocument: { fonts: 'fonts' in self ? self.fonts : undefined } as unknown as HTMLDocument,
  verbosity: 0,
}
