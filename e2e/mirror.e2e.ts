// The second copy of what is kept goes with the device: into the tab that takes it over, also from one that is frozen. A
// browser that has no place for one works, and the supervisor is told.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as damage from './damage-files.ts'
import { look } from './look.ts'
import { isMirrored } from './mirrored.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let first: Page
let second: Page
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device()
  first = kiosk.page
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها' },
}
const field = '#q-first_name_latin'
const takeHere = async (page: Page): Promise<void> => {
  await people.button(page, startsWith(word('setup', 'other-tab.here'))).click()
  await people.unlock(page, 'Fatima Bouzid')
  await page.locator(field).waitFor()
}
const write = async (page: Page, name: string): Promise<void> => {
  await page.fill(field, name)
  await page
    .locator('.request-saved--saving')
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined)
  await people.kept(page)
}

test('a tab that takes the device over goes on with its mirror', async () => {
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(first)
  await people.begin(first, birth)
  await people.answerAll(first, birth, 'first_name_latin')
  await kiosk.link('down')
  await write(first, 'Before')
  await expect.poll(() => isMirrored(first)).toBe(true)
  second = await kiosk.context.newPage()
  second.setDefaultTimeout(20_000)
  await second.goto(first.url())
  await takeHere(second)
  await write(second, 'Second tab')
  await expect.poll(() => isMirrored(second)).toBe(true)
})

test('from a frozen tab too, which thaws later', async () => {
  const frozen = await kiosk.context.newCDPSession(second)
  await frozen.send('Page.setWebLifecycleState', { state: 'frozen' })
  await takeHere(first)
  await frozen.send('Page.setWebLifecycleState', { state: 'active' })
  await second.getByRole('heading', { name: word('setup', 'other-tab.title') }).waitFor()
  await write(first, 'First again')
  await expect.poll(() => isMirrored(first), { timeout: 60_000 }).toBe(true)
})

test('what was written after the takeovers is back when the database is lost', async () => {
  const request = new URL(first.url()).pathname
  await kiosk.killAndReopen(request, damage.deleteFolder)
  await kiosk.page.getByText(word('damage', 'lost.title')).waitFor()
  await kiosk.page.getByText(word('damage', 'nothing-missing')).waitFor()
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.locator(field).waitFor()
  expect(await kiosk.page.inputValue(field)).toBe('First again')
})

test('a browser without a file system of its own works, and the supervisor reads that it has no second copy', async () => {
  const bare = await world.device()
  await bare.context.addInitScript(() => {
    // The blank page before the first has no storage at all.
    if ('StorageManager' in globalThis) Reflect.deleteProperty(StorageManager.prototype, 'getDirectory')
  })
  await bare.page.reload()
  await people.enrol(bare, world.linkOf('mediator', 1).url)
  await people.offlineReady(bare.page)
  const office = await world.device()
  await people.enrol(office, world.linkOf('supervisor').url)
  await office.page.getByRole('link', { name: startsWith(word('supervisor', 'nav-fleet')) }).click()
  const told = office.page.getByText(word('supervisor', 'fleet-mirror-none'))
  await expect
    .poll(
      async () => {
        await people
          .button(office.page, startsWith(word('shell', 'shell.send')))
          .first()
          .click()
        return told.count()
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toBe(1)
  await look('mirror.none', office.page)
})
