// A kiosk whose clock says 1970 or 2099, or jumps between them: a request goes from enrolment to received all the same,
// passphrases and waits go on working, and the screen says that the clock is wrong.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look } from './look.ts'
import * as people from './people.ts'
import { road } from './road.ts'
import { startsWith, word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

const long = { past: new Date('1970-01-02T10:00:00Z'), future: new Date('2099-12-30T10:00:00Z') }
const wrong = /La date ou l’heure de cet appareil est fausse/

let world: World
let kiosk: Device
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const file = async (page: Page): Promise<void> => {
  await page.locator('a.brand').click()
  await people.begin(page, road)
  await people.answerAll(page, road)
  await people.readBack(page)
  await people.mandateAndFile(page)
  await page.locator('a.brand').click()
  await page.waitForURL(`${kiosk.url}/`)
}

/** Everything that was written here is at the server, by its own word. */
const received = async (page: Page): Promise<void> => {
  await page.locator('.offline-strip a[href="/unsent"]').click()
  await page.locator('.unsent-send').getByRole('button').click()
  await page.getByText(word('unsent', 'empty')).waitFor()
  await page.getByText(word('unsent', 'sent')).waitFor()
}

/** Whose device it is by then. */
const colleague = () => world.linkOf('mediator', 1).name
const lockButton = (page: Page) => people.button(page, startsWith(word('shell', 'shell.lock')))
const phrase = (page: Page) => page.locator('input[type=password]')
const tryServer = (page: Page) => page.locator('.told__try button')

/** A jump may have locked it already: an hour that passed while nobody touched it, as far as it knows. */
const lockNow = async (page: Page): Promise<void> => {
  const locked = phrase(page).or(tryServer(page)).first()
  await lockButton(page).or(locked).first().waitFor()
  if (await lockButton(page).isVisible()) await unless(lockButton(page).click({ timeout: 5_000 }))
  await locked.waitFor()
}

/** Years ahead, it first asks the server whether it may still be read: one contact, its own or a press, is enough. */
const open = async (page: Page): Promise<void> => {
  for (let steps = 0; steps < 8; steps++) {
    const offer = people.withoutDigits(page)
    await lockButton(page).or(tryServer(page)).or(phrase(page)).or(offer).first().waitFor()
    if (await lockButton(page).isVisible()) return
    if (await offer.isVisible()) await unless(offer.click({ timeout: 5_000 }))
    else if (await tryServer(page).isVisible()) await unless(tryServer(page).click({ timeout: 5_000 }))
    else {
      await people.unlock(page, colleague())
      await unless(lockButton(page).or(tryServer(page)).or(offer).first().waitFor({ timeout: 15_000 }))
    }
  }
  throw new Error('it does not open')
}

/** The screen may change by itself meanwhile. */
const unless = (step: Promise<void>): Promise<void> => step.catch(() => undefined)

const wrongPassphrase = async (page: Page): Promise<void> => {
  await page.waitForSelector('input[type=password]')
  await page.fill('input[type=password]', 'ce n’est pas la bonne')
  await page.keyboard.press('Enter')
  await page.locator('input[aria-invalid=true]').waitFor()
}

describe.each([
  ['1970', 0],
  ['2099', 1],
] as const)('a kiosk in %s', (year, nth) => {
  const now = year === '1970' ? long.past : long.future
  test('is enrolled, files a request, and it is received', async () => {
    kiosk = await world.device()
    await kiosk.page.clock.setSystemTime(now)
    await people.enrol(kiosk, world.linkOf('mediator', nth).url)
    await file(kiosk.page)
    await received(kiosk.page)
    expect(await kiosk.page.evaluate(() => new Date().getFullYear())).toBe(Number(year))
  })

  test('says that its clock is wrong, and what to do', async () => {
    const { page } = kiosk
    await page.getByText(wrong).waitFor()
    if (year === '1970') await look('clocks.wrong', page)
  })
})

describe('a clock that jumps', () => {
  test('between two sittings: the passphrase opens, and what is written after the jump is received', async () => {
    const { page } = kiosk
    for (const now of [long.past, long.future]) {
      await page.clock.setSystemTime(now)
      await lockNow(page)
      await open(page)
      await file(page)
      await received(page)
    }
  })

  test('back by 129 years in the middle of a wait: the wait is no longer than it was', async () => {
    const { page } = kiosk
    await lockNow(page)
    for (let tries = 0; tries < 4; tries++) {
      await wrongPassphrase(page)
      await page.locator('.setup-form button[type=submit]:not([disabled])').waitFor({ timeout: 40_000 })
    }
    await page.clock.setSystemTime(long.past)
    await people.unlock(page, colleague())
    const waits = page.locator('.setup-form .notice--warning')
    await lockButton(page).or(waits).first().waitFor()
    if (await waits.isVisible()) {
      await page.locator('.setup-form button[type=submit]:not([disabled])').waitFor({ timeout: 90_000 })
      await people.unlock(page, colleague())
    }
    await lockButton(page).waitFor()
  })

  test('set right, and at the next contact nothing is said of it any more', async () => {
    const { page } = kiosk
    await page.clock.setSystemTime(new Date())
    await lockNow(page)
    await open(page)
    await received(page)
    await expect.poll(() => page.getByText(wrong).count()).toBe(0)
  })
})
