// The same device in two tabs: only one holds it. The second says where it is open and takes it over without loss, the
// first closes itself, also when it was frozen, and nothing is cut or sent twice.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import * as people from './people.ts'
import { road } from './road.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let first: Page
let second: Page
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
  first = kiosk.page
})
afterAll(() => world.close())

const elsewhere = (page: Page) => page.getByRole('heading', { name: word('setup', 'other-tab.title') })
const takeHere = (page: Page) => people.button(page, startsWith(word('setup', 'other-tab.here')))

/** Every packet on the device, and the rows that no packet carries. */
const onDisk = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')))
      })
    const database = await done(indexedDB.open('morchid'))
    const of = (table: string) => done(database.transaction(table).objectStore(table).getAll())
    const [rows, packets, chains] = [await of('rows'), await of('outbox'), await of('chains')]
    database.close()
    return {
      entries: rows.map((row: { entry?: string }) => row.entry ?? ''),
      packets: packets.map((one: { incarnation: string; n: number }) => `${one.incarnation}|${one.n}`),
      waiting: chains.filter((one: { n: number; acked: number }) => one.n > one.acked).length,
      forked: chains.filter((one: { forked?: boolean }) => one.forked === true).length,
    }
  })

/** Requests for the sync that a page sends from now on. */
const countSyncs = (page: Page): (() => number) => {
  let count = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) count++
  })
  return () => count
}

const send = async (page: Page): Promise<void> => {
  await people
    .button(page, startsWith(word('shell', 'shell.send')))
    .first()
    .click()
  await expect.poll(async () => (await onDisk(page)).waiting, { timeout: 20_000 }).toBe(0)
}

test('a second tab says that the device is open elsewhere, and shows nothing of it', async () => {
  await people.begin(first, road)
  await people.answerAll(first, road, 'passable')
  await people.kept(first)
  second = await kiosk.context.newPage()
  second.setDefaultTimeout(20_000)
  await second.goto(kiosk.url)
  await elsewhere(second).waitFor()
  expect(await second.locator('input[type=password]').count()).toBe(0)
})

test('it takes over without loss, and the first one closes itself', async () => {
  await takeHere(second).click()
  await elsewhere(first).waitFor()
  const syncsOfFirst = countSyncs(first)
  await people.unlock(second, 'Fatima Bouzid')
  await second.waitForURL(/\/request\//)
  await people.answerAll(second, road, 'since')
  await people.kept(second)
  await send(second)
  expect(syncsOfFirst()).toBe(0)
})

test('a frozen tab misses its beat and is taken from; thawed, it writes nothing and sends nothing', async () => {
  // What it wrote and could not cut: it is frozen in the middle of its work.
  await kiosk.link('down')
  await people.answerAll(second, road)
  const frozen = await kiosk.context.newCDPSession(second)
  await frozen.send('Page.setWebLifecycleState', { state: 'frozen' })
  await takeHere(first).click()
  await people.unlock(first, 'Fatima Bouzid')
  await first.waitForURL(/\/request\//)
  const before = await onDisk(first)
  const syncsOfSecond = countSyncs(second)
  await frozen.send('Page.setWebLifecycleState', { state: 'active' })
  await elsewhere(second).waitFor()
  expect(await onDisk(first)).toEqual(before)
  await kiosk.link('up')
  await send(first)
  expect(syncsOfSecond()).toBe(0)
})

test('no packet and no number was cut twice, and the server has refused nothing', async () => {
  const { packets, forked, entries } = await onDisk(first)
  expect(new Set(packets).size).toBe(packets.length)
  expect(forked).toBe(0)
  expect(entries).not.toContain('')
})
