// A device that is nearly full says so and begins nothing new, goes on sending, and loses nothing that was kept when the
// browser refuses a write in the middle of typing. A window that forgets is not enrolled.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let request = '/'
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها' },
}
const field = '#q-first_name_latin'
const mega = 1024 * 1024

/** What the browser takes for this origin, over what it uses now; null for as much as the disk. */
const leaveRoom = async (room: number | null): Promise<void> => {
  const session = await kiosk.context.newCDPSession(kiosk.page)
  const usage = await kiosk.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  const quotaSize = room === null ? {} : { quotaSize: Math.max(0, usage + room) }
  await session.send('Storage.overrideQuotaForOrigin', { origin: kiosk.url, ...quotaSize })
}

const isReceived = (): Promise<boolean> =>
  kiosk.page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => asked.addEventListener('success', () => resolve(asked.result)))
    const database = await done(indexedDB.open('morchid'))
    const read = database.transaction(['rows', 'chains'])
    const unsent = await done(read.objectStore('rows').index('unsent').count())
    const chains = (await done(read.objectStore('chains').getAll())) as { n: number; acked: number }[]
    database.close()
    return unsent === 0 && chains.every(({ n, acked }) => n === acked)
  })

/** Typed and kept: another word than before, so that the screen has something to save. */
const typeKept = async (text: string): Promise<void> => {
  await kiosk.page.fill(field, text)
  await kiosk.page
    .locator('.request-saved--saving')
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined)
  await people.kept(kiosk.page)
}

test('a request is begun while there is room, and home says so', async () => {
  const { page } = kiosk
  await page.getByText(word('desk', 'home.room-roomy')).first().waitFor()
  await people.begin(page, birth)
  await people.answerAll(page, birth, 'first_name_latin')
  request = new URL(page.url()).pathname
  await typeKept('Before')
})

test('with little room: no new voices, and home says it', async () => {
  const { page } = kiosk
  await people.pause(page)
  await leaveRoom(40 * mega)
  await page.reload()
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByText(word('desk', 'home.room-no-media')).first().waitFor()
  await look('limits.no-media', page)
})

test('full: a new request is refused in words, one that was begun goes on and is received', async () => {
  const { page } = kiosk
  await leaveRoom(8 * mega)
  await page.goto(`${kiosk.url}/new/${birth.pack}`)
  await people.unlock(page, 'Fatima Bouzid')
  await people.button(page, startsWith(word('desk', 'procedure.start'))).click()
  await page.getByText(word('desk', 'procedure.full')).waitFor()
  await look('limits.full', page)
  await page.goto(kiosk.url + request)
  await people.unlock(page, 'Fatima Bouzid')
  await typeKept('Full')
  await people.button(page, word('shell', 'shell.send')).click()
  await expect.poll(isReceived, { timeout: 30_000 }).toBe(true)
})

/**
 * Chromium goes on for half a minute with the room it once saw, and may take one more write after it has refused one:
 * types until the refusal stays. The last word that was kept.
 */
const typeUntilRefused = async (before: string): Promise<string> => {
  const { page } = kiosk
  const failed = page.locator('.request-saved--failed')
  const isRefused = async (): Promise<boolean> => {
    await failed.or(page.locator('.request-saved--saved')).waitFor()
    return failed.isVisible()
  }
  let last = before
  for (let at = 0; at < 240; at++) {
    const text = `Refused${'z'.repeat(at % 30)}`
    await page.fill(field, text)
    await page.waitForTimeout(200)
    if (await isRefused()) {
      await page.waitForTimeout(500)
      if (await isRefused()) return last
    }
    last = text
  }
  throw new Error('nothing was refused')
}

test('refused in the middle of typing: it says so, what was kept is there, and the rest is kept once there is room', async () => {
  await kiosk.link('down')
  await kiosk.killAndReopen(request)
  const { page } = kiosk
  await people.unlock(page, 'Fatima Bouzid')
  await page.locator(field).waitFor()
  await leaveRoom(-mega)
  const last = await typeUntilRefused('Full')
  await page.getByText(word('desk', 'saved.failed')).first().waitFor()
  await look('limits.refused', page)
  await kiosk.killAndReopen(request)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.locator(field).waitFor()
  expect(await kiosk.page.inputValue(field)).toBe(last)
  await typeKept('Room again')
  await kiosk.killAndReopen(request)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.locator(field).waitFor()
  expect(await kiosk.page.inputValue(field)).toBe('Room again')
})

test('a private window is not enrolled', async () => {
  await kiosk.link('up')
  const browser = kiosk.context.browser()
  const secret = await browser?.newContext({ locale: 'fr' })
  const page = await secret?.newPage()
  if (!page) throw new Error('no private window')
  await page.goto(kiosk.at(world.linkOf('mediator', 1).url))
  await people.ownPassphrase(page)
  await page.fill('#passphrase', people.passphrase)
  await page.fill('#passphrase-again', people.passphrase)
  await people.button(page, word('setup', 'enrol.do')).click()
  await page.getByText(word('setup', 'storage-title')).waitFor()
  await secret?.close()
})

test('an older page that holds the database is asked to close, and the app goes on when it does', async () => {
  const other = await world.device()
  const old = other.page
  await old.goto(`${other.url}/healthz`)
  await old.evaluate(async () => {
    const opening = indexedDB.open('morchid', 10)
    // The tables of the first version, and no ear for whoever wants to change them.
    opening.addEventListener('upgradeneeded', () => {
      const table = (name: string, keyPath: string | string[], indexes: Record<string, string | string[]> = {}) => {
        const made = opening.result.createObjectStore(name, { keyPath, autoIncrement: name === 'outbox' })
        for (const [index, path] of Object.entries(indexes))
          made.createIndex(index, path, { unique: name === 'outbox' })
      }
      const packet = { '[incarnation+n]': ['incarnation', 'n'] }
      table('rows', 'key', { dossier: 'dossier', unsent: 'unsent', entry: 'entry', ...packet })
      table('chains', 'incarnation', { born: 'born' })
      table('outbox', 'order', packet)
      table('held', ['incarnation', 'entry'], { incarnation: 'incarnation', dossier: 'dossier' })
      for (const name of ['summaries:dossier', 'packs:id', 'meta:key', 'blobs:hash', 'voices:id'])
        table(name.split(':')[0] ?? '', name.split(':')[1] ?? '')
    })
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    Object.assign(globalThis, { held: opening.result })
  })
  const page = await other.context.newPage()
  await page.goto(other.url)
  await page.getByRole('heading', { name: word('damage', 'held.title') }).waitFor()
  await look('limits.held', page)
  await old.evaluate(() => (globalThis as unknown as { held: IDBDatabase }).held.close())
  await page.getByRole('heading', { name: word('shell', 'setup.welcome.title') }).waitFor()
})
