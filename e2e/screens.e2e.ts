// Every screen, in both languages and at both sizes, with real data behind it: axe finds nothing, nothing overflows
// sideways, and no word of the other language is left. E2E_SHOTS=folder keeps the pictures to look at.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as Axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as people from './people.ts'
import { createWorld, desk, phone, type Device, type World } from './world.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.env['E2E_SHOTS']

let world: World
let kiosk: Device
let office: Device
let chief: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device()
  office = await world.device()
  chief = await world.device()
  await people.enrol(kiosk, world.linkOf('mediator').url)
})
afterAll(() => world.close())

/** Rules the whole page must keep; run inside, since the CSP rightly refuses injected scripts. */
const audit = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof Axe }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
  })
}

/** Looks at the screen as it is, in both languages and at both sizes, and leaves it in French at the desk's size. */
const look = async (name: string, page: Page): Promise<void> => {
  for (const lang of ['fr', 'ar'] as const) {
    await page.getByRole('button', { name: lang === 'fr' ? 'Français' : 'العربية' }).click()
    await page.waitForFunction((want) => document.documentElement.lang === want, lang)
    for (const size of [desk, phone]) {
      await page.setViewportSize(size)
      await page.waitForTimeout(150)
      if (shots) await page.screenshot({ path: `${shots}/${name}.${lang}.${size.width}.png`, fullPage: true })
      expect.soft(await audit(page), `${name} ${lang} ${size.width}`).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect.soft(wide, `${name} ${lang} ${size.width} overflows sideways`).toBeLessThanOrEqual(0)
      expect.soft(await page.locator('html').getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr')
    }
  }
  await page.setViewportSize(desk)
  await page.getByRole('button', { name: 'Français' }).click()
}

const residence: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {
    purpose: 'school',
    first_name_ar: 'الحسين',
    last_name_ar: 'أمغار',
    first_name_latin: 'Lhoucine',
    last_name_latin: 'Amghar',
    douar: 'Douar Imskar',
    address_words: 'à côté de la fontaine',
    lives_since: 'months',
    since_date: '2026-01-15',
    proof: 'honour',
    honour: true,
  },
}

test('setup: welcome, enrolment, unlock', async () => {
  const stranger = await world.device()
  await stranger.page.goto(`${stranger.url}/`)
  await stranger.page.locator('main h1').waitFor()
  await look('welcome', stranger.page)
  await stranger.page.goto(stranger.at(world.linkOf('mediator', 1).url))
  await stranger.page.reload()
  await stranger.page.waitForSelector('#passphrase')
  await look('enrol', stranger.page)
  await people.button(kiosk.page, /Verrouiller/).click()
  await kiosk.page.waitForSelector('input[type=password]')
  await look('unlock', kiosk.page)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
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
  await people.begin(page, residence)
  for (const stop of ['purpose', 'first_name_ar', 'since_date', 'honour']) {
    await people.answerAll(page, residence, stop)
    await look(`question-${stop}`, page)
  }
  await people.answerAll(page, residence)
  await look('read-back', page)
  await people.readBack(page)
  await page.getByRole('heading', { name: 'L’accord de la personne' }).waitFor()
  await look('mandate', page)
  paper = await people.mandateAndFile(page)
  await look('receipt', page)
  await people.endVisit(page)
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
  await people.button(page, /Arrêter/).click()
  await look('home', page)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: 'Historique' }).waitFor()
  await look('dossier', page)
  await page.goto(`${kiosk.url}/find`)
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByRole('heading', { name: 'Retrouver un dossier' }).waitFor()
  await page.locator('main input').first().fill('12.40.67.32')
  await look('find', page)
})

test('the clerk: queue, dossier, each act’s dialog', async () => {
  const { page } = office
  await people.enrol(office, world.linkOf('clerk').url)
  await page.getByText(paper.reference).first().waitFor()
  await look('queue', page)
  await page.getByText(paper.reference).first().click()
  await page.getByRole('heading', { name: 'Historique' }).waitFor()
  await look('clerk-dossier', page)
  for (const [name, label] of [
    ['ask', /^Demander/],
    ['refuse', /^Refuser/],
    ['accept', /^Accepter/],
  ] as const) {
    await people.button(page, label).first().click()
    await page.locator('dialog[open]').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/dialog-${name}.fr.1024.png` })
    expect.soft(await audit(page), `dialog ${name}`).toEqual([])
    await page.keyboard.press('Escape')
  }
})

test('the supervisor: points and devices', async () => {
  const { page } = chief
  await people.enrol(chief, world.linkOf('supervisor').url)
  await page.getByText('EPN Asni').first().waitFor()
  await look('supervisor', page)
})

test('the citizen’s page: the form, the state, in both languages', async () => {
  const { page } = chief
  for (const lang of ['fr', 'ar'] as const) {
    await page.setViewportSize(phone)
    await page.goto(`${chief.url}/s?lang=${lang}`)
    if (shots) await page.screenshot({ path: `${shots}/status-form.${lang}.360.png`, fullPage: true })
    expect.soft(await audit(page), `status form ${lang}`).toEqual([])
    const boxes = page.locator('form input[type=tel]')
    await boxes.nth(0).fill(paper.reference)
    await boxes.nth(1).fill(paper.secret)
    await page.locator('form button').click()
    await page.locator('h1').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/status.${lang}.360.png`, fullPage: true })
    expect.soft(await audit(page), `status ${lang}`).toEqual([])
  }
})
