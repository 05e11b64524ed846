// The screen where a paper is photographed: with a camera, without one, with a file, and where it cannot go on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as awkward from './awkward-files.ts'
import { audit, keepPicture } from './look.ts'
import { paperBench, type PaperBench } from './paper-bench.ts'
import { onTheTable, sceneOf } from './paper-scene.ts'

let bench: PaperBench
let folder: string
beforeAll(async () => {
  bench = await paperBench()
  folder = mkdtempSync(join(tmpdir(), 'morchid-camera-'))
})
afterAll(async () => {
  await bench.close()
  rmSync(folder, { recursive: true })
})

const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const desk = { width: 1_024, height: 768 }
const phone = { width: 360, height: 640 }
const said = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as { paperMaking: { said: string[] } }).paperMaking.said)
const kept = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { paperMaking: { kept: unknown[] } }).paperMaking.kept.length)

/** Axe finds nothing, nothing overflows sideways, every target is large enough. */
const look = async (name: string, page: Page): Promise<void> => {
  for (const [size, viewport] of Object.entries({ desk, phone })) {
    await page.setViewportSize(viewport)
    await page.waitForTimeout(200)
    await keepPicture(`take-paper.${name}.${size}`, page)
    expect.soft(await audit(page), `${name} ${size}`).toEqual([])
    const wrong = await page.evaluate(() => [
      ...(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []),
      ...[...document.querySelectorAll('button')]
        .filter((one) => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
        .map((one) => `small: ${one.textContent}`),
    ])
    expect.soft(wrong, `${name} ${size}`).toEqual([])
  }
  await page.setViewportSize(desk)
}

/** A sheet that fills the view of the pretended camera. */
const cameraWith = async (): Promise<string> => {
  const drawing = await bench.open()
  const frame = await sceneOf(drawing, { ...onTheTable, width: 1_280, height: 960 })
  await drawing.context().browser()?.close()
  const file = join(folder, 'camera.mjpeg')
  writeFileSync(file, Buffer.concat([frame, frame, frame, frame]))
  return `--use-file-for-fake-video-capture=${file}`
}

test('a page is aimed at, photographed, refused, photographed again and kept, by keys alone, in both languages', async () => {
  const page = await bench.open([...fakeCamera, await cameraWith()])
  for (const lang of ['fr', 'ar'] as const) {
    await page.goto(`${bench.url}?lang=${lang}`)
    await page.locator('.take-paper__hint--good').waitFor()
    await page.locator('.take-paper__outline').waitFor()
    const shutter = await page.locator('.take-paper__shutter').boundingBox()
    expect(shutter?.height).toBeGreaterThanOrEqual(96)
    await look(`aim.${lang}`, page)
    await page.keyboard.press('Enter')
    await page.locator('.take-paper__answers').waitFor()
    await look(`judge.${lang}`, page)
    await page.keyboard.press('2')
    await page.locator('.take-paper__shutter').waitFor()
    expect(await kept(page)).toBe(0)
    await page.locator('.take-paper__frame').waitFor()
    await page.waitForTimeout(500)
    await page.keyboard.press('Enter')
    await page.locator('.take-paper__answers').waitFor()
    await page.keyboard.press('1')
    await page.locator('.take-paper__kept li').waitFor()
    expect(await kept(page)).toBe(1)
    await look(`kept.${lang}`, page)
    await page.keyboard.press('Enter')
    expect(await said(page)).toEqual(['done 1'])
  }
})

test('a page is seen in full size, turned, and taken whole', async () => {
  const page = await bench.open()
  const drawing = await bench.open()
  const file = join(folder, 'sheet.jpg')
  writeFileSync(file, await sceneOf(drawing, { ...onTheTable, width: 2_000, height: 1_500 }))
  await page.locator('input[type=file]').setInputFiles(file)
  const image = page.locator('.take-paper__page img')
  const size = async (): Promise<readonly number[]> => [
    Number(await image.getAttribute('width')),
    Number(await image.getAttribute('height')),
  ]
  await image.waitFor()
  const [width = 0, height = 0] = await size()
  expect(width).toBeLessThan(height)
  const shownAt = async (): Promise<number> => (await image.boundingBox())?.height ?? 0
  const small = await shownAt()
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  await press('Voir en grand')
  expect(await shownAt()).toBeGreaterThan(small)
  await look('large.fr', page)
  await press('Tourner')
  await image.waitFor()
  expect(await size()).toEqual([height, width])
  await press('Toute l’image')
  await image.waitFor()
  expect((await size())[1]).toBeGreaterThan(height)
  await press('Couper au bord du papier')
  await image.waitFor()
  expect(await size()).toEqual([height, width])
})

test('without a camera, a file is taken, or the original is seen', async () => {
  for (const flags of [['--use-fake-device-for-media-stream', '--deny-permission-prompts'], []]) {
    const page = await bench.open(flags)
    const name = flags.length === 0 ? 'none' : 'refused'
    for (const lang of ['fr', 'ar'] as const) {
      await page.goto(`${bench.url}?lang=${lang}`)
      await page.locator('.notice--info').waitFor()
      await look(`${name}.${lang}`, page)
    }
    const file = join(folder, 'letter.pdf')
    writeFileSync(file, awkward.pdf(2, awkward.letter))
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.take-paper__answers').waitFor()
    await page.keyboard.press('1')
    await page.locator('.page__lead', { hasText: 'الصفحة 2' }).waitFor()
    await page.keyboard.press('1')
    await page.locator('.take-paper__kept').waitFor()
    expect(await kept(page)).toBe(2)
    await page.reload()
    await page.locator('.notice--info').waitFor()
    await page.getByRole('button', { name: 'رأيت الأصل، بدون صورة' }).click()
    expect(await said(page)).toEqual(['seen'])
    await page.context().browser()?.close()
  }
})

test('a file that hurts has its word and a next step; what could not be kept is said', async () => {
  const page = await bench.open()
  for (const lang of ['fr', 'ar'] as const) {
    await page.goto(`${bench.url}?lang=${lang}&failing`)
    const field = page.locator('input[type=file]')
    await field.setInputFiles({ name: 'carte.jpg', mimeType: 'image/jpeg', buffer: awkward.svgWithScript })
    await page.locator('.notice--warning').waitFor()
    await look(`problem.${lang}`, page)
    await field.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: awkward.whitePng(900, 1_300) })
    await page.locator('.take-paper__answers').waitFor()
    await page.keyboard.press('1')
    await page.locator('.notice--error').waitFor()
    await look(`failed.${lang}`, page)
    expect(await kept(page)).toBe(0)
  }
  await page.goto(`${bench.url}?full`)
  await page.locator('.notice--warning').waitFor()
  expect(await page.locator('input[type=file], .take-paper__shutter').count()).toBe(0)
})

test('where its files are not on the device and there is no link, the word says so, and nothing hangs', async () => {
  const page = await bench.open()
  const file = { name: 'a.pdf', mimeType: 'application/pdf', buffer: awkward.pdf(1, awkward.letter) }
  for (const files of ['**/pdf.min-*', '**/pdf-worker-*', '**/page-worker-*']) {
    await page.route(files, (route) => route.abort())
    await page.goto(bench.url)
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.notice--warning', { hasText: 'réseau' }).waitFor()
    await page.unroute(files)
  }
})

test('the policy of the server is obeyed all along', () => {
  expect(bench.said.filter((line) => /security policy|violat/i.test(line))).toEqual([])
})
