// What a supervisor asks of devices and people, and what a device does when it is told: a link lets one in, a revoked
// one sends what it has and is empty, one that stayed away too long is read by nobody until it has been heard of.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepPicture, look, lookAtDialog } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, phone, type Device, type World } from './world.ts'

let world: World
let office: Device
beforeAll(async () => {
  world = await createWorld()
  office = await world.device()
  await people.enrol(office, world.linkOf('supervisor').url)
})
afterAll(() => world.close())

const says = (id: string): string => word('supervisor', id)
const tab = (page: Page) => page.getByRole('link', { name: startsWith(says('nav-fleet')) })
const devicesOf = async (page: Page): Promise<void> => {
  await tab(page).click()
  await page.getByRole('heading', { name: says('fleet-title'), level: 1 }).waitFor()
}

/** Told by the server: the supervisor's list is brought up to date. */
const refresh = async (page: Page): Promise<void> => {
  await people
    .button(page, startsWith(word('shell', 'shell.send')))
    .first()
    .click()
}

/** The first characters of this device's id, as people read them out. */
const idOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result), { once: true }))
    const database = await done(indexedDB.open('morchid'))
    const found = await done(database.transaction('meta').objectStore('meta').get('device'))
    database.close()
    return String(found.value.id).slice(0, 6)
  })

/** Packets that the server has not confirmed. */
const unreceived = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result), { once: true }))
    const database = await done(indexedDB.open('morchid'))
    const chains = await done(database.transaction('chains').objectStore('chains').getAll())
    database.close()
    return chains.reduce((sum: number, chain: { n: number; acked: number }) => sum + chain.n - chain.acked, 0)
  })

/** The link a supervisor makes for this person, once the server knows it. */
const linkFor = async (name: string, look?: (page: Page) => Promise<void>): Promise<string> => {
  const { page } = office
  await devicesOf(page)
  await page.getByRole('link', { name: startsWith(name) }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await people.button(page, says('do-link')).click()
  await people.button(page, says('link-make')).click()
  await page.locator('dialog[open] .notice--success').waitFor()
  await look?.(page)
  const url = await page.locator('.fleet-link__text bdi').innerText()
  await page.keyboard.press('Escape')
  return url
}

const inDialog = (name: string) => office.page.locator('dialog[open]').getByRole('button', { name })

/** The page of a device in the supervisor's room. */
const openDevice = async (id: string): Promise<void> => {
  const { page } = office
  await devicesOf(page)
  const row = page.locator('.fleet-row').filter({ hasText: id })
  await expect
    .poll(
      async () => {
        if ((await row.count()) === 0) await refresh(page)
        return row.count()
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBe(1)
  await row.click()
  await page.getByRole('heading', { name: says('fleet-actions') }).waitFor()
}

/** The server's word for a device, waited for. */
const stateIs = async (id: string, state: string): Promise<void> => {
  await devicesOf(office.page)
  const badge = office.page.locator('.fleet-row').filter({ hasText: id }).locator(`.fleet-state--${state}`)
  await expect
    .poll(
      async () => {
        if ((await badge.count()) === 0) await refresh(office.page)
        return badge.count()
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBe(1)
}

const kept = { databases: 0, caches: 0, marks: 0, workers: 0, files: 0 }
/** Everything a browser can keep for this origin. */
const whatIsKept = (page: Page): Promise<typeof kept> =>
  page.evaluate(async () => {
    const files: string[] = []
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name)
    return {
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      marks: localStorage.length + sessionStorage.length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      files: files.length,
    }
  })

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها', first_name_latin: 'Mohamed' },
}

test('a link made here, once the server knows it, lets one device in and no second one', async () => {
  await devicesOf(office.page)
  await look('devices.list', office.page)
  const url = await linkFor('Lahcen Amghar', (page) => keepPicture('devices.link', page))
  const kiosk = await world.device(phone)
  await people.enrol(kiosk, url)
  await kiosk.page.getByText('EPN Imlil').first().waitFor()
  const other = await world.device(phone)
  await other.page.goto(other.at(url))
  await people.ownPassphrase(other.page)
  await other.page.fill('#passphrase', people.passphrase)
  await other.page.fill('#passphrase-again', people.passphrase)
  await people.button(other.page, word('setup', 'enrol.do')).click()
  await other.page.getByText(word('setup', 'enrol.refused')).waitFor()
  await openDevice(await idOf(kiosk.page))
  await look('devices.one', office.page)
  await expect.poll(() => office.page.locator('main').innerText()).toContain('Lahcen Amghar')
})

test('revoked while it is away with unsent work: the work arrives, nothing new is written, nothing stays', async () => {
  const kiosk = await world.device(phone)
  await people.enrol(kiosk, await linkFor('Lahcen Amghar'))
  const id = await idOf(kiosk.page)
  await openDevice(id)
  await kiosk.link('down')
  await people.begin(kiosk.page, birth)
  await people.answerAll(kiosk.page, birth, 'last_name_latin')
  await people.kept(kiosk.page)

  await lookAtDialog('devices.revoke', office.page, () => people.button(office.page, says('do-revoke')))
  await people.button(office.page, says('do-revoke')).click()
  await office.page.getByRole('radio', { name: says('why-stolen') }).check({ force: true })
  await inDialog(says('do-revoke')).click()
  await stateIs(id, 'revoked')

  await kiosk.link('up')
  await kiosk.page.getByRole('heading', { name: word('told', 'emptied-title') }).waitFor({ timeout: 60_000 })
  expect(await whatIsKept(kiosk.page)).toEqual(kept)
  await stateIs(id, 'erased')

  const next = await world.device()
  await people.enrol(next, await linkFor('Lahcen Amghar'))
  await next.page
    .locator('.desk-task')
    .filter({ hasText: word('desk', 'home.drafts-hint') })
    .waitFor({ timeout: 60_000 })
})

test('ordered to be empty and killed in the middle, it goes on at the next start and is empty', async () => {
  const kiosk = await world.device(phone)
  await people.enrol(kiosk, await linkFor('Khadija Idrissi'))
  await people.offlineReady(kiosk.page)
  const id = await idOf(kiosk.page)
  await openDevice(id)
  await kiosk.link('down')
  await people.button(office.page, says('do-erase')).click()
  await inDialog(says('do-erase')).click()
  await stateIs(id, 'erasing')

  // It is told by the first answer, and reaches nobody any more.
  let asked = 0
  await kiosk.page.route('**/api/sync', (route) => (asked++ === 0 ? route.continue() : route.abort()))
  await kiosk.link('up')
  const told = () => kiosk.page.getByRole('heading', { name: word('told', 'erase-title') })
  await told().waitFor({ timeout: 60_000 })
  await look('devices.told-erase', kiosk.page)
  await kiosk.link('down')
  await kiosk.killAndReopen()
  await told().waitFor()
  expect(await kiosk.page.locator('input[type=password]').count()).toBe(0)
  await kiosk.link('up')
  await kiosk.page.getByRole('heading', { name: word('told', 'emptied-title') }).waitFor({ timeout: 60_000 })
  await look('devices.emptied', kiosk.page)
  await kiosk.page.evaluate(() => localStorage.clear())
  expect(await whatIsKept(kiosk.page)).toEqual(kept)
  await stateIs(id, 'erased')
})

const day = 86_400_000

test('too long without its server nobody reads it; one contact sends what waited and opens it again', async () => {
  const kiosk = await world.device(phone)
  const { page } = kiosk
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(page)
  await kiosk.link('down')
  await people.begin(page, birth)
  await people.answerAll(page, birth, 'last_name_latin')
  await people.kept(page)
  // Locked, what was written is cut: it can leave without anybody.
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await page.locator('input[type=password]').waitFor()
  expect(await unreceived(page)).toBeGreaterThan(0)
  const start = Date.now()
  const over = page.getByRole('heading', { name: word('told', 'lease-title') })

  await page.clock.setSystemTime(start + 44 * day)
  await page.reload()
  await page.locator('input[type=password]').waitFor()
  await page.clock.setSystemTime(start + 46 * day)
  await page.reload()
  await over.waitFor()
  // The clock set back does not open it.
  await page.clock.setSystemTime(start)
  await page.reload()
  await over.waitFor()
  expect(await page.locator('input[type=password]').count()).toBe(0)
  await people.button(page, word('told', 'try')).click()
  await page.getByText(word('told', 'offline')).waitFor()
  await look('devices.lease', page)

  await kiosk.link('up')
  await page.locator('input[type=password]').waitFor({ timeout: 60_000 })
  expect(await unreceived(page)).toBe(0)
  await people.unlock(page, 'Fatima Bouzid')
  await people.button(page, startsWith(word('shell', 'shell.lock'))).waitFor()
})

test('a clock at 2099 locks it offline and says that the date is wrong; it does not lock it for ever', async () => {
  const kiosk = await world.device(phone)
  const { page } = kiosk
  await people.enrol(kiosk, await linkFor('Omar Kabbaj'))
  await people.offlineReady(page)
  await kiosk.link('down')
  await page.clock.setSystemTime(Date.parse('2099-01-01T10:00:00Z'))
  await page.reload()
  await page.getByRole('heading', { name: word('told', 'lease-title') }).waitFor()
  await page.getByText('2099').waitFor()
  await look('devices.lease-2099', page)
  await kiosk.link('up')
  await page.locator('input[type=password]').waitFor({ timeout: 60_000 })
  await kiosk.link('down')
  await page.clock.setSystemTime(Date.now())
  await page.reload()
  await people.unlock(page, 'Omar Kabbaj')
  await people.button(page, startsWith(word('shell', 'shell.lock'))).waitFor()
})

test('lent to another point its people enrol on it; taken back, they are let in no more', async () => {
  const kiosk = await world.device()
  const { page } = kiosk
  await people.enrol(kiosk, await linkFor('Fatima Bouzid'))
  const id = await idOf(page)
  await openDevice(id)
  await lookAtDialog('devices.lend', office.page, () => people.button(office.page, says('do-lend')))
  await people.button(office.page, says('do-lend')).click()
  await office.page.getByRole('radio', { name: 'EPN Imlil' }).check({ force: true })
  await inDialog(says('do-lend')).click()
  await stateIs(id, 'lent')

  const url = await linkFor('Lahcen Amghar')
  await page.goto('about:blank')
  await page.goto(kiosk.at(url))
  await people.ownPassphrase(page)
  await page.locator('#host input[type=radio]').first().check({ force: true })
  await page.fill('#host-passphrase', people.passphrase)
  await page.fill('#passphrase', people.passphrase)
  await page.fill('#passphrase-again', people.passphrase)
  await people.button(page, word('setup', 'enrol.do')).click()
  await page.getByText('EPN Imlil').first().waitFor()

  await openDevice(id)
  await people.button(office.page, says('do-return')).click()
  await inDialog(says('do-return')).click()
  await stateIs(id, 'in-use')
  await page.getByText(word('setup', 'unlock.withdrawn')).waitFor({ timeout: 90_000 })
  await expect.poll(() => page.locator('main').innerText()).not.toContain('Lahcen')
  await people.unlock(page, 'Fatima Bouzid')
  await people.button(page, startsWith(word('shell', 'shell.lock'))).waitFor()
})

test('somebody who leaves is locked out at the next contact, and their passphrase opens nothing', async () => {
  const kiosk = await world.device()
  const { page } = kiosk
  await people.enrol(kiosk, await linkFor('Khadija Idrissi'))
  await devicesOf(office.page)
  await office.page.getByRole('link', { name: startsWith('Khadija Idrissi') }).click()
  await office.page.getByRole('heading', { name: 'Khadija Idrissi', level: 1 }).waitFor()
  await look('devices.person', office.page)
  await people.button(office.page, says('do-end')).click()
  await office.page.getByRole('radio', { name: says('why-left') }).check({ force: true })
  await inDialog(says('do-end')).click()
  await page.getByText(word('setup', 'unlock.withdrawn')).waitFor({ timeout: 90_000 })
  await people.unlock(page, 'Khadija Idrissi')
  const busy = page.locator('button[aria-busy=true]')
  await busy.waitFor()
  await busy.waitFor({ state: 'detached' })
  expect(await page.getByRole('heading', { name: word('clerk', 'queue-title') }).count()).toBe(0)
  await expect.poll(() => page.getByText(word('setup', 'unlock.withdrawn')).count()).toBe(1)
})
