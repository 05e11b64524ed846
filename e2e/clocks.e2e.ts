// A kiosk whose clock says 1970 or 2099: a request goes from enrolment to received all the same, and the screen says
// that the clock is wrong.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look } from './look.ts'
import * as people from './people.ts'
import { word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

const long = { past: new Date('1970-01-02T10:00:00Z'), future: new Date('2099-12-30T10:00:00Z') }
const wrong = /La date ou l’heure de cet appareil est fausse/

const road: people.Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: {
    service_code: 'pothole',
    severity: 'minor',
    passable: 'mule',
    position: { lat: '31.2503', lon: '-7.9776' },
    since: 'today',
  },
}

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
