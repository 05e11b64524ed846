// A page made of a photograph, in a real browser: turned as it was held, with nothing of its file left, small enough for a
// bad link; and files that hurt, each with its word and without harm.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as awkward from './awkward-files.ts'
import { atASixth, megabytesNow, mostMegabytes, rendererIds } from './memory.ts'
import { makeThere, openPdfThere, paperBench, plain, type PaperBench } from './paper-bench.ts'
import { onTheTable, sceneOf } from './paper-scene.ts'

let bench: PaperBench
let page: Page
/** Where pictures are drawn, so that it costs the measured one nothing. */
let drawing: Page
beforeAll(async () => {
  bench = await paperBench()
  page = await bench.open()
  drawing = await bench.open()
})
afterAll(async () => {
  await bench.close()
})

const straight = { ...plain, straighten: true }

/** A picture in four colours, stored as the orientation says that it is. */
const held = async (orientation: number): Promise<Buffer> => {
  const colours: Readonly<Record<string, string>> = {
    'top left': '#f00',
    'top right': '#0f0',
    'bottom left': '#00f',
    'bottom right': '#ff0',
  }
  const [row = '', column = ''] = (
    {
      1: 'top left',
      2: 'top right',
      3: 'bottom right',
      4: 'bottom left',
      5: 'left top',
      6: 'right top',
      7: 'right bottom',
      8: 'left bottom',
    }[orientation] ?? ''
  ).split(' ')
  const opposite: Readonly<Record<string, string>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }
  const corner = (one: string, other: string): string => colours[`${one} ${other}`] ?? colours[`${other} ${one}`] ?? ''
  const [far, wide] = [opposite[row] ?? '', opposite[column] ?? '']
  const stored = [corner(row, column), corner(row, wide), corner(far, column), corner(far, wide)]
  const isOnItsSide = orientation > 4
  const base64 = await drawing.evaluate(
    async ([stored, width, height]) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      for (const [at, colour] of stored.entries()) {
        context.fillStyle = colour
        context.fillRect(((at % 2) * width) / 2, (Math.floor(at / 2) * height) / 2, width / 2, height / 2)
      }
      const bytes = new Uint8Array(
        await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer(),
      )
      let text = ''
      for (const byte of bytes) text += String.fromCharCode(byte)
      return btoa(text)
    },
    [stored, isOnItsSide ? 1200 : 1600, isOnItsSide ? 1600 : 1200] as const,
  )
  return awkward.withExif(Buffer.from(base64, 'base64'), orientation)
}

const nearly = (colours: readonly (readonly number[])[] | undefined): readonly string[] =>
  (colours ?? []).map((rgb) => rgb.map((value) => (value > 200 ? 'f' : value < 60 ? '0' : '?')).join(''))

test('a picture is turned as it was held, in all eight ways, and nothing of its file is left', async () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const made = await makeThere(page, await held(orientation))
    expect.soft(made, `orientation ${orientation}`).toMatchObject({ ok: true, width: 1600, height: 1200, hashed: true })
    expect.soft(nearly(made.quarters), `orientation ${orientation}`).toEqual(['f00', '0f0', '00f', 'ff0'])
    expect.soft(awkward.secrets.filter((secret) => made.text?.includes(secret))).toEqual([])
  }
})

test('a quarter turn to the right brings the lower corner at the start to the upper one', async () => {
  const made = await makeThere(page, await held(1), { ...plain, quarters: 1 })
  expect(made).toMatchObject({ ok: true, width: 1200, height: 1600 })
  expect(nearly(made.quarters)).toEqual(['00f', 'f00', 'ff0', '0f0'])
})

test('files that hurt are refused with a word, and the next one is made', async () => {
  const whole = await held(1)
  const refused: Readonly<Record<string, readonly [Uint8Array, string]>> = {
    'a hundred million pixels in the head of a JPEG': [awkward.jpegHead(12_000, 9_000), 'too-many-pixels'],
    'a hundred million white pixels in a small PNG': [awkward.whitePng(10_000, 10_000), 'too-many-pixels'],
    'a side longer than any page': [awkward.jpegHead(60_000, 100), 'too-many-pixels'],
    'a JPEG cut off in the middle': [whole.subarray(0, whole.length / 2), 'broken'],
    'a JPEG cut off in its head': [whole.subarray(0, 40), 'broken'],
    'a JPEG that ends before its pixels': [awkward.jpegHead(1_000, 1_000), 'broken'],
    'a PNG cut off': [awkward.whitePng(800, 800).subarray(0, 60), 'broken'],
    'an SVG with a script': [awkward.svgWithScript, 'not-a-picture'],
    'a page of HTML': [awkward.html, 'not-a-picture'],
    'a HEIC': [awkward.heicHead, 'heic'],
    'a PDF where a picture should be': [awkward.pdf(1, awkward.letter), 'not-a-picture'],
    'a stamp of forty pixels': [awkward.whitePng(40, 40), 'too-small'],
    nothing: [new Uint8Array(), 'not-a-picture'],
  }
  for (const [name, [bytes, error]] of Object.entries(refused))
    expect.soft(await makeThere(page, bytes), name).toMatchObject({ ok: false, error })
  // Behind its end, a JPEG may carry anything: none of it is in the page.
  const polyglot = await makeThere(page, Buffer.concat([whole, awkward.html, awkward.pdf(1, awkward.letter)]))
  expect(polyglot).toMatchObject({ ok: true })
  expect(polyglot.text).not.toMatch(/script|%PDF/)
  expect(await page.title()).not.toBe('run')
})

test('a sheet on a table is cut out, laid flat, made small, and can still be read', async () => {
  const photo = await sceneOf(drawing, onTheTable)
  const grey = await makeThere(page, photo, { look: 'grey', straighten: true, quarters: 0 })
  console.log('grey', grey.size, grey.width, grey.height, grey.thumb)
  expect(grey).toMatchObject({ ok: true, mediaType: 'image/webp', isStraightened: true, doubts: [] })
  expect(grey.size).toBeLessThanOrEqual(200_000)
  expect(grey.thumb?.size).toBeLessThanOrEqual(6_000)
  // An A4 is cut out with its shape, near 150 dots an inch.
  expect((grey.height ?? 0) / (grey.width ?? 1)).toBeCloseTo(Math.SQRT2, 1)
  expect(grey.height).toBeGreaterThan(1_500)
  for (const [r, g, b] of grey.quarters ?? []) expect([g, b]).toEqual([r, r])

  const whole = await makeThere(page, photo)
  expect(whole).toMatchObject({ ok: true, isStraightened: false, width: 2_000, height: 1_500 })
  expect(whole.size).toBeLessThanOrEqual(200_000)

  const blurred = await makeThere(page, await sceneOf(drawing, { ...onTheTable, blur: 9 }), straight)
  expect(blurred).toMatchObject({ ok: true, doubts: ['blurred'] })
  const dark = await makeThere(page, await sceneOf(drawing, { ...onTheTable, light: 0.2 }), straight)
  expect(dark.doubts).toContain('too-dark')
})

test('a PDF is opened as pictures of its pages; its script ends there; one that hurts has its word', async () => {
  expect(await openPdfThere(page, awkward.pdf(3, awkward.letter))).toMatchObject({ ok: true, pages: 3, height: 2_000 })
  expect(await openPdfThere(page, awkward.pdfWithScript())).toMatchObject({ ok: true, pages: 1 })
  expect(await page.title()).not.toBe('run')
  const whole = awkward.pdf(1, awkward.letter)
  const refused: Readonly<Record<string, readonly [Uint8Array, string]>> = {
    'eleven pages': [awkward.pdf(11, awkward.letter), 'too-many-pages'],
    'a password': [awkward.lockedPdf(), 'locked'],
    'half a gigabyte in half a megabyte': [awkward.pdf(1, awkward.deflated(Buffer.alloc(500_000_000))), 'too-heavy'],
    'a quarter of a million strokes': [awkward.pdfOfStrokes(), 'too-heavy'],
    'a head and nothing else': [whole.subarray(0, 20), 'broken'],
    'no PDF': [awkward.html, 'not-a-picture'],
  }
  for (const [name, [bytes, error]] of Object.entries(refused))
    expect.soft(await openPdfThere(page, bytes), name).toMatchObject({ ok: false, error })
})

test('nothing of all this needs more than 300 MB, on a processor six times slower', async () => {
  if (process.platform !== 'linux') return console.log('measured on Linux only')
  const files: Readonly<Record<string, Buffer>> = {
    'fifty-million.jpg': await flatJpeg(8_160, 6_120),
    'sixteen-million.png': awkward.whitePng(4_000, 4_000),
    'hundred-million.png': awkward.whitePng(10_000, 10_000),
    'sheet.jpg': await sceneOf(drawing, onTheTable),
    'bomb.pdf': awkward.pdf(1, awkward.deflated(Buffer.alloc(500_000_000))),
    'strokes.pdf': awkward.pdfOfStrokes(),
    'letter.pdf': awkward.pdf(2, awkward.letter),
  }
  const folder = mkdtempSync(join(tmpdir(), 'morchid-awkward-'))
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    const alone = await bench.open()
    const [renderer = 0] = await rendererIds(alone)
    await alone.locator('.take-paper__ways').waitFor()
    const before = megabytesNow(renderer)
    const letGo = atASixth(renderer)
    await alone.locator('input[type=file]').setInputFiles(file)
    await alone.locator('.take-paper__answers, .notice--warning').first().waitFor({ timeout: 150_000 })
    letGo()
    const most = mostMegabytes(renderer)
    console.log(`${name}: ${before} MB before, at most ${most}`)
    expect.soft(most, name).toBeLessThan(300)
    await alone.context().browser()?.close()
  }
  rmSync(folder, { recursive: true })
})

/** In another browser than the one that is measured. */
const flatJpeg = async (width: number, height: number): Promise<Buffer> =>
  Buffer.from(
    await drawing.evaluate(
      async ([width, height]) => {
        const canvas = new OffscreenCanvas(width, height)
        const context = canvas.getContext('2d')
        if (context === null) throw new Error('no canvas')
        for (let i = 0; i < 3_000; i++) {
          context.fillStyle = `hsl(${(i * 7) % 360} 60% ${30 + (i % 60)}%)`
          context.fillRect((i * 977) % width, (i * 613) % height, 400, 80)
        }
        const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
        canvas.width = 0
        const bytes = new Uint8Array(await file.arrayBuffer())
        let text = ''
        for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096))
        return btoa(text)
      },
      [width, height] as const,
    ),
    'base64',
  )
