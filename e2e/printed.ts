// A receipt as a thermal printer would put it down: 203 dots an inch, each black or not. Its codes are read from those
// dots by the reader the app itself uses, and its digits are measured in them.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import type { Locator, Page } from 'playwright-core'
import { desk } from './world.ts'

const dotsPerMm = 203 / 25.4

/** One bit a dot, row after row. */
interface Dots {
  readonly width: number
  readonly height: number
  readonly black: Uint8Array
}

export interface PrintedReceipt {
  /** What the codes say, in the order of the paper; null for one that can't be read. */
  readonly codes: readonly (string | null)[]
  /** How high the ink of each pair of the number is, in millimetres. */
  readonly pairsMm: readonly number[]
  /** Where each pair of the number begins: lines downwards, then left to right. */
  readonly pairsAt: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  readonly text: string
}

/** `paperMm` is the width that is printed on. Leaves the page as it was. */
export const printReceipt = async (page: Page, paperMm: number): Promise<PrintedReceipt> => {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: Math.floor((paperMm / 25.4) * 96), height: 800 })
  try {
    const codes: (string | null)[] = []
    for (const code of await page.locator('.receipt__code').all()) codes.push(readCode((await dotsAt(page, code)).dots))
    const pairs = await page.locator('.receipt__number .receipt__pair').all()
    const pairsMm: number[] = []
    const pairsAt: { text: string; x: number; y: number }[] = []
    for (const pair of pairs) {
      const { place, dots } = await dotsAt(page, pair)
      pairsMm.push(inkHeight(dots) / dotsPerMm)
      pairsAt.push({ text: await pair.innerText(), x: place.x, y: place.y })
    }
    return { codes, pairsMm, pairsAt, text: await page.locator('.receipt').innerText() }
  } finally {
    await page.emulateMedia({ media: null })
    await page.setViewportSize(desk)
  }
}

/** What one code on the page says, read from the dots of a printer; null when it can't be read. */
export const readPrintedCode = async (page: Page, code: Locator): Promise<string | null> =>
  readCode((await dotsAt(page, code)).dots)

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** On the whole page, whatever is scrolled. */
const placeOf = (locator: Locator): Promise<Place> =>
  locator.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x: x + scrollX, y: y + scrollY, width, height }
  })

/** Once it stands still: what comes late, a picture or a second code, moves what is below it. */
const dotsAt = async (page: Page, locator: Locator): Promise<{ readonly place: Place; readonly dots: Dots }> => {
  for (;;) {
    const place = await placeOf(locator)
    const dots = await dotsOf(page, place)
    const after = await placeOf(locator)
    if (place.x === after.x && place.y === after.y && place.width === after.width) return { place, dots }
  }
}

const dotsOf = async (page: Page, place: Place): Promise<Dots> => {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    clip: { ...place, scale: 203 / 96 },
  })
  await session.detach()
  const { width, height, black } = await page.evaluate(async (png) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))]))
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
    context?.drawImage(image, 0, 0)
    const rgba = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
    const dots = new Uint8Array(image.width * image.height)
    for (let at = 0; at < dots.length; at++)
      dots[at] = (rgba[at * 4] ?? 0) + (rgba[at * 4 + 1] ?? 0) + (rgba[at * 4 + 2] ?? 0) < 384 ? 1 : 0
    return { width: image.width, height: image.height, black: dots.join('') }
  }, data)
  return { width, height, black: Uint8Array.from(black, Number) }
}

const inkHeight = ({ width, height, black }: Dots): number => {
  const rows = Array.from({ length: height }, (_, row) => black.subarray(row * width, (row + 1) * width).includes(1))
  return rows.lastIndexOf(true) - rows.indexOf(true) + 1
}

interface ReaderScope {
  onmessage?: (event: { data: unknown }) => void
  postMessage: (answer: { readonly data?: string | null }) => void
}

/** The worker of the app's reader, run here: it is plain arithmetic. */
const readerSource = (): string => {
  const file = createRequire(import.meta.url).resolve('qr-scanner/qr-scanner-worker.min.js')
  const written = /new Blob\(\[`([\s\S]*)`\]/.exec(readFileSync(file, 'utf8'))?.[1]
  if (written === undefined) throw new Error('qr-scanner is no longer built as it was')
  return written.replaceAll(/\\([`$\\])/g, '$1')
}

const readCode = ({ width, height, black }: Dots): string | null => {
  let found: string | null = null
  const scope: ReaderScope = { postMessage: (answer) => (found = answer.data ?? null) }
  compileFunction(readerSource(), ['self'])(scope)
  const data = new Uint8ClampedArray(width * height * 4)
  for (const [at, dot] of black.entries()) data.fill(dot === 1 ? 0 : 255, at * 4, at * 4 + 3)
  scope.onmessage?.({ data: { id: 1, type: 'decode', data: { data, width, height } } })
  return found
}
