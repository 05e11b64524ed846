// A morning of practice: a mediator locks the desk, receives an invented person, and leaves. Nothing of it reaches the
// server nor the device's own database, every screen says that it is an exercise, and leaving deletes it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pin, turnScreen } from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look } from './look.ts'
import * as people from './people.ts'
import { tourSteps } from '../pwa/models/practice-tour.ts'
import { startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
/** Every request of the page while it practised. */
const asked: string[] = []

beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
  await start(kiosk.page).waitFor()
})
afterAll(() => world.close())

const start = (page: Page) => page.getByRole('link', { name: startsWith(word('desk', 'home.new')) }).first()
const band = (page: Page) => page.locator('aside.practice')

/** Rows of the tables in which a request leaves its traces, by name of the database; absent when there is none. */
const rowsIn = (page: Page, name: string): Promise<number | null> =>
  page.evaluate(async (database) => {
    const there = (await indexedDB.databases()).some((one) => one.name === database)
    if (!there) return null
    const open = await new Promise<IDBDatabase>((done, failed) => {
      const request = indexedDB.open(database)
      request.addEventListener('success', () => done(request.result))
      request.addEventListener('error', () => failed(request.error))
    })
    const tables = ['rows', 'summaries', 'outbox', 'blobs']
    const counts = await Promise.all(
      tables.map(
        (table) =>
          new Promise<number>((done) => {
            const request = open.transaction(table).objectStore(table).count()
            request.addEventListener('success', () => done(request.result))
          }),
      ),
    )
    open.close()
    return counts.reduce((all, one) => all + one, 0)
  }, name)

/** From here on the page notes which steps of the tour had their part of the screen before them. */
const watchTour = (page: Page): Promise<void> =>
  page.evaluate((steps) => {
    const seen = new Set<string>()
    Object.assign(globalThis, { seen })
    setInterval(() => {
      for (const { id, anchor } of steps) if (document.querySelector(anchor) !== null) seen.add(id)
    }, 20)
  }, tourSteps)

const seenOfTour = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])

let before: number | null = null

const itto: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['identity-card'],
  answers: {
    purpose: 'school',
    first_name_ar: 'إيطو',
    last_name_ar: 'أمغار',
    first_name_latin: 'Itto',
    last_name_latin: 'Amghar',
    douar: 'Douar Imskar',
    address_words: 'au-dessus de la fontaine',
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}

test('going in locks the sitting first, and the desk that opens is marked', async () => {
  const { page } = kiosk
  before = await rowsIn(page, 'morchid')
  await look('practice-home', page)
  await people.button(page, word('desk', 'practice.enter')).click()
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname))
  // The desk that is left may still send what it had to.
  page.once('domcontentloaded', () => asked.splice(0))
  await people.button(page, word('desk', 'practice.do')).click()
  await band(page).getByText(word('practice', 'band'), { exact: true }).waitFor()
  await start(page).waitFor()
  await watchTour(page)
  await look('practice-people', page)
})

test('a person with a story is received, and the tour rings what it speaks of', async () => {
  const { page } = kiosk
  await people.button(page, word('practice', 'person.itto')).click()
  await look('practice-story', page)
  await people.button(page, startsWith(word('practice', 'tour'))).click()
  await page.locator('.practice-ring').waitFor()
  await look('practice-ring', page)
  await people.button(page, word('practice', 'next')).click()
  await page.getByText(word('practice', 'elsewhere')).waitFor()
  await look('practice-tour', page)
  // The step is said by a machine, in the language of the screen, and only its own part was fetched for it.
  await page.getByText(word('practice', 'synthetic')).waitFor()
  const parts = () => asked.filter((path) => path.endsWith('.clips') && path.includes('tour-'))
  expect(parts()).toEqual([])
  await people.button(page, word('practice', 'hear')).click()
  await expect.poll(() => parts().length, { timeout: 20_000 }).toBe(1)
  expect(parts()[0]).toContain('voice-tour-fr-')
  expect(await page.getByText(word('practice', 'silent')).count()).toBe(0)
  await people.button(page, startsWith(word('practice', 'tour'))).click()
  await people.begin(page, itto)
})

test('the person’s side is marked too, and still has nothing to scroll', async () => {
  const { page } = kiosk
  await page.setViewportSize(phone)
  await turnScreen(page)
  await band(page).getByText(word('practice', 'band'), { exact: true }).waitFor()
  expect(await band(page).getByRole('button').count()).toBe(0)
  await keepPicture('practice-turned', page)
  const hidden = await page.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  )
  expect(hidden).toBeLessThanOrEqual(0)
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await page.keyboard.type(pin, { delay: 30 })
  await page.locator('.top-bar').waitFor()
  await page.setViewportSize(desk)
})

test('a window of the person’s own is marked as well, without a way out of the exercise', async () => {
  const { page, context } = kiosk
  const opened = context.waitForEvent('page')
  await page.evaluate(() => void window.open('/citizen', 'morchid-practice-citizen', 'popup'))
  const own = await opened
  await band(own).getByText(word('practice', 'band'), { exact: true }).waitFor()
  expect(await band(own).getByRole('button').count()).toBe(0)
  await own.close()
})

test('an error slipped in before the read-back is told when nobody hears it', async () => {
  const { page } = kiosk
  await people.answerAll(page, itto)
  const read = await people.readBack(page)
  expect(read.join(' ')).toContain('زينب')
  await band(page).getByText(word('practice', 'planted.missed')).waitFor()
})

test('the receipt of an exercise says so on paper, and has no seal', async () => {
  const { page } = kiosk
  const { reference } = await people.mandateAndFile(page)
  expect(reference.startsWith('99.')).toBe(true)
  await page.emulateMedia({ media: 'print' })
  const said = await page
    .locator('.receipt')
    .first()
    .evaluate((paper) => getComputedStyle(paper, '::before').content)
  expect(said).toContain('ENTRAÎNEMENT')
  await keepPicture('practice-paper', page)
  await page.emulateMedia({ media: 'screen' })
  await look('practice-receipt', page)
  expect(await rowsIn(page, 'morchid-practice')).toBeGreaterThan(0)
})

test('every step of the tour speaks of something that was on the screen', async () => {
  const { page } = kiosk
  await people.endVisit(page)
  const seen = await seenOfTour(page)
  expect(tourSteps.map((step) => step.id).filter((id) => !seen.includes(id))).toEqual([])
})

test('a page loaded again is still an exercise, and begins anew', async () => {
  const { page } = kiosk
  const asksSince = asked.length
  await page.reload()
  await band(page).getByText(word('practice', 'band'), { exact: true }).waitFor()
  await page.goto(`${kiosk.url}/`)
  await start(page).waitFor()
  expect(await rowsIn(page, 'morchid-practice')).toBe(0)
  // The proof that a request would have been seen.
  expect(asked.slice(asksSince)).toContain('/')
})

test('leaving deletes it: nothing went to the server, nothing is in the real database', async () => {
  const { page } = kiosk
  await people.button(page, word('practice', 'leave')).click()
  expect(asked.filter((path) => /^\/(?:api|board)/.test(path))).toEqual([])
  await people.button(page, word('practice', 'leave.do')).click()
  await page.locator('input[type=password]').waitFor()
  expect(await rowsIn(page, 'morchid-practice')).toBeNull()
  expect(await rowsIn(page, 'morchid')).toBe(before)
  expect(await band(page).count()).toBe(0)
})
