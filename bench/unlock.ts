// How long an unlock takes, from Enter to the person's own first screen, beside the Argon2id worker alone. Three ways: the
// processor as it is; the page's main thread slowed six times by the browser; and the whole renderer, its worker and its
// WebCrypto included, let run one sixth of the time (SIGSTOP and SIGCONT), which is what a device six times slower is
// like. And the processor time the renderer spent, which does not know who else wants the machine: times six, it is what
// a slow device needs. Measured, never asserted.
//
//   npm run bench:unlock -- --times 20
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { atASixth } from '../e2e/memory.ts'
import * as people from '../e2e/people.ts'
import { startsWith, word } from '../e2e/words.ts'
import { createWorld } from '../e2e/world.ts'

const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } })
const times = Number(values.times)
const app = process.env['PWA_DIR'] ?? 'dist/pwa'
const person = 'Fatima Bouzid'

/** Of the page: the one renderer that works. */
const rendererOf = async (page: Page): Promise<{ readonly id: number; readonly cpuTime: number }> => {
  const session = await page.context().browser()?.newBrowserCDPSession()
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] }
  await session?.detach()
  const busiest = processInfo.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.cpuTime - a.cpuTime)[0]
  if (!busiest) throw new Error('no renderer')
  return busiest
}

/** Milliseconds of processor that the renderer spent meanwhile. */
const spentOn = async (page: Page, work: () => Promise<unknown>): Promise<number> => {
  const before = await rendererOf(page)
  await work()
  return ((await rendererOf(page)).cpuTime - before.cpuTime) * 1000
}

type Slowing = (page: Page) => Promise<() => Promise<void>>
const asItIs: Slowing = async () => async () => undefined
const mainThread: Slowing = async (page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  return () => session.detach()
}
const everything: Slowing = async (page) => {
  const end = atASixth((await rendererOf(page)).id)
  return async () => end()
}

const toLockScreen = async (page: Page): Promise<void> => {
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  const field = page.locator('input[type=password]')
  await field.fill(people.passphrase)
  await field.focus()
}

/** In the page's own clock, from the key to the frame that shows the header's lock. */
const unlockOnce = async (page: Page, slowing: Slowing): Promise<number> => {
  await toLockScreen(page)
  const lock = people.button(page, startsWith(word('shell', 'shell.lock')))
  await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<number>()
    Object.assign(globalThis, { unlocked: promise })
    const begin = ({ timeStamp }: Event): void => {
      const look = (): void => {
        const isHome = document.querySelector('.who') !== null && document.querySelector('main h1') !== null
        if (!isHome || document.querySelector('input[type=password]') !== null) requestAnimationFrame(look)
        else requestAnimationFrame(() => resolve(performance.now() - timeStamp))
      }
      look()
    }
    addEventListener('keydown', begin, { once: true, capture: true })
  })
  const end = await slowing(page)
  await page.keyboard.press('Enter')
  const ms = await page.evaluate(() => (globalThis as unknown as { unlocked: Promise<number> }).unlocked)
  await end()
  await lock.waitFor()
  return ms
}

/** The worker as the app starts it, with nothing around it. */
const deriveOnce = async (page: Page, worker: string, slowing: Slowing): Promise<number> => {
  const end = await slowing(page)
  const ms = await page.evaluate(
    (url) =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        const away = new Worker(url, { type: 'module' })
        away.addEventListener('message', () => {
          away.terminate()
          resolve(performance.now() - began)
        })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
        away.postMessage({ passphrase: 'olivepuitsmuletsamedi', salt: new Uint8Array(16) })
      }),
    worker,
  )
  await end()
  return ms
}

const line = (what: string, all: readonly number[]): void => {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
  console.log(`| ${what} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${sorted.length} |`)
}

const several = async (work: () => Promise<number>): Promise<readonly number[]> => {
  const all: number[] = []
  for (let nth = 0; nth < times; nth++) all.push(await work())
  return all
}

const world = await createWorld()
try {
  const device = await world.device()
  await people.enrol(device, world.linkOf('mediator').url)
  await people.offlineReady(device.page)
  await device.page.goto(device.url)
  await people.unlock(device.page, person)
  await device.page.locator('.who').waitFor()
  const file = readdirSync(join(app, 'assets')).find((name) => /^derive-worker-.*\.js$/.test(name)) ?? ''
  console.log('| ms | p50 | p95 | worst | of |\n| --- | --- | --- | --- | --- |')
  const ways: readonly (readonly [string, Slowing])[] = [
    ['as it is', asItIs],
    ['main thread ÷6', mainThread],
    ['whole renderer ÷6', everything],
  ]
  for (const [name, slowing] of ways) {
    line(`unlock, ${name}`, await several(() => unlockOnce(device.page, slowing)))
    line(`Argon2id alone, ${name}`, await several(() => deriveOnce(device.page, `/assets/${file}`, slowing)))
  }
  const derived = () => deriveOnce(device.page, `/assets/${file}`, asItIs)
  line(
    'lock and unlock, processor time',
    await several(() => spentOn(device.page, () => unlockOnce(device.page, asItIs))),
  )
  line('Argon2id alone, processor time', await several(() => spentOn(device.page, derived)))
} finally {
  await world.close()
}
