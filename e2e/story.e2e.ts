// The story of one morning: three requests taken with no network, a browser killed in the middle of the third, a clerk
// who decides offline, a citizen without scripts, and the paper handed over. Real server, real browsers, real cuts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as people from './people.ts'
import { createWorld, desk, phone, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let office: Device
let borrowed: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
})
afterAll(() => world.close())

const birth: people.Visit = {
  event: /Naissance/,
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
const residence: people.Visit = {
  event: /Logement|Maison|Habit|Papiers/,
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
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}
const road: people.Visit = {
  event: /Route|Piste/,
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
  await people.readBack(page)
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
  await page.getByRole('heading', { name: 'Relire à voix haute' }).waitFor()
  await people.readBack(page)
  papers.push(await people.mandateAndFile(page))
  expect(papers[1]?.reference).not.toBe(papers[0]?.reference)
  await people.endVisit(page)
})

test('the browser is killed in the middle of the road report; reopened offline, it is where it was', async () => {
  await people.begin(kiosk.page, road)
  await people.answerAll(kiosk.page, road, 'since')
  await kiosk.killAndReopen()
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.getByRole('heading', { level: 1, name: 'Depuis quand ?' }).waitFor()
  await people.answerAll(kiosk.page, road)
  await kiosk.page.getByText('31.2503').first().waitFor()
  await people.readBack(kiosk.page)
  papers.push(await people.mandateAndFile(kiosk.page))
  await people.endVisit(kiosk.page)
  await kiosk.page.getByText('3 gardées ici').first().waitFor()
})

test('the network returns: all three are received', async () => {
  await kiosk.link('up')
  await kiosk.page.getByText('3 reçues par le bureau').first().waitFor({ timeout: 60_000 })
  await kiosk.page.getByText('0 gardée ici').first().waitFor()
})

test('a clerk, elsewhere, claims the first and asks for a missing paper on the second', async () => {
  office = await world.device(desk)
  const { page } = office
  await people.enrol(office, world.linkOf('clerk').url)
  await page
    .getByText(papers[0]?.reference ?? '')
    .first()
    .click()
  await people.button(page, /^Réserver/).click()
  await people.button(page, /^Signer/).click()
  await page.getByText('Acte gardé sur cet appareil.').waitFor()
})
