// The story of one morning: three requests taken with no network, a browser killed in the middle of the third, a clerk
// who decides offline, a citizen without scripts, and the paper handed over. Real server, real browsers, real cuts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { residence as everyday } from './residence.ts'
import { createWorld, desk, phone, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let office: Device | undefined
let borrowed: Device | undefined
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
})
afterAll(() => world.close())

oneStory('story', () => ({ kiosk, office, borrowed }))

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: {
    for_whom: 'me',
    first_name_ar: 'محمد',
    last_name_ar: 'أيت بها',
    first_name_latin: 'Mohamed',
    last_name_latin: 'Aït Baha',
    date_kind: 'hijri',
    birth_hijri_year: 1377,
    birth_commune: 'أسني',
    record_source: 'family-book',
    record_kind: 'extract',
    copies: 2,
    pickup: 'office',
  },
}
const residence: people.Visit = { ...everyday, answers: { ...everyday.answers, purpose: 'school' } }
const road: people.Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: {
    service_code: 'washed-out-track',
    severity: 'danger',
    passable: 'mule',
    position: { lat: '31.2503', lon: '-7.9776' },
    since: 'today',
  },
}
const papers: people.Paper[] = []

test('a mediator enrols with the network on; one visit is enough for what follows', async () => {
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(kiosk.page)
  await kiosk.link('down')
})

test('a birth record is asked for with the network off: both names, a Hijri year, a commune from the list', async () => {
  const { page } = kiosk
  await people.begin(page, birth)
  await people.answerAll(page, birth)
  const read = await people.readBack(page)
  expect(read).toEqual(expect.arrayContaining(['محمد', 'Aït Baha', '1377', '2']))
  papers.push(await people.mandateAndFile(page))
  expect(papers[0]?.reference).toMatch(/^\d\d\.\d\d\.\d\d\.\d\d$/)
  expect(papers[0]?.secret).toMatch(/^\d\d\.\d\d$/)
  await page.getByText('Gardée ici, pas encore transmise').waitFor()
  await people.endVisit(page)
})

test('a residence certificate: without a bill, the declaration on honour is asked and the bill is not', async () => {
  const { page } = kiosk
  await people.begin(page, residence)
  await people.answerAll(page, residence)
  await people.readBack(page)
  papers.push(await people.mandateAndFile(page))
  expect(papers[1]?.reference).not.toBe(papers[0]?.reference)
  await people.endVisit(page)
})

test('the browser is killed in the middle of the road report; reopened offline, it is where it was', async () => {
  await people.begin(kiosk.page, road)
  await people.answerAll(kiosk.page, road, 'since')
  await people.kept(kiosk.page)
  await kiosk.killAndReopen()
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.getByRole('heading', { level: 1, name: 'Depuis quand ?' }).waitFor()
  await people.answerAll(kiosk.page, road)
  const read = await people.readBack(kiosk.page)
  expect(read.join(' ')).toContain('31.2503')
  papers.push(await people.mandateAndFile(kiosk.page))
  await people.endVisit(kiosk.page)
  await kiosk.page.getByText('3 gardées ici').first().waitFor()
  await kiosk.page.getByRole('link', { name: 'Morchid' }).click()
})

test('the network returns: all three are received', async () => {
  await kiosk.link('up')
  await kiosk.page.getByText('3 reçues par le bureau').first().waitFor({ timeout: 60_000 })
  await kiosk.page.getByText('aucune gardée ici').first().waitFor()
})

test('a clerk, elsewhere, claims the first and asks for a missing paper on the second', async () => {
  office = await world.device(desk)
  const { page } = office
  await people.enrol(office, world.linkOf('clerk').url)
  await people.offlineReady(page)
  await page
    .getByText(papers[0]?.reference ?? '')
    .first()
    .click()
  await people.button(page, /^Réserver/).click()
  await page.getByText('Acte gardé sur cet appareil.').waitFor()
  await page.keyboard.press('Escape')
  await page
    .getByText(papers[1]?.reference ?? '')
    .first()
    .click()
  await people.button(page, /^Demander une pièce/).click()
  await page.locator('dialog[open]').waitFor()
  await page.locator('dialog input[type=checkbox]').first().check({ force: true })
  await people.button(page, /^Signer/).click()
  await page.getByText('Acte gardé sur cet appareil.').waitFor()
})

test('the clerk goes offline and decides the first: the decision is provisional until the server has it', async () => {
  const { page } = office as Device
  await page.getByText('aucune gardée ici').first().waitFor()
  await (office as Device).link('down')
  await page.keyboard.press('Escape')
  await page
    .getByText(papers[0]?.reference ?? '')
    .first()
    .click()
  await people.button(page, /^Accepter/).click()
  await people.button(page, /^Signer/).click()
  await page.getByText('Acte gardé sur cet appareil.').waitFor()
  await page.getByText('provisoire').first().waitFor()
  await (office as Device).link('up')
  await page.getByText('provisoire').first().waitFor({ state: 'detached', timeout: 60_000 })
})

test('the mediator sees both, on a screen that nobody touched', async () => {
  const { page } = kiosk
  await page.getByText('acceptée').first().waitFor({ timeout: 60_000 })
  await page.getByText('pièce demandée').first().waitFor()
})

test('the citizen, on a borrowed phone with scripts off, sees the state; what is missing needs the secret', async () => {
  borrowed = await world.device(phone)
  const { page } = borrowed
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  await page.goto(`${borrowed.url}/s?lang=fr`)
  const [, second] = papers
  const boxes = page.locator('form input[type=tel]')
  await boxes.nth(0).fill(second?.reference ?? '')
  await boxes.nth(1).fill(second?.secret ?? '')
  await page.locator('form button').click()
  await page
    .getByText(/Certificat de résidence/)
    .first()
    .waitFor()
})

test('the clerk hands the paper over against the reference, and the dossier closes', async () => {
  const { page } = office as Device
  await people.button(page, /^Remettre/).click()
  await page
    .locator('dialog input[type=text], dialog input[type=tel]')
    .first()
    .fill(papers[0]?.reference ?? '')
  await people.button(page, /^Signer/).click()
  await page.locator('.state-badge', { hasText: 'Remise' }).first().waitFor()
  await page.getByText('Acte reçu par le serveur.').waitFor()
})
