// Two clerks of one office, each without a network, decide the same request differently, and correct the same answer; one
// of them prints. Both decisions are kept and shown, with the paper that has left the room first; nothing is announced to
// the person, who wants an SMS; one screen settles it with a reason, one SMS leaves, and everybody sees one status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFolder } from '../sync-server/data-folder.ts'
import { demoCommune } from '../sync-server/demo.ts'
import { setUpCommune } from '../sync-server/store/people.ts'
import { createFakeGateway, type FakeGateway } from '../sync-server/testing/fake-gateway.ts'
import * as citizen from './citizen-side.ts'
import { keepPicture, look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { stateTold } from './status-page.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-two-clerks-'))
const colleague = { id: 'samira', name: 'Samira Ouali', role: 'clerk', unit: 'etat-civil' } as const
let world: World
let kiosk: Device
let khadija: Device
let samira: Device
let paper: people.Paper
let gateway: FakeGateway
let address = ''

/** Where it is noon while this runs: nobody is written to at night. */
const noonSomewhere = (): string => {
  const ahead = 12 - new Date().getUTCHours()
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

beforeAll(async () => {
  const { db, close } = await openDataFolder(folder)
  await setUpCommune(db, { ...demoCommune, agents: [...demoCommune.agents, colleague] })
  await close()
  gateway = await createFakeGateway()
  // Until both decisions are there: the first may come a while before the other.
  gateway.answers = 503
  const { url, user, password, from } = gateway.account
  world = await createWorld({
    DATA_DIR: folder,
    TIME_ZONE: noonSomewhere(),
    SMS_GATEWAY_URL: url,
    SMS_GATEWAY_USER: user,
    SMS_GATEWAY_PASSWORD: password,
    SMS_FROM: from,
  })
  kiosk = await world.device(desk)
  khadija = await world.device(desk)
  samira = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(khadija, world.linkOf('clerk').url)
  const links = demoCommune.agents.filter(({ role }) => role === 'clerk').length
  await people.enrol(samira, world.linkOf('clerk', links).url)
  for (const { page } of [khadija, samira]) await people.offlineReady(page)
})
afterAll(async () => {
  await world.close()
  await gateway.close()
  rmSync(folder, { recursive: true, force: true })
})

oneStory('two-clerks', () => ({ khadija, samira }))

const says = (id: string): RegExp => startsWith(word('clerk', id))
const conflict = (page: Page) => page.getByRole('region', { name: word('clerk', 'suspended-title') })
const decisions = (page: Page) => page.locator('.clerk-history > li').filter({ hasText: /^(?:Décision|Désaccord)/ })

/** By the keyboard, with why. */
const correctDouar = async (page: Page, douar: string): Promise<void> => {
  await pressKey(page, 'm')
  await page.locator('#act-field').waitFor()
  await page.keyboard.type('Douar')
  await page.locator('#q-douar').fill(douar)
  await page.locator('#act-text').fill('Vu sur la carte.')
  await page.keyboard.press('Control+Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

const told = (): Promise<string> => stateTold(kiosk, paper)

/** A private answer is read to the person alone. */
const readWithPhone = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: word('desk', 'read-back.title') }).waitFor()
  const hidden = page.getByText(word('desk', 'read-back.hidden-title'), { exact: true })
  while (!(await hidden.isVisible())) await people.button(page, startsWith(word('desk', 'read-back.right'))).click()
  await citizen.turnScreen(page)
  await citizen.goOn(page)
  await citizen.tapYes(page)
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await people.teachBack(page)
}

/** At the end of the receipt, by pictures. */
const wantSms = async (page: Page): Promise<void> => {
  await citizen.turnScreen(page)
  for (let cards = 0; cards < 5; cards++) await citizen.goOn(page)
  await citizen.cardIs(page, 'app.sms')
  await citizen.tapYes(page)
  await citizen.cardIs(page, 'app.call-back')
  await citizen.tapPicture(page, 'variety-shi')
  await citizen.giveBack(page)
  await page.getByText(word('desk', 'contact.sends')).waitFor()
}

test('a request comes to both, its person wants an SMS, and both lose the network', async () => {
  const { page } = kiosk
  await people.begin(page, residence)
  await people.answerAll(page, residence, 'phone')
  await people.button(page, startsWith(word('desk', 'hidden.told'))).click()
  await page.fill('#q-phone', '0612345678')
  await page.locator('main form button[type=submit]').click()
  await readWithPhone(page)
  paper = await people.mandateAndFile(page)
  await wantSms(page)
  for (const { page: clerk, link } of [khadija, samira]) {
    await clerk.getByText(paper.reference).first().click()
    await clerk.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
    await people.comes(clerk, clerk.locator('.clerk-history').getByText(/Tachelhit/))
    await link('down')
  }
  address = new URL(khadija.page.url()).pathname
})

test('both correct the same answer, one accepts, the other refuses; neither knows of the other', async () => {
  await correctDouar(khadija.page, 'Douar Tamatert')
  await correctDouar(samira.page, 'Douar Imlil')
  await pressKey(khadija.page, 'a')
  await khadija.page.getByText(word('clerk', 'act-sms-leaves')).waitFor()
  await people.button(khadija.page, says('act-sign')).click()
  await khadija.page.getByText(word('clerk', 'written'), { exact: true }).waitFor()
  await pressKey(samira.page, 'r')
  await samira.page.locator('#act-reason input[type=radio]').first().check({ force: true })
  const words = samira.page.locator('dialog textarea, dialog input[type=text]').first()
  if (await words.isVisible()) await words.fill('Déjà délivré en mars.')
  await people.button(samira.page, says('act-sign')).click()
  await samira.page.getByText(word('clerk', 'written'), { exact: true }).waitFor()
  for (const { page } of [khadija, samira]) expect(await conflict(page).count()).toBe(0)
})

test('one of them prints: the paper that leaves the room is provisional, and says so', async () => {
  const { page } = khadija
  await pressKey(page, 'i')
  await page.locator('.sheet--preview').waitFor()
  await pressKey(page, 'i')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.sheet--provisional').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
})

test('the network returns: both see both decisions, and nothing is announced to the person', async () => {
  for (const { link } of [khadija, samira]) await link('up')
  for (const { page } of [khadija, samira]) {
    await conflict(page).waitFor({ timeout: 60_000 })
    const rivals = conflict(page).locator('.clerk-rival')
    await expect.poll(() => rivals.count()).toBe(2)
    const shown = await conflict(page).innerText()
    for (const name of ['Khadija Idrissi', 'Samira Ouali']) expect(shown).toContain(name)
    expect(shown).toContain(word('clerk-acts', 'conflict.left-room'))
    // What is in somebody's hands stands with the decision that gave it, and with no other.
    await expect.poll(() => rivals.filter({ hasText: 'Khadija Idrissi' }).locator('.clerk-left li').count()).toBe(1)
    expect(await rivals.filter({ hasText: 'Samira Ouali' }).locator('.clerk-left').count()).toBe(0)
    await expect.poll(() => decisions(page).count()).toBe(2)
  }
  await look('two-clerks.conflict', samira.page)
  expect(await told()).toBe(word('clerk', 'state-suspended'))
  gateway.answers = 202
  expect(gateway.taken).toEqual([])
})

test('one screen settles it with a reason, and the history keeps all three', async () => {
  const { page } = samira
  expect(gateway.taken).toEqual([])
  const accepted = conflict(page).locator('.clerk-rival').filter({ hasText: 'Khadija Idrissi' })
  await accepted.getByRole('button', { name: says('suspended-keep') }).click()
  await page.locator('dialog[open]').waitFor()
  await people.button(page, says('act-sign')).click()
  // Without a reason nothing is signed.
  await page.locator('dialog[open]').waitFor()
  await page.locator('dialog textarea, dialog input[type=text]').first().fill('Le premier certificat était périmé.')
  await keepPicture('two-clerks.settle', page)
  await people.button(page, says('act-sign')).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await conflict(page).waitFor({ state: 'detached' })
  await expect.poll(() => decisions(page).count()).toBe(3)
  await look('two-clerks.settled', page)
  await khadija.page.goto(khadija.url + address)
  await people.unlock(khadija.page, 'Khadija Idrissi')
  await khadija.page.getByText('Le premier certificat était périmé.').first().waitFor()
  await expect.poll(() => decisions(khadija.page).count()).toBe(3)
  expect(await conflict(khadija.page).count()).toBe(0)
  expect(await told()).not.toBe(word('clerk', 'state-suspended'))
})

test('one SMS leaves, of the decision that was kept, and both clerks read that it did', async () => {
  // It looks every half minute.
  await expect.poll(() => gateway.taken, { timeout: 60_000 }).toEqual([expect.stringContaining(paper.reference)])
  expect(gateway.taken[0]).toContain('مقبول')
  const line = (page: Page) => page.locator('.clerk-history').getByText(word('clerk-acts', 'line.told'))
  for (const { page } of [khadija, samira]) await people.comes(page, line(page))
  await look('two-clerks.told', khadija.page)
})

test('the answer they corrected apart stands twice, until one of them says which', async () => {
  const { page } = samira
  const row = page.locator('.summary-list__row').filter({ hasText: 'Douar Tamatert' })
  await expect.poll(() => row.locator('.clerk-rival').count()).toBe(2)
  await row
    .locator('.clerk-rival')
    .filter({ hasText: 'Douar Imlil' })
    .getByRole('button', { name: word('clerk-acts', 'answer.keep') })
    .click()
  await page.locator('dialog[open]').waitFor()
  await keepPicture('two-clerks.choose', page)
  await page.locator('#act-text').fill('La personne l’a confirmé.')
  await page.keyboard.press('Control+Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  const settled = page.locator('.summary-list__row').filter({ hasText: 'Douar Imlil' })
  await expect.poll(() => settled.locator('s').innerText()).toBe('Douar Imskar')
  expect(await page.locator('.clerk-rival').count()).toBe(0)
})

test('everybody sees one status: both clerks and the person', async () => {
  await people.comes(khadija.page, khadija.page.getByText('La personne l’a confirmé.'))
  const states = []
  for (const { page } of [khadija, samira])
    states.push(await page.locator('.clerk-head .state-badge').first().innerText())
  expect(new Set(states).size).toBe(1)
  expect(await told()).toContain(states[0] ?? 'nothing')
  expect(gateway.taken).toHaveLength(1)
})
