// A kiosk types an answer without a network while another device of its point files the request with another one. When it
// comes back, its answer is held; the clerk who decides is told of it, takes it up, and the answer is corrected.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

const filed = 'à côté de la fontaine'
const typedApart = 'derrière le moulin'
const apart: people.Visit = { ...residence, answers: { address_words: typedApart } }
let world: EnrolledWorld
let kiosk: Device
let tablet: Device
let clerk: Device
let paper: people.Paper
let dossier = ''

beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
  tablet = await world.device()
  clerk = await world.deviceOf('clerk')
  await people.enrol(tablet, world.links.find(({ name }) => name.startsWith('Hassan'))?.url ?? '')
  for (const { page } of [tablet, clerk]) await people.offlineReady(page)
})
afterAll(() => world.close())

oneStory('held', () => ({ kiosk, tablet, clerk }))

const held = (page: Page) => page.getByRole('region', { name: word('clerk', 'section-held') })
/** A draft of somebody else is in no list: its address is opened until it has come. */
const comes = async (page: Page, path: string, what: Locator): Promise<void> => {
  for (let asked = 0; asked < 10 && !(await what.isVisible()); asked++) {
    await people.button(page, word('shell', 'shell.send')).click()
    await page.goto(new URL(path, page.url()).href)
    await people.unlock(page, 'Hassan Ouakrim')
    await what.waitFor({ timeout: 3_000 }).catch(() => undefined)
  }
  await what.waitFor()
}
const answer = (page: Page, text: string) => page.locator('.summary-list__row').filter({ hasText: text })

test('two devices of a point have the same draft open, and one of them loses the network', async () => {
  await people.begin(kiosk.page, residence)
  await people.answerAll(kiosk.page, residence, 'address_words')
  await people.kept(kiosk.page)
  const { pathname } = new URL(kiosk.page.url())
  dossier = pathname.split('/').at(-1) ?? ''
  await people.button(kiosk.page, word('shell', 'shell.send')).click()
  const { page } = tablet
  await comes(page, pathname, page.getByRole('heading', { name: word('desk', 'papers.title') }))
  await tablet.link('down')
})

test('each types another answer to the same question, and the one with a network files', async () => {
  await people.button(tablet.page, startsWith(word('desk', 'step.continue'))).click()
  await people.answerAll(tablet.page, apart, 'lives_since')
  await people.kept(tablet.page)
  const { page } = kiosk
  await people.answerAll(page, residence)
  await people.readBack(page)
  paper = await people.mandateAndFile(page)
  await people.comes(clerk.page, clerk.page.getByText(paper.reference))
})

test('the tablet comes back: its answer is held, and the queue of the office says so', async () => {
  await tablet.link('up')
  await people.button(tablet.page, word('shell', 'shell.send')).click()
  const { page } = clerk
  const row = page.locator('.data-list__row').filter({ hasText: paper.reference })
  await people.comes(page, row.getByText('1 envoi retenu'))
  await row.getByText(paper.reference).click()
  await held(page).getByText(typedApart).waitFor()
  const told = await held(page).innerText()
  for (const part of [filed, typedApart, 'Hassan Ouakrim', 'EPN Asni', word('clerk-acts', 'held.other-device')])
    expect(told).toContain(part)
  expect(told).toContain(word('clerk', 'held-after-submission'))
  await look('held.dossier', page)
})

test('the clerk takes it up: the answer is corrected, the filed one stays beside it, the proposal is gone', async () => {
  const { page } = clerk
  await held(page)
    .getByRole('button', { name: word('clerk-acts', 'held.take') })
    .click()
  await page.locator('dialog[open]').waitFor()
  await keepPicture('held.take', page)
  await page.locator('#act-text').fill('La personne le confirme.')
  await page.keyboard.press('Control+Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await held(page).waitFor({ state: 'detached' })
  await expect.poll(() => answer(page, typedApart).locator('s').innerText()).toBe(filed)
  await look('held.taken-up', page)
})

test('the list no longer asks for it, the tablet is told as before, and the kiosk only that something came', async () => {
  const { page } = clerk
  await people
    .button(page, startsWith(word('clerk', 'back-to-queue')))
    .first()
    .click()
  const row = page.locator('.data-list__row').filter({ hasText: paper.reference })
  await row.waitFor()
  expect(await row.getByText('retenu').count()).toBe(0)
  await tablet.page.goto(`${tablet.url}/dossier/${dossier}`)
  await people.unlock(tablet.page, 'Hassan Ouakrim')
  await people.comes(tablet.page, tablet.page.getByText(word('desk', 'held.after-submission')))
  await look('held.tablet', tablet.page)
  await kiosk.page.goto(`${kiosk.url}/dossier/${dossier}`)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await people.comes(kiosk.page, kiosk.page.getByText(word('desk', 'act.entry-held')))
  expect(await kiosk.page.getByText(word('desk', 'held.after-submission')).count()).toBe(0)
})
