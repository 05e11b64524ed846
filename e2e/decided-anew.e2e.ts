// A decision is not always the last word. A clerk and an officer who decided apart are settled by a third decision that
// keeps neither; what was refused is opened again by the officer, with the network only, and decided once more. Everything
// stays in the history, and the person's page follows.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look, lookAtDialog } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { stateTold } from './status-page.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let clerk: Device
let officer: Device
let paper: people.Paper

beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
  clerk = await world.deviceOf('clerk')
  officer = await world.device()
  await people.enrol(officer, world.linkOf('officer').url)
  for (const { page } of [clerk, officer]) await people.offlineReady(page)
})
afterAll(() => world.close())

oneStory('decided-anew', () => ({ clerk, officer }))

const says = (id: string): RegExp => startsWith(word('clerk', id))
const opened = (page: Page) => page.locator('dialog[open]')
const conflict = (page: Page) => page.getByRole('region', { name: word('clerk', 'suspended-title') })
const history = (page: Page) => page.locator('.clerk-history > li')

const sign = async (page: Page): Promise<void> => {
  await people.button(page, says('act-sign')).click()
  await opened(page).waitFor({ state: 'detached' })
}

const told = (): Promise<string> => stateTold(kiosk, paper)

test('a clerk accepts and an officer refuses, neither with a network', async () => {
  await people.begin(kiosk.page, residence)
  await people.answerAll(kiosk.page, residence)
  await people.readBack(kiosk.page)
  paper = await people.mandateAndFile(kiosk.page)
  for (const { page, link } of [clerk, officer]) {
    await people.comes(page, page.getByText(paper.reference))
    await page.getByText(paper.reference).first().click()
    await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
    await link('down')
  }
  await pressKey(clerk.page, 'a')
  await opened(clerk.page).waitFor()
  await sign(clerk.page)
  await pressKey(officer.page, 'r')
  await opened(officer.page).waitFor()
  await officer.page.locator('#act-reason input[type=radio]').first().check({ force: true })
  await officer.page.locator('#act-text').fill('Le gardien ne le connaît pas.')
  await sign(officer.page)
})

test('the officer keeps neither: a third decision, with its reason, settles it for both', async () => {
  for (const { link } of [clerk, officer]) await link('up')
  const { page } = officer
  await conflict(page).waitFor({ timeout: 60_000 })
  expect(await told()).toBe(word('clerk', 'state-suspended'))
  const anew = () => conflict(page).getByRole('button', { name: word('clerk-acts', 'settle.anew') })
  await lookAtDialog('decided-anew.settle', page, () =>
    page.locator('.clerk-conflict').getByRole('button', { name: word('clerk-acts', 'settle.anew') }),
  )
  await anew().click()
  await opened(page).waitFor()
  // Nothing is signed without what is decided, and why.
  await people.button(page, says('act-sign')).click()
  await opened(page).waitFor()
  await page.locator('#act-outcome input[type=radio]').nth(1).check({ force: true })
  await page.locator('#act-reason input[type=radio]').nth(1).check({ force: true })
  await page.locator('#act-text').fill('Vu ensemble au bureau.')
  await keepPicture('decided-anew.settle-filled', page)
  await sign(page)
  await conflict(page).waitFor({ state: 'detached' })
  await people.comes(clerk.page, history(clerk.page).getByText('Vu ensemble au bureau.').first())
  for (const shown of [page, clerk.page]) {
    const all = await shown.locator('.clerk-history').innerText()
    for (const words of ['Le gardien ne le connaît pas.', 'Vu ensemble au bureau.']) expect(all).toContain(words)
  }
  await expect.poll(told).toBe(word('clerk', 'state-refused'))
})

test('without a network nothing closed is opened again, and the screen says why', async () => {
  const { page } = officer
  const reopen = page.locator('.clerk-bar').getByRole('button', { name: /Rouvrir/ })
  await reopen.waitFor()
  // A clerk may not, with a network or without.
  expect(
    await clerk.page
      .locator('.clerk-bar')
      .getByRole('button', { name: /Rouvrir/ })
      .count(),
  ).toBe(0)
  await officer.link('down')
  await expect.poll(() => reopen.isDisabled(), { timeout: 60_000 }).toBe(true)
  await page.getByText(/se rouvre avec le réseau seulement/).waitFor()
  await look('decided-anew.shut', page)
  await officer.link('up')
  await expect.poll(() => reopen.isEnabled(), { timeout: 60_000 }).toBe(true)
})

test('the officer opens it again, says why, and the clerk decides once more', async () => {
  const { page } = officer
  await lookAtDialog('decided-anew.reopen', page, () =>
    page.locator('.clerk-bar').getByRole('button', { name: /Rouvrir|إعادة فتح/ }),
  )
  await page
    .locator('.clerk-bar')
    .getByRole('button', { name: /Rouvrir/ })
    .click()
  await opened(page).waitFor()
  await page.locator('#act-text').fill('Le gardien est revenu sur ce qu’il a dit.')
  await sign(page)
  await people.comes(clerk.page, history(clerk.page).getByText('Le gardien est revenu').first())
  await expect.poll(told).not.toBe(word('clerk', 'state-refused'))
  await pressKey(clerk.page, 'a')
  await opened(clerk.page).waitFor()
  await sign(clerk.page)
  await look('decided-anew.accepted', clerk.page)
  await expect.poll(told).toBe(word('clerk', 'state-accepted'))
})
