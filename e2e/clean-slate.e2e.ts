// Between two citizens: a visit is over, and nothing of the one who leaves is on the screen, in the browser's memory of
// pages, in what was copied, in storage; Back leads nowhere near. The mediator who stays types nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { createHunt, planted } from './hunt.ts'
import { look } from './look.ts'
import { oneStory } from './one-story.ts'
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

oneStory('clean-slate', () => ({ kiosk }))

/** What the lists of the desk must know to find a request again. */
const names = {
  first: planted.word(),
  last: planted.word(),
  firstAr: planted.arabicWord(),
  lastAr: planted.arabicWord(),
}
/** What only the request itself knows. */
const told = { address: planted.word(), douar: planted.word() }
const all = [...Object.values(names), ...Object.values(told)]
const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  answers: {
    purpose: 'bank',
    first_name_ar: names.firstAr,
    last_name_ar: names.lastAr,
    first_name_latin: names.first,
    last_name_latin: names.last,
    douar: told.douar,
    address_words: told.address,
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}

const onThePage = (): Promise<string> =>
  kiosk.page.evaluate(async () => {
    const cached: string[] = []
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url)
    return [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      document.title,
      location.href,
      JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }, cached]),
      // What any page may ask of the addresses this window was at.
      ...(globalThis as unknown as { navigation: { entries(): { url: string }[] } }).navigation
        .entries()
        .map(({ url }) => url),
    ].join('\n')
  })

let paper: people.Paper

test('a visit, and what it leaves around: names on the receipt, an address copied, a question turned', async () => {
  const { page } = kiosk
  await people.begin(page, visit)
  await people.answerAll(page, visit, 'douar')
  await citizen.turnScreen(page)
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await page.keyboard.type(citizen.pin, { delay: 20 })
  await page.locator('#q-douar').waitFor()
  await people.answerAll(page, visit)
  await people.readBack(page)
  paper = await people.mandateAndFile(page)
  await kiosk.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), told.address)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(told.address)
  // The request's own address, and the screens before it, are a press on Back away.
  expect(await onThePage()).toContain('/request/')
})

test('the visit is over: on the page, in its addresses and in storage there is nothing of it', async () => {
  const { page } = kiosk
  await people.button(page, startsWith(word('desk', 'receipt.end'))).click()
  await page.getByRole('link', { name: startsWith(word('desk', 'end.next')) }).waitFor()
  const seen = await onThePage()
  expect([...createHunt([...all, paper.reference, paper.secret]).inText(seen)]).toEqual([])
  expect(seen).not.toMatch(/\/request\/|\/dossier\/|\/receipt\//)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('')
})

test('the screen between two citizens, in both languages', async () => {
  await look('clean-slate.end', kiosk.page)
})

test('whoever leaves the desk covers it, and comes back with four digits', async () => {
  const { page } = kiosk
  await people.button(page, word('desk', 'end.away')).click()
  await page.getByRole('heading', { name: word('turn', 'pause.title') }).waitFor()
  await page.keyboard.type(citizen.pin, { delay: 20 })
  await page.getByRole('link', { name: startsWith(word('desk', 'end.next')) }).waitFor()
})

test('twenty presses on Back find nothing', async () => {
  const { page } = kiosk
  const hunt = createHunt([...all, paper.reference.replaceAll('.', ' '), paper.secret])
  const places: string[] = []
  for (let press = 0; press < 20; press++) {
    await page.evaluate(() => history.back()).catch(() => undefined)
    await page.waitForTimeout(100)
    const html = await page.content().catch(() => '')
    expect([...hunt.inText(html + page.url())], `press ${press + 1}`).toEqual([])
    places.push(page.url())
  }
  expect(places.filter((url) => /\/(?:request|dossier|receipt)\//.test(url))).toEqual([])
})
