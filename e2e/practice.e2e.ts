// A morning of practice: a mediator locks the desk, receives an invented person, and leaves. Nothing of it reaches the
// server nor the device's own database, every screen says that it is an exercise, and leaving deletes it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
/** Every request of the page while it practised. */
const asked: string[] = []

beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await start(kiosk.page).waitFor()
})
afterAll(() => world.close())

const start = (page: Page) => page.getByRole('link', { name: startsWith(word('desk', 'home.new')) }).first()
const band = (page: Page) => page.locator('.practice-band')

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

let before: number | null = null

test('going in locks the sitting first, and the desk that opens is marked', async () => {
  const { page } = kiosk
  before = await rowsIn(page, 'morchid')
  await look('practice-home', page)
  await people.button(page, word('desk', 'practice.enter')).click()
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await people.button(page, word('desk', 'practice.do')).click()
  await band(page).getByText(word('practice', 'band'), { exact: true }).waitFor()
  await start(page).waitFor()
  await look('practice-people', page)
})
