// The page where a paper is photographed, by itself, under the policy of the real server; and a file made into a page there.
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { contentSecurityPolicy } from '../sync-server/routes/headers.ts'
import { chromiumPath, launchFlags } from './chromium.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export interface PaperBench {
  readonly url: string
  /** A new browser for each: what it has in memory is measured. */
  open(flags?: readonly string[]): Promise<Page>
  /** What the pages said aloud: a breach of the policy is among it. */
  readonly said: string[]
  close(): Promise<void>
}

export const paperBench = async (): Promise<PaperBench> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-papers-'))
  process.env['GALLERY'] = '1'
  await build({ logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } })
  delete process.env['GALLERY']
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Content-Security-Policy', contentSecurityPolicy('http://localhost'))
    readFile(join(folder, pathname)).then(
      (bytes) => response.setHeader('Content-Type', types[extname(pathname)] ?? 'text/plain').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://localhost:${address.port}/gallery/take-paper.html`
  const browsers: Browser[] = []
  const said: string[] = []
  return {
    url,
    said,
    async open(flags = []) {
      // Only the whole one can be refused a camera.
      const executablePath = chromiumPath(flags.includes('--deny-permission-prompts') ? 'as people have it' : 'tests')
      const browser = await chromium.launch({ executablePath, args: [...launchFlags, ...flags] })
      browsers.push(browser)
      const page = await browser.newPage({ viewport: { width: 1024, height: 768 } })
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(String(error)))
      await page.goto(url)
      await page.waitForFunction(() => 'paperMaking' in globalThis)
      return page
    },
    async close() {
      for (const browser of browsers) await browser.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface MadeThere {
  readonly ok: boolean
  readonly error?: string
  readonly mediaType?: string
  readonly size?: number
  readonly width?: number
  readonly height?: number
  readonly thumb?: { readonly size: number; readonly width: number; readonly height: number }
  readonly doubts?: readonly string[]
  readonly isStraightened?: boolean
  readonly hashed?: boolean
  /** Red, green and blue in the middle of each quarter, in reading order. */
  readonly quarters?: readonly (readonly number[])[]
  /** Latin-1, to look for what must not be in it. */
  readonly text?: string
  readonly base64?: string
  readonly ms?: number
}

interface Wish {
  readonly look: 'grey' | 'colour'
  readonly straighten: boolean
  readonly quarters: number
}
export const plain: Wish = { look: 'colour', straighten: false, quarters: 0 }

/** Gives the bytes to the worker as a chosen file would be. */
export const makeThere = (page: Page, bytes: Uint8Array, wish: Wish = plain): Promise<MadeThere> =>
  page.evaluate(
    async ([base64, wish]) => {
      const { paperMaking } = globalThis as unknown as { paperMaking: PaperMaking }
      const file = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])
      const maker = paperMaking.createPageMaker()
      const start = performance.now()
      const made = await maker.make(file, wish)
      const ms = performance.now() - start
      maker.close()
      if (!made.ok) return { ok: false, error: made.error, ms }
      const { page: one, doubts, isStraightened } = made.value
      const { bytes, mediaType, width, height, thumb, hash } = one
      const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType }))
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.drawImage(bitmap, 0, 0)
      const quarters = [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ].map(([x = 0, y = 0]) => [...context.getImageData(x * width, y * height, 1, 1).data.subarray(0, 3)])
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      const name = btoa(String.fromCharCode(...digest))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace('=', '')
      let text = ''
      for (const byte of bytes) text += String.fromCharCode(byte)
      return {
        ok: true,
        mediaType,
        size: bytes.length,
        width,
        height,
        thumb: { size: thumb.bytes.length, width: thumb.width, height: thumb.height },
        doubts,
        isStraightened,
        hashed: name === hash,
        quarters,
        text,
        base64: btoa(text),
        ms,
      }
    },
    [Buffer.from(bytes).toString('base64'), wish] as const,
  )

interface PaperMaking {
  createPageMaker(): {
    make(
      file: Blob,
      wish: Wish,
    ): Promise<
      | { readonly ok: false; readonly error: string }
      | {
          readonly ok: true
          readonly value: {
            readonly page: {
              readonly bytes: Uint8Array<ArrayBuffer>
              readonly mediaType: string
              readonly width: number
              readonly height: number
              readonly hash: string
              readonly thumb: { readonly bytes: Uint8Array; readonly width: number; readonly height: number }
            }
            readonly doubts: readonly string[]
            readonly isStraightened: boolean
          }
        }
    >
    close(): void
  }
  openPdfFile(
    file: Blob,
    mostPages: number,
  ): Promise<
    | { readonly ok: false; readonly error: string }
    | {
        readonly ok: true
        readonly value: {
          readonly pages: number
          draw(page: number): Promise<{ readonly ok: boolean; readonly error?: string; readonly value?: ImageBitmap }>
          close(): void
        }
      }
  >
}

/** Opens a PDF there: how many pages, and the first one drawn, as a picture in PNG. */
export const openPdfThere = (
  page: Page,
  bytes: Uint8Array,
  mostPages = 10,
): Promise<{ ok: boolean; error?: string; pages?: number; width?: number; height?: number; base64?: string }> =>
  page.evaluate(
    async ([base64, mostPages]) => {
      const { paperMaking } = globalThis as unknown as { paperMaking: PaperMaking }
      const file = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])
      const opened = await paperMaking.openPdfFile(file, mostPages)
      if (!opened.ok) return { ok: false, error: opened.error }
      const drawn = await opened.value.draw(1)
      opened.value.close()
      if (!drawn.ok || drawn.value === undefined) return { ok: false, error: drawn.error ?? 'nothing' }
      const { width, height } = drawn.value
      const canvas = new OffscreenCanvas(width, height)
      canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(drawn.value)
      const png = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
      let text = ''
      for (const byte of png) text += String.fromCharCode(byte)
      return { ok: true, pages: opened.value.pages, width, height, base64: btoa(text) }
    },
    [Buffer.from(bytes).toString('base64'), mostPages] as const,
  )
