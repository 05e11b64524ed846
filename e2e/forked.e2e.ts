// A disk that went back in time: the server knows other packets under this sitting's numbers (rule 3). The sitting ends
// and says why, acts go again by themselves, and answers that cannot leave any more are a task until they are typed again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها', first_name_latin: 'Mohamed' },
}

/** Packets of the newest chain that are received, when all are, and rows that no packet carries yet. With `hash`, as if
 * other packets had been cut. */
const standingInPage = (hash: string | null): Promise<{ readonly received: number; readonly uncut: number }> =>
  kiosk.page.evaluate(async (hash) => {
    const done = (request: EventTarget, type: string) =>
      new Promise((resolve) => request.addEventListener(type, resolve, { once: true }))
    const all = async <T>(request: IDBRequest<T>): Promise<T> => {
      await done(request, 'success')
      return request.result
    }
    const database = await all(indexedDB.open('morchid'))
    const change = database.transaction(['chains', 'outbox', 'rows'], 'readwrite')
    const chains = await all(change.objectStore('chains').index('born').getAll())
    const last = chains.at(-1)
    const packets = await all(change.objectStore('outbox').getAll())
    const uncut = await all(change.objectStore('rows').index('unsent').count())
    if (hash !== null) {
      change.objectStore('chains').put({ ...last, hash })
      for (const packet of packets) change.objectStore('outbox').put({ ...packet, hash })
    }
    await done(change, 'complete')
    database.close()
    return { received: last?.n === last?.acked ? (last?.acked ?? 0) : 0, uncut }
  }, hash)

const received = async (): Promise<void> => {
  await people.button(kiosk.page, word('shell', 'shell.send')).click()
  await expect.poll(async () => (await standingInPage(null)).received, { timeout: 30_000 }).toBeGreaterThan(0)
}

test('the sitting ends, and the lock screen says why', async () => {
  await people.begin(kiosk.page, birth)
  await people.answerAll(kiosk.page, birth, 'first_name_latin')
  // Else what was typed last would be lost with what is typed next.
  await expect.poll(async () => (await standingInPage(null)).uncut, { timeout: 30_000 }).toBe(0)
  await received()
  await kiosk.link('down')
  await standingInPage('A'.repeat(43))
  await people.answerAll(kiosk.page, birth, 'last_name_latin')
  await people.kept(kiosk.page)
  await kiosk.link('up')
  await kiosk.page.getByText(word('setup', 'unlock.forked')).waitFor()
  await look('forked.unlock', kiosk.page)
})

test('what can no longer leave is a task, with the answers to read', async () => {
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await people.pause(kiosk.page)
  await look('forked.home', kiosk.page)
  const task = kiosk.page.locator('.desk-task').filter({ hasText: word('desk', 'home.again-hint') })
  await task.getByRole('link').click()
  await kiosk.page.getByText(word('desk', 'again.draft')).waitFor()
  await expect.poll(() => kiosk.page.locator('.notice').filter({ hasText: 'Mohamed' }).count()).toBe(1)
  await look('forked.dossier', kiosk.page)
})

test('typed again, it is received and no task is left', async () => {
  const { page } = kiosk
  await page.getByRole('link', { name: startsWith(word('desk', 'dossier.continue')) }).click()
  await page.locator('[data-step="question"]').waitFor()
  const before = await page.locator('main h1').innerText()
  await people.button(page, startsWith(word('desk', 'back.step'))).click()
  // Else the question before it would be found answered.
  await expect.poll(() => page.locator('main h1').innerText()).not.toBe(before)
  await people.answerAll(page, birth, 'last_name_latin')
  await people.kept(page)
  await received()
  await people.pause(page)
  await page.getByRole('heading', { name: word('desk', 'home.todo') }).waitFor()
  await expect.poll(() => page.getByText(word('desk', 'home.again-hint')).count()).toBe(0)
})
