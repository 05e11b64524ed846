// An answer that only the office may know: given alone on the turned screen, it is nowhere on the helper's side, and the
// clerk who decides reads it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { keepPicture, look } from './look.ts'
import * as people from './people.ts'
import { word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let office: Device | undefined
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
})
afterAll(() => world.close())

// One story: what follows a step that failed says nothing.
let broken = false
beforeEach(({ skip }) => skip(broken))
afterEach(async ({ task }) => {
  broken ||= task.result?.state === 'fail'
  const name = `sealed.${task.name.slice(0, 30).replaceAll(/\W+/g, '-')}`
  await keepPicture(`${name}.kiosk`, kiosk.page)
  if (office) await keepPicture(`${name}.office`, office.page)
})

const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {
    purpose: 'bank',
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
const choices = people.packNamed(visit.pack).form.choices['keep_hidden'] ?? []
const chosen = choices.find((one) => one.name === 'family')?.label.fr ?? ''
let paper: people.Paper

const expectNothingOfIt = async (): Promise<void> => {
  const html = await kiosk.page.content()
  for (const { label } of choices) for (const text of [label.fr, label.ar]) expect(html).not.toContain(text)
}

test('the person answers alone, by a picture; the helper sees that it was answered, never what', async () => {
  const { page } = kiosk
  await people.begin(page, visit)
  await people.answerAll(page, visit, 'card_number')
  await citizen.turnScreen(page)
  await citizen.tellClerk(page)
  await citizen.giveBack(page)
  await people.answerAll(page, visit, 'keep_hidden')
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:keep_hidden')
  await citizen.tapPicture(page, 'family-book')
  await citizen.giveBack(page)
  await expectNothingOfIt()
})

test('it is neither read back, nor on the paper, nor in the dossier at the point', async () => {
  const { page } = kiosk
  await people.answerAll(page, visit)
  await people.readBack(page)
  await expectNothingOfIt()
  paper = await people.mandateAndFile(page)
  await expectNothingOfIt()
  await people.endVisit(page)
  await page.goto(`${kiosk.url}/`)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(paper.reference).first().click()
  await page.getByText('Douar Imskar').first().waitFor({ state: 'attached' })
  await expectNothingOfIt()
})

test('the clerk of that office reads it, and is told that the point has not', async () => {
  office = await world.device(desk)
  const { page } = office
  await people.enrol(office, world.linkOf('clerk').url)
  await page.getByText(paper.reference).first().click()
  await page.getByText(chosen).first().waitFor()
  await page.getByText(word('clerk', 'answer-for-office')).first().waitFor()
  await look('sealed.clerk-dossier', page)
})
