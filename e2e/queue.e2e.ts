// A year of one commune, 10,000 requests, on one clerk's device: claimed, searched, filtered and read from the keyboard,
// with the hole in the copy told before anybody decides on it. The year is invented and goes through the device's own
// write path; what is shared with a colleague goes through the server.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDevice } from '../bench/device.ts'
import { buildWithLoader, fetchLoader, loadYearInto } from '../bench/queue/loader.ts'
import { inventedOf, type Fate, type Invented } from '../bench/queue/year.ts'
import { dossierFacts } from '../bench/sync/dossiers.ts'
import { look, lookAtDialog } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

const count = 10_000
const end = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'morchid-queue-e2e-'))
/** Two that the server knows, filed at the counter a minute ago. */
const [first, second] = [dossierFacts(2_001), dossierFacts(2_002)]
let world: World
let khadija: Device
let salma: Device

beforeAll(async () => {
  const app = join(folder, 'pwa')
  await buildWithLoader(process.env['PWA_DIR'] ?? 'dist/pwa', app)
  world = await createWorld({ PWA_DIR: app })
  khadija = await world.device(desk)
  salma = await world.device(desk)
  const counter = await openDevice({ server: khadija.wire.url, enrolment: world.linkOf('mediator').url })
  await counter.create([first, second])
  await counter.sync()
  await counter.close()
  await people.enrol(khadija, world.linkOf('clerk').url)
  await people.enrol(salma, linkNamed('Salma'))
  for (const { page } of [khadija, salma]) await people.offlineReady(page)
}, 240_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

oneStory('queue', () => ({ khadija }))

const linkNamed = (name: string): string => {
  for (let nth = 0; ; nth++) {
    const link = world.linkOf('clerk', nth)
    if (link.name.startsWith(name)) return link.url
  }
}
const says = (id: string): RegExp => startsWith(word('clerk', id))
const rows = (page: Page) => page.locator('.data-list__row')
const rowOf = (page: Page, { reference }: { readonly reference: string }) => rows(page).filter({ hasText: reference })
const told = (page: Page, id: string) => page.getByRole('status').filter({ hasText: word('clerk', id) })
const search = async (page: Page, text: string): Promise<void> => {
  await page.locator('h1').focus()
  await page.keyboard.press('f')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}
/** The first of the year that came so far. */
const one = (fate: Fate, is: (one: Invented) => boolean = () => true): Invented => {
  for (let i = 0; i < count; i++) {
    const found = inventedOf(i, count, end)
    if (found.fate === fate && is(found)) return found
  }
  throw new Error(`nobody in the year is ${fate}`)
}

test('a claim is made from the row, and a colleague sees it before opening anything', async () => {
  await people.comes(khadija.page, rowOf(khadija.page, first))
  await people.comes(salma.page, rowOf(salma.page, first))
  await rowOf(khadija.page, first).focus()
  await khadija.page.keyboard.press('c')
  await told(khadija.page, 'claim-done').waitFor()
  await people.comes(salma.page, rowOf(salma.page, first).getByText('Khadija Idrissi'))
  await rowOf(salma.page, first).focus()
  await salma.page.keyboard.press('c')
  await salma.page.getByRole('status').filter({ hasText: 'Khadija Idrissi' }).waitFor()
})

test('who reads a dossier at this moment is on the colleague’s row', async () => {
  await rowOf(khadija.page, first).click()
  await rowOf(salma.page, first).getByText(word('clerk', 'row-open-at')).waitFor({ timeout: 30_000 })
  await khadija.page.keyboard.press('g')
  await rowOf(salma.page, first).getByText(word('clerk', 'row-open-at')).waitFor({ state: 'detached', timeout: 30_000 })
})

test('two who claim one dossier apart are told of each other, and nothing is lost', async () => {
  for (const { page, link } of [khadija, salma]) {
    await link('down')
    await rowOf(page, second).focus()
    await page.keyboard.press('c')
    await told(page, 'claim-done').waitFor()
  }
  for (const { link } of [khadija, salma]) await link('up')
  for (const { page } of [khadija, salma])
    await people.comes(page, rowOf(page, second).getByText(word('clerk', 'row-apart')))
})

test('a year comes onto the device', { timeout: 600_000 }, async () => {
  const { page } = khadija
  await fetchLoader(page)
  await khadija.link('down')
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await page.locator('input[type=password]').waitFor()
  const loaded = await loadYearInto(page, people.passphrase, count, end)
  expect(loaded.entries).toBeGreaterThan(count * 5)
  page.setDefaultTimeout(60_000)
  await people.unlock(page, 'Khadija Idrissi')
  await rows(page).first().waitFor()
  const closed = await page.getByRole('button', { name: says('tab-closed') }).innerText()
  expect(Number(/\d+/.exec(closed)?.[0])).toBeGreaterThan(count * 0.8)
  await look('queue.full', page)
})

test('a person is found by telephone, and by name in both scripts, while it is typed', async () => {
  const { page } = khadija
  const person = one('filed', ({ phone, latin }) => phone !== null && latin.includes(' '))
  await search(page, (person.phone ?? '').slice(0, 8))
  await rowOf(page, person).waitFor()
  await search(page, person.latin.toLowerCase())
  await rowOf(page, person).waitFor()
  await search(page, person.arabic)
  await rowOf(page, person).waitFor()
  await search(page, person.reference.replaceAll('.', ''))
  await rowOf(page, person).waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/dossier\//)
  await page.keyboard.press('g')
  // The search is as it was.
  await rowOf(page, person).waitFor()
  await search(page, 'zzzz')
  await page.getByText(word('clerk', 'empty-search')).waitFor()
  await search(page, ' ')
})

test('filters narrow every list from the keyboard, and say when nothing is left', async () => {
  const { page } = khadija
  await page.locator('h1').focus()
  await page.keyboard.press('9')
  const all = await shownOf(page)
  await page.locator('h1').focus()
  await pressKey(page, 't')
  await page.locator('#clerk-filter-procedure:focus').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction((before) => document.querySelector('.clerk-pages > span')?.textContent !== before, all)
  await look('queue.filters', page)
  await page.locator('#clerk-filter-from').fill('2000-01-01')
  await page.locator('#clerk-filter-to').fill('2000-01-02')
  await page.getByText(word('clerk', 'empty-filters')).waitFor()
  await people.button(page, word('clerk', 'filters-clear')).first().click()
  expect(await shownOf(page)).toBe(all)
})

test('lists are turned by pages of fifty', async () => {
  const { page } = khadija
  const before = await rows(page).first().innerText()
  await page.locator('h1').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('PageDown')
  await page.getByText('51–100').waitFor()
  expect(await rows(page).first().innerText()).not.toBe(before)
  await page.keyboard.press('PageUp')
  await page.getByText('1–50').waitFor()
})

test('a page is walked by keys to its last row, though only those near the screen are drawn', async () => {
  const { page } = khadija
  const at = () => rows(page).evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement))
  await page.locator('h1').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(at).toBe(0)
  expect(await rows(page).count()).toBeLessThan(50)
  for (let row = 1; row <= 16; row++) {
    await page.keyboard.press('ArrowDown')
    await expect.poll(at).toBe(row)
  }
  await page.keyboard.press('End')
  await expect.poll(at).toBe(49)
  await page.keyboard.press('Home')
  await expect.poll(at).toBe(0)
  await lookAtDialog('queue.keys', page, '?')
})

test('what the copy lacks is told on the queue, on a page of its own, and before a decision', async () => {
  const { page } = khadija
  const torn = one('torn')
  await page.locator('h1').focus()
  await page.getByText(word('clerk', 'copy-lacks')).waitFor()
  await pressKey(page, 'o')
  await page.getByRole('heading', { name: word('clerk-copy', 'title') }).waitFor()
  const named = page.getByRole('link').filter({ hasText: torn.reference })
  await named.waitFor()
  await look('queue.copy', page)
  await named.click()
  await page.waitForURL(/\/dossier\//)
  await page.getByText(word('clerk', 'lacks-here-text')).waitFor()
})

test('the next unlock reads the lines from pages, and every one of them', { timeout: 300_000 }, async () => {
  const { page } = khadija
  await page.locator('h1').focus()
  await page.keyboard.press('g')
  await page.locator('.clerk-tabs').waitFor()
  const before = await page.locator('.clerk-tabs').innerText()
  await page.waitForFunction(gathered, null, { timeout: 240_000, polling: 1_000 })
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await people.unlock(page, 'Khadija Idrissi')
  await rows(page).first().waitFor()
  expect(await page.locator('.clerk-tabs').innerText()).toBe(before)
})

/** Hardly a line is loose any more; sent to the page as text. */
const gathered = (): Promise<boolean> =>
  new Promise((resolve) => {
    const opening = indexedDB.open('morchid')
    opening.addEventListener('success', () => {
      const database = opening.result
      const counting = database.transaction('summaries').objectStore('summaries').count()
      counting.addEventListener('success', () => {
        database.close()
        resolve(counting.result <= 300)
      })
    })
  })

/** "1–50 of 8,312", as the list says it. */
const shownOf = (page: Page): Promise<string> => page.locator('.clerk-pages > span').innerText()
