// The microphone and the button that records, in a real browser with a pretended microphone that beeps once a second.
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, launchFlags } from './chromium.ts'

const whole = chromiumPath('as people have it')
const opened: Browser[] = []
let script: string
beforeAll(async () => {
  script = await bundle(fileURLToPath(new URL('../pwa/gallery/voice-page.tsx', import.meta.url)))
})
afterAll(async () => {
  for (const browser of opened) await browser.close()
})

const pageWith = async (flags: readonly string[], executablePath = chromiumPath()): Promise<Page> => {
  const browser = await chromium.launch({ executablePath, args: [...launchFlags, ...flags] })
  opened.push(browser)
  const page = await browser.newPage()
  await page.route('http://localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  )
  await page.goto('http://localhost/')
  await page.addScriptTag({ content: script })
  return page
}
const fakes = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

test('ten seconds weigh at most 25 KB, end by themselves, and play again', async () => {
  const page = await pageWith(fakes)
  const recorded = (await page.evaluate('voice.record({ maxMs: 10_000 }, 11_000)')) as {
    size: number
    seconds: number
  }
  console.log('ten seconds', recorded)
  expect(recorded).toMatchObject({ ok: true, mediaType: 'audio/webm;codecs=opus' })
  expect(recorded.size).toBeLessThanOrEqual(25_000)
  expect(recorded.seconds).toBeGreaterThan(9)
  expect(recorded.seconds).toBeLessThan(11)
  // The fake microphone beeps once a second: tidied, the silence before the first and after the last is gone.
  const tidy = (await page.evaluate('voice.record({ maxMs: 10_000, tidy: true }, 3_000)')) as { seconds: number }
  console.log('tidied', tidy)
  expect(tidy).toMatchObject({ ok: true })
  expect(tidy.seconds).toBeLessThan(3)
  expect(await page.evaluate('voice.cancelled()')).toEqual({ ok: false, error: { type: 'cancelled' } })
})

test('the button: a tap begins and a tap ends, a trembling hand begins once, and it may be done again', async () => {
  const page = await pageWith(fakes)
  await page.evaluate('voice.button(false)')
  const press = (name: string) => page.getByRole('button', { name, exact: true })
  await press('record').dblclick()
  await press('stop').waitFor()
  await page.waitForTimeout(1_500)
  await press('stop').click()
  // By the keyboard from here: the focus follows, once the new button is painted.
  await page.locator('button:focus', { hasText: 'listen' }).waitFor()
  await page.keyboard.press('Enter')
  await press('stop listening').click()
  await press('listen').waitFor()
  await press('redo').click()
  await press('stop').waitFor()
  expect(await page.evaluate('given.map((one) => (one === null ? null : one.bytes.length > 500))')).toEqual([
    true,
    null,
  ])
})

test('the button held down records until it is let go; a short press stays a tap', async () => {
  const page = await pageWith(fakes)
  await page.evaluate('voice.button(true)')
  const press = (name: string) => page.getByRole('button', { name, exact: true })
  const box = await press('record').boundingBox()
  if (box === null) throw new Error('no button')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await press('stop').waitFor()
  await page.waitForTimeout(1_500)
  await page.mouse.up()
  await press('redo').waitFor()
  await press('redo').click()
  await press('stop').waitFor()
  await page.waitForTimeout(1_500)
  await press('stop').click()
  await press('redo').waitFor()
  expect(await page.evaluate('given.length')).toBe(3)
})

test('refused, or missing, it is an answer with its reason', async () => {
  const refused = await pageWith(['--use-fake-device-for-media-stream', '--deny-permission-prompts'], whole)
  // A browser without windows asks nobody: there, a refusal too is put in its mouth.
  if (!whole.includes('headless-shell'))
    expect(await refused.evaluate('voice.record({ maxMs: 1_000 }, 100)')).toEqual({
      ok: false,
      error: { type: 'refused' },
    })
  // This machine may have one: what a browser answers without is put in its mouth.
  for (const [name, type] of [
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'no-microphone'],
    ['NotReadableError', 'unreadable'],
  ]) {
    await refused.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name))
    }, name)
    expect(await refused.evaluate('voice.record({ maxMs: 1_000 }, 100)')).toEqual({ ok: false, error: { type } })
  }
})

const bundle = async (entry: string): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page', fileName: 'page' } },
  })
  const [built] = [output].flat()
  const chunk = built && 'output' in built ? built.output[0] : null
  if (!chunk) throw new Error('nothing was built')
  return chunk.code
}
