// Every screen of the three rooms, with real data behind it, held to the rules of look.ts in both languages and sizes.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { audit, keepPicture, look, lookAtDialog } from './look.ts'
import * as people from './people.ts'
import { residence as everyday } from './residence.ts'
import { startsWith, word } from './words.ts'
import { phone, type Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let chief: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const residence: people.Visit = {
  ...everyday,
  answers: { ...everyday.answers, lives_since: 'months', since_date: '2026-01-15' },
}

test('setup: welcome, enrolment, unlock', async () => {
  const stranger = await world.device()
  await stranger.page.goto(`${stranger.url}/`)
  await stranger.page.locator('main h1').waitFor()
  await look('welcome', stranger.page)
  await stranger.page.goto(stranger.at(world.linkOf('mediator', 1).url))
  await stranger.page.reload()
  await stranger.page.waitForSelector('.drawn__words')
  await look('enrol', stranger.page)
  await people.ownPassphrase(stranger.page)
  await look('enrol-own', stranger.page)
  await people.button(kiosk.page, /Verrouiller/).click()
  await kiosk.page.waitForSelector('input[type=password]')
  await look('unlock', kiosk.page)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  const tab = await kiosk.context.newPage()
  await tab.goto(`${kiosk.url}/`)
  await tab.getByRole('heading', { name: word('setup', 'other-tab.title') }).waitFor()
  await look('other-tab', tab)
  await tab.close()
})

let paper: people.Paper
test('the desk: home, catalogue, procedure, papers, questions, read-back, mandate, receipt, dossier, find', async () => {
  const { page } = kiosk
  await people
    .button(page, /Nouvelle demande/)
    .or(page.getByRole('link', { name: /Nouvelle demande/ }))
    .first()
    .waitFor()
  await look('home-empty', page)
  await page.goto(`${kiosk.url}/new`)
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByRole('heading', { name: /De quoi s’agit-il/ }).waitFor()
  await look('catalogue', page)
  await page.goto(`${kiosk.url}/new/${residence.pack}`)
  await people.unlock(page, 'Fatima Bouzid')
  await people.button(page, startsWith(word('desk', 'procedure.start'))).waitFor()
  await look('procedure', page)
  await people.button(page, startsWith(word('desk', 'procedure.start'))).click()
  await page.getByRole('heading', { name: word('desk', 'papers.title') }).waitFor()
  await look('papers', page)
  await people.button(page, startsWith(word('desk', 'step.continue'))).click()
  for (const stop of ['purpose', 'first_name_ar', 'card_number', 'since_date', 'keep_hidden', 'honour']) {
    await people.answerAll(page, residence, stop)
    await look(`question-${stop}`, page)
  }
  await people.answerAll(page, residence)
  await look('read-back', page)
  await lookAtDialog('read-back-skip', page, () => people.button(page, word('desk', 'read-back.skip')))
  await people.readRows(page)
  await look('teach-back', page)
  await people.teachBack(page)
  await page.getByRole('heading', { name: 'L’accord de la personne' }).waitFor()
  await look('mandate', page)
  await lookAtDialog('mandate-no', page, () => people.button(page, startsWith(word('desk', 'mandate.no'))))
  await people.button(page, startsWith(word('desk', 'mandate.yes'))).click()
  await page.locator('#mandate-method input[value=oral]').check({ force: true })
  await look('mandate-proof', page)
  await page.keyboard.press('Escape')
  paper = await people.mandateAndFile(page)
  await look('receipt', page)
  await people.button(page, startsWith(word('desk', 'receipt.end'))).click()
  await look('end', page)
  await page.getByRole('link', { name: startsWith(word('desk', 'end.next')) }).click()
  await people.begin(page, { event: 'road', pack: 'xx.road-report', answers: {} })
  await people.answerAll(
    page,
    {
      event: 'road',
      pack: 'xx.road-report',
      answers: { service_code: 'pothole', severity: 'minor', passable: 'car' },
    },
    'position',
  )
  await look('question-position', page)
  const pause = () => people.button(page, startsWith(word('desk', 'request.pause')))
  await lookAtDialog('pause', page, pause)
  await pause().click()
  await page.locator('dialog[open] .pause-pictures button').first().click()
  await page.getByRole('heading', { name: /demande en pause/ }).waitFor()
  await look('home', page)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: 'Historique' }).waitFor()
  await look('dossier', page)
  const again = startsWith(word('desk', 'dossier.receipt'))
  await page.getByRole('link', { name: again }).or(people.button(page, again)).first().click()
  await page.locator('.receipt').waitFor()
  await look('receipt-again', page)
  await page.goto(`${kiosk.url}/find`)
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByRole('heading', { name: 'Retrouver un dossier' }).waitFor()
  await page.locator('main input').first().fill('12.40.67.32')
  await look('find', page)
})

test('the clerk: queue, dossier, each act’s dialog', async () => {
  const { page } = await world.deviceOf('clerk')
  await page.getByText(paper.reference).first().waitFor()
  await look('queue', page)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: 'Historique' }).waitFor()
  await look('clerk-dossier', page)
  for (const [name, key] of [
    ['ask', 'p'],
    ['refuse', 'r'],
    ['accept', 'a'],
    ['keys', '?'],
  ] as const)
    await lookAtDialog(`dialog-${name}`, page, key)
})

test('the supervisor: points and devices', async () => {
  chief = await world.deviceOf('supervisor')
  const { page } = chief
  await page.getByText('EPN Asni').first().waitFor()
  await look('supervisor', page)
  await page.getByRole('link', { name: word('supervisor', 'nav-retention') }).click()
  await page.getByText(word('retention', 'none')).waitFor()
  await look('retention-empty', page)
})

test('the citizen’s page: the form, the state, in both languages', async () => {
  const { page } = chief
  for (const lang of ['fr', 'ar'] as const) {
    await page.setViewportSize(phone)
    await page.goto(`${chief.url}/s?lang=${lang}`)
    await keepPicture(`status-form.${lang}.360`, page)
    expect.soft(await audit(page), `status form ${lang}`).toEqual([])
    const boxes = page.locator('form input[type=tel]')
    await boxes.nth(0).fill(paper.reference)
    await boxes.nth(1).fill(paper.secret)
    await page.locator('form button').click()
    await page.locator('h1').waitFor()
    await keepPicture(`status.${lang}.360`, page)
    expect.soft(await audit(page), `status ${lang}`).toEqual([])
  }
})
