// What is left at the counter after the answers: how the person wants to hear of it, the office that checks their paper,
// and a mandate that ends and is asked for again. The server's clock is moved on; the kiosk's own is not believed.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { printReceipt } from './printed.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

/** Read again each time the server starts. */
const settings: Record<string, string> = {}
const daysLater = (days: number): string =>
  `data:text/javascript,${encodeURIComponent(`const Now=Date;const by=${days * 86_400_000};
globalThis.Date=class extends Now{constructor(...a){a.length===0?super(Now.now()+by):super(...a)}static now(){return Now.now()+by}}`)}`

let world: EnrolledWorld
let kiosk: Device
let office: Device
beforeAll(async () => {
  world = await createEnrolledWorld(settings)
  kiosk = await world.deviceOf('mediator')
  office = await world.deviceOf('clerk')
})
afterAll(() => world.close())

oneStory('counter', () => ({ kiosk, office }))

const says = (id: string): RegExp => startsWith(word('desk', id).replaceAll('\u00a0', ' '))
/** A button, or a link that looks like one. */
const press = (page: Page, name: RegExp): Promise<void> =>
  page.getByRole('link', { name }).or(people.button(page, name)).first().click()
const phoneNumber = '0612345678'

/** A private answer is read to the person alone. */
const readWithPhone = async (page: Page): Promise<void> => {
  const hidden = page.getByText(word('desk', 'read-back.hidden-title'), { exact: true })
  await page.getByRole('heading', { name: word('desk', 'read-back.title') }).waitFor()
  while (!(await hidden.isVisible())) await people.button(page, says('read-back.right')).click()
  await citizen.turnScreen(page)
  await citizen.goOn(page)
  await citizen.tapYes(page)
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await people.teachBack(page)
}

let paper: people.Paper
let seal = ''
let dossier = ''

test('who gave a telephone says, by pictures, whether they want a message and in which language they are called', async () => {
  const { page } = kiosk
  await people.begin(page, residence)
  await people.answerAll(page, residence, 'phone')
  await people.button(page, says('hidden.told')).click()
  await page.fill('#q-phone', phoneNumber)
  await page.locator('main form button[type=submit]').click()
  await readWithPhone(page)
  paper = await people.mandateAndFile(page)
  // The second code is there once it is signed.
  await page.locator('.receipt__code').nth(1).waitFor()
  const [, second] = (await printReceipt(page, 72)).codes
  if (!second) throw new Error('the second code of the paper can’t be read')
  seal = second
  await page.getByText(word('desk', 'contact.unasked')).waitFor()
  await look('counter.receipt-unasked', page)
  await citizen.turnScreen(page)
  for (let cards = 0; cards < 5; cards++) await citizen.goOn(page)
  await citizen.cardIs(page, 'app.sms')
  await keepPicture('counter.sms', page)
  await citizen.tapYes(page)
  await citizen.cardIs(page, 'app.call-back')
  await keepPicture('counter.call-back', page)
  await citizen.tapPicture(page, 'variety-shi')
  await citizen.giveBack(page)
  await page
    .getByText(/Tachelhit/)
    .first()
    .waitFor()
  await page.getByText(word('desk', 'contact.not-yet')).waitFor()
  await look('counter.receipt-asked', page)
  // Asked once: the turn is now the paper's alone.
  await citizen.turnScreen(page)
  for (let cards = 0; cards < 5; cards++) await citizen.goOn(page)
  await citizen.giveBack(page)
  await people.button(page, says('receipt.end')).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/request'))
  await page.locator('main h1').waitFor()
  for (const text of [phoneNumber, 'Tachelhit', paper.secret]) expect(await page.content()).not.toContain(text)
})

test('the clerk reads whether a paper is genuine, altered or only a number, and opens its dossier', async () => {
  const { page } = office
  await page.getByText(paper.reference).first().waitFor()
  await press(page, startsWith(word('clerk', 'check-paper')))
  await page.fill('#paper', paper.reference)
  await page.getByText(word('desk', 'check.by-number')).waitFor()
  const middle = Math.floor(seal.length / 2)
  await page.fill('#paper', `${seal.slice(0, middle)}${seal[middle] === 'A' ? 'B' : 'A'}${seal.slice(middle + 1)}`)
  await page
    .getByText(word('desk', 'paper.is-forged'), { exact: true })
    .or(page.getByText(word('desk', 'paper.is-malformed'), { exact: true }))
    .first()
    .waitFor()
  await page.fill('#paper', seal)
  await page.getByText(word('desk', 'paper.is-genuine'), { exact: true }).waitFor()
  await look('counter.clerk-paper', page)
  await press(page, says('paper.open'))
  await page.waitForURL(/\/dossier\//)
  dossier = new URL(page.url()).pathname.split('/').pop() ?? ''
  await page
    .getByText(/Tachelhit/)
    .first()
    .waitFor()
})

test('a mandate that ended by the server’s own time leaves its button grey, with what to do', async () => {
  await pressKey(office.page, 'p')
  await office.page.locator('dialog[open]').waitFor()
  await office.page.locator('dialog input[type=checkbox]').first().check({ force: true })
  await people.button(office.page, startsWith(word('clerk', 'act-sign'))).click()
  await office.page.locator('dialog[open]').waitFor({ state: 'detached' })
  await office.page.getByText(word('clerk', 'written-received')).waitFor()
  settings['NODE_OPTIONS'] = `--import=${daysLater(2)}`
  await world.restartServer()
  const { page } = kiosk
  await page.goto(`${kiosk.url}/dossier/${dossier}`)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(word('desk', 'dossier.mandate-over'), { exact: true }).waitFor()
  expect(await people.button(page, says('dossier.piece-brought')).isDisabled()).toBe(true)
  await page.getByText(word('desk', 'dossier.piece-over')).waitFor()
  await look('counter.mandate-over', page)
})

test('a no to the new one leaves the dossier as it is', async () => {
  const { page } = kiosk
  await press(page, says('renew.ask'))
  await page.getByRole('heading', { name: word('desk', 'renew.title') }).waitFor()
  await look('counter.mandate-again', page)
  await people.button(page, says('mandate.no')).click()
  await people.button(page, says('renew.no-sure')).click()
  await page.getByText(word('desk', 'dossier.mandate-over'), { exact: true }).waitFor()
  expect(await people.button(page, says('dossier.piece-brought')).isDisabled()).toBe(true)
})

test('a yes on the person’s side and its proof give the button back', async () => {
  const { page } = kiosk
  await press(page, says('renew.ask'))
  await page.getByRole('heading', { name: word('desk', 'renew.title') }).waitFor()
  await citizen.turnScreen(page)
  await citizen.tapPicture(page, 'variety-fr')
  await citizen.tapPicture(page, 'one-month')
  await citizen.cardIs(page, 'app.mandate-again')
  await keepPicture('counter.again-card', page)
  await citizen.tapYes(page)
  await citizen.giveBack(page)
  await people.drawMark(page)
  await look('counter.again-proof', page)
  await people.button(page, says('renew.do')).click()
  const brought = people.button(page, says('dossier.piece-brought'))
  await brought.waitFor()
  expect(await brought.isDisabled()).toBe(false)
  expect(await page.getByText(word('desk', 'dossier.mandate-over'), { exact: true }).count()).toBe(0)
  await brought.click()
  await brought.waitFor({ state: 'detached' })
})
