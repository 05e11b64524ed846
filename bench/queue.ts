// A clerk's room over 10,000 requests: how long until the queue is on screen after an unlock, after a dossier, after each
// letter of a search, and until a dossier is; what a line that changes costs, and what the list weighs. In the real app,
// over its own sealed disk, with the page's processor as it is and slowed six times. Measured, never asserted.
//
//   npm run bench:queue -- --count 10000 --times 12 --rates 1,6
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CDPSession, Page } from 'playwright-core'
import * as people from '../e2e/people.ts'
import { startsWith, word } from '../e2e/words.ts'
import { createWorld } from '../e2e/world.ts'
import { drawnAfter, type Drawn } from './queue/drawn.ts'
import { buildWithLoader, fetchLoader, loadYearInto } from './queue/loader.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    times: { type: 'string', default: '12' },
    rates: { type: 'string', default: '1,6' },
  },
})
const count = Number(values.count)
const times = Number(values.times)
/** What people type, letter by letter, in both scripts and by number. */
const searches = ['fatima ait', 'فاطمة أيت', 'lahcen', '0661', '12.40']

const line = (what: string, rate: number, all: readonly (Drawn | null)[]): void => {
  const found = all.filter((one) => one !== null)
  const at = (values: readonly number[], share: number) => {
    const sorted = values.toSorted((a, b) => a - b)
    return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
  }
  const ms = found.map((one) => one.ms)
  const cpu = found.map((one) => one.cpuMs * (rate === 1 ? 6 : 1))
  const cells = [at(ms, 0.5), at(ms, 0.95), at(ms, 1), rate === 1 ? at(cpu, 0.5) : '', rate === 1 ? at(cpu, 0.95) : '']
  console.log(`| CPU ÷ ${rate}: ${what} | ${cells.join(' | ')} | ${found.length} |`)
}

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6
}

const row = '.data-list__row'
const search = '#clerk-search'
const locked = 'input[type=password]'
const lock = async (page: Page): Promise<void> => {
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await page.locator(locked).waitFor()
}

const measure = async (page: Page, session: CDPSession, rate: number): Promise<void> => {
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  const rest = (ms: number) => page.waitForTimeout(ms * Math.sqrt(rate))
  const unlocks: (Drawn | null)[] = []
  for (let nth = 0; nth < Math.ceil(times / 4); nth++) {
    await lock(page)
    await page.fill(locked, people.passphrase)
    await page.focus(locked)
    unlocks.push(await drawnAfter(page, session, () => page.keyboard.press('Enter'), { selector: row }))
    await rest(1_000)
  }
  line('unlock to the queue', rate, unlocks)
  await rest(3_000)
  const opened: (Drawn | null)[] = []
  const acts: (Drawn | null)[] = []
  const whole: (Drawn | null)[] = []
  const stages = [
    [opened, '.clerk-head'],
    [acts, '.clerk-actions'],
    [whole, '.clerk-history'],
  ] as const
  const back: (Drawn | null)[] = []
  for (let nth = 0; nth < times; nth++) {
    await page
      .locator(row)
      .nth(nth % 10)
      .focus()
    // In turn: whose it is and where it stands; what can be done; all of it.
    const [into, selector] = stages[nth % stages.length] ?? stages[0]
    into.push(await drawnAfter(page, session, () => page.keyboard.press('Enter'), { selector }))
    await rest(300)
    back.push(await drawnAfter(page, session, () => page.keyboard.press('g'), { selector: row }))
    await rest(300)
  }
  line('a dossier from the queue: whose, and where it stands', rate, opened)
  line('a dossier from the queue: what can be done', rate, acts)
  line('a dossier from the queue: to its last line', rate, whole)
  line('the queue from a dossier', rate, back)
  const letters: (Drawn | null)[] = []
  for (const text of searches) {
    await page.focus(search)
    for (const letter of text) {
      letters.push(await drawnAfter(page, session, () => page.keyboard.type(letter), { changed: 'main' }))
      await rest(150)
    }
    await page.fill(search, '')
    await rest(300)
  }
  line('each key of a search', rate, letters)
  const others: (Drawn | null)[] = []
  await page.locator('h1').focus()
  for (const key of ['9', '1', '5', '6', '9', '1']) {
    others.push(await drawnAfter(page, session, () => page.keyboard.press(key), { changed: 'main' }))
    await rest(300)
  }
  line('another list', rate, others)
  const claims: (Drawn | null)[] = []
  await page.keyboard.press('1')
  for (let nth = 0; nth < Math.ceil(times / 3); nth++) {
    await rest(300)
    await page
      .locator(row)
      .nth(nth % 10)
      .focus()
    claims.push(await drawnAfter(page, session, () => page.keyboard.press('c'), { changed: '.clerk-count' }))
  }
  line('a claim, kept and shown in the list', rate, claims)
}

const folder = mkdtempSync(join(tmpdir(), 'morchid-queue-'))
await buildWithLoader(process.env['PWA_DIR'] ?? 'dist/pwa', join(folder, 'pwa'))
process.env['PWA_DIR'] = join(folder, 'pwa')
const world = await createWorld()
try {
  const device = await world.device()
  const { page } = device
  await people.enrol(device, world.linkOf('clerk').url)
  await people.offlineReady(page)
  await fetchLoader(page)
  await device.link('down')
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await lock(page)
  const empty = await heapOf(session)
  const loaded = await loadYearInto(page, people.passphrase, count, Date.now())
  console.log(`${count} dossiers, ${loaded.entries} entries written in ${Math.round(loaded.writingMs)} ms\n`)
  // The first unlock reads every line by itself, and gathers them into pages behind.
  await page.fill(locked, people.passphrase)
  await page.focus(locked)
  const first = await drawnAfter(page, session, () => page.keyboard.press('Enter'), { selector: row })
  console.log('| ms | p50 | p95 | worst | processor × 6: p50 | p95 | of |\n| --- | --- | --- | --- | --- | --- | --- |')
  line('the first unlock after it was written', 1, [first])
  await page.waitForTimeout(15_000)
  console.log(
    `| heap: locked ${empty.toFixed(1)} MB, with the queue ${(await heapOf(session)).toFixed(1)} MB | | | | | | |`,
  )
  for (const rate of values.rates.split(',').map(Number)) await measure(page, session, rate)
} finally {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
}
