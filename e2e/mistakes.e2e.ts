// What bad input gets: a clear sentence with the next step, a 4xx, nothing lost and nothing half-written.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from './look.ts'
import * as people from './people.ts'
import { createWorld, phone, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device()
})
afterAll(() => world.close())

const tryToEnrol = async (device: Device, link: string): Promise<void> => {
  await device.page.goto(device.at(link))
  await people.ownPassphrase(device.page)
  await device.page.fill('#passphrase', people.passphrase)
  await device.page.fill('#passphrase-again', people.passphrase)
  await people.button(device.page, 'Créer mon accès').click()
}

test('a wrong enrolment link is refused with the next step, and what was typed stays', async () => {
  const { page } = kiosk
  await tryToEnrol(kiosk, `${world.linkOf('mediator').url.split('#')[0]}#enrol=nobody-knows-this-one`)
  await page.getByRole('alert').first().waitFor()
  await expect.poll(() => page.getByRole('alert').first().innerText()).toMatch(/lien/i)
  expect(await page.inputValue('#passphrase')).toBe(people.passphrase)
})

test('a short or different passphrase is said beside its box', async () => {
  const { page } = kiosk
  await page.fill('#passphrase', 'court')
  await people.button(page, 'Créer mon accès').click()
  expect(await page.locator('#passphrase').getAttribute('aria-invalid')).toBe('true')
})

test('a used link does not open a second device', async () => {
  await people.enrol(kiosk, world.linkOf('mediator').url)
  const second = await world.device(phone)
  await tryToEnrol(second, world.linkOf('mediator').url)
  await second.page.getByRole('alert').first().waitFor()
  await expect.poll(() => second.page.getByRole('alert').first().innerText()).toMatch(/déjà/i)
})

test('an answer out of bounds stays in its box, with what to do', async () => {
  const { page } = kiosk
  const visit: people.Visit = {
    event: 'birth',
    pack: 'ma.birth-record-extract',
    answers: { for_whom: 'me', first_name_ar: 'فاطمة', last_name_ar: 'أمغار', date_kind: 'hijri' },
  }
  await people.begin(page, visit)
  await people.answerAll(page, visit, 'birth_hijri_year')
  await page.fill('#q-birth_hijri_year', '1999')
  await people.button(page, /^Continuer/).click()
  await page.locator('[aria-invalid=true]').first().waitFor()
  expect(await page.inputValue('#q-birth_hijri_year')).toBe('1999')
  await page.fill('#q-birth_hijri_year', '1377')
  await people.button(page, /^Continuer/).click()
  await page.getByRole('heading', { name: 'Commune de naissance' }).waitFor()
  await people.kept(page)
})

test('"no" to the mandate files nothing', async () => {
  const { page } = kiosk
  await page.goto(`${kiosk.url}/`)
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByRole('heading', { name: 'Commune de naissance' }).waitFor()
  const rest: people.Visit = {
    event: 'birth',
    pack: 'ma.birth-record-extract',
    answers: {
      birth_commune: 'Asni',
      record_source: 'family-book',
      record_kind: 'extract',
      copies: 1,
      pickup: 'office',
    },
  }
  await people.answerAll(page, rest)
  await people.readBack(page)
  await people.button(page, /^Non/).click()
  await people.button(page, /ne rien déposer/).click()
  await page
    .getByRole('heading', { name: /Rien n’a été déposé|Rien n’est déposé|non/i })
    .first()
    .waitFor()
  await look('refused', page)
  await page.goto(`${kiosk.url}/`)
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByText('aucune gardée ici').first().waitFor()
  await page.getByRole('heading', { name: 'Demandes récentes' }).waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/[1-9] (gardée|reçue)/)
})

test('a wrong passphrase is said, nothing is wiped, and the right one still opens', async () => {
  const { page } = kiosk
  await people.button(page, /Verrouiller/).click()
  await page.waitForSelector('input[type=password]')
  await page.fill('input[type=password]', 'ce n’est pas la bonne')
  await page.keyboard.press('Enter')
  await page.locator('[aria-invalid=true]').first().waitFor()
  await people.unlock(page, 'Fatima Bouzid')
  await people.button(page, /Verrouiller/).waitFor()
})

test('a wrong reference and a wrong secret get the same answer; a body that is no packet gets a problem', async () => {
  const form = async (reference: string, secret: string): Promise<Response> => {
    const page = await (await fetch(`${kiosk.url}/s?lang=fr`)).text()
    const names = [
      ...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*type="tel"|<input[^>]*type="tel"[^>]*name="([^"]+)"/g),
    ].map((found) => found[1] ?? found[2] ?? '')
    return fetch(`${kiosk.url}/s?lang=fr`, {
      method: 'POST',
      headers: { accept: 'text/html', origin: kiosk.url },
      body: new URLSearchParams([
        [names[0] ?? '', reference],
        [names[1] ?? '', secret],
      ]),
    })
  }
  const unknown = await form('12.00.00.65', '00.00')
  expect(unknown.status).toBe(404)
  const impossible = await form('12.00.00.66', '00.00')
  expect(impossible.status).toBeGreaterThanOrEqual(400)
  expect(await impossible.text()).toMatch(/pair|numéro|référence/i)

  const rubbish = await fetch(`${kiosk.url}/api/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.morchid.sync' },
    body: 'this is no packet',
  })
  expect(rubbish.status).toBe(400)
  expect(rubbish.headers.get('content-type')).toContain('application/problem+json')
  const problem = (await rubbish.json()) as { type: string; detail: { fr: string; ar: string } }
  expect(problem.type).toMatch(/^urn:morchid:/)
  expect(problem.detail.fr.length).toBeGreaterThan(20)
  expect(problem.detail.ar).toMatch(/[\u0621-\u064a]{3}/)
})
