// A disk that went back in time: the server knows other packets under this sitting's numbers (rule 3). The sitting ends
// and says why, acts go again by themselves, and answers that cannot leave any more are a task until they are typed again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device()
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها', first_name_latin: 'Mohamed' },
}

/** Packets of the newest chain that are received, when all are. With `hash`, as if other packets had been cut. */
const receivedInPage = (hash: string | null): Promise<number> =>
  kiosk.page.evaluate(
    (hash) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('morchid')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const change = opening.result.transaction(['chains', 'outbox'], 'readwrite')
          let received = 0
          change.objectStore('chains').index('born').openCursor(null, 'prev').onsuccess = (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
            const { n, acked } = cursor?.value ?? { n: 0, acked: 0 }
            received = n === acked ? acked : 0
            if (hash !== null) cursor?.update({ ...cursor.value, hash })
          }
          change.objectStore('outbox').openCursor().onsuccess = (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
            if (hash !== null) cursor?.update({ ...cursor.value, hash })
            cursor?.continue()
          }
          change.oncomplete = () => {
            opening.result.close()
            resolve(received)
          }
        }
      }),
    hash,
  )

const received = async (): Promise<void> => {
  await people.button(kiosk.page, word('shell', 'shell.send')).click()
  await expect.poll(() => receivedInPage(null), { timeout: 30_000 }).toBeGreaterThan(0)
}

test('the sitting ends, and the lock screen says why', async () => {
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.begin(kiosk.page, birth)
  await people.answerAll(kiosk.page, birth, 'first_name_latin')
  await received()
  await kiosk.link('down')
  await receivedInPage('A'.repeat(43))
  await people.answerAll(kiosk.page, birth, 'last_name_latin')
  await people.kept(kiosk.page)
  await kiosk.link('up')
  await kiosk.page.getByText(word('shell', 'setup.unlock.forked')).waitFor()
})

test('what can no longer leave is a task, with the answers to read', async () => {
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await people.button(kiosk.page, startsWith(word('shell', 'shell.lock'))).waitFor()
  await kiosk.page.goto(kiosk.url, { waitUntil: 'commit' })
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.waitForTimeout(6000)
  console.log(await kiosk.page.innerText('body'))
  console.log(await kiosk.page.evaluate(() => new Promise((resolve) => { const o = indexedDB.open('morchid'); o.onsuccess = async () => { const all = (t) => new Promise((r) => { o.result.transaction(t).objectStore(t).getAll().onsuccess = (e) => r(e.target.result) }); const rows = await all('rows'); const chains = await all('chains'); resolve(JSON.stringify({ rows: rows.map(({ sealed, ...r }) => r), chains: chains.map(({ incarnation, n, acked, forked, born, hash }) => ({ incarnation, n, acked, forked, born, hash })) }, null, 0)) } })))
  const task = kiosk.page.locator('.desk-task').filter({ hasText: word('desk', 'home.again-hint') })
  await task.getByRole('link').first().click()
  await kiosk.page.getByText(word('desk', 'again.draft')).waitFor()
  expect(await kiosk.page.locator('.notice').filter({ hasText: 'Mohamed' }).count()).toBe(1)
})

test('typed again, it is received and no task is left', async () => {
  await people
    .button(kiosk.page, startsWith(word('desk', 'dossier.continue')))
    .or(kiosk.page.getByRole('link', { name: startsWith(word('desk', 'dossier.continue')) }))
    .first()
    .click()
  await people.answerAll(kiosk.page, birth, 'last_name_latin')
  await people.kept(kiosk.page)
  await received()
  await kiosk.page.goto(kiosk.url, { waitUntil: 'commit' })
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.getByRole('heading', { name: word('desk', 'home.todo') }).waitFor()
  expect(await kiosk.page.getByText(word('desk', 'home.again-hint')).count()).toBe(0)
})
