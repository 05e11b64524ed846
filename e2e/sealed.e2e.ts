// An answer that only the office may know: given alone on the turned screen, it is nowhere on the helper's side, and the
// clerk who decides reads it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { residence as visit } from './residence.ts'
import { word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let office: Device | undefined
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

oneStory('sealed', () => ({ kiosk, office }))

const choices = people.packNamed(visit.pack).form.choices['keep_hidden'] ?? []
const chosen = choices.find((one) => one.name === 'family')?.label.fr ?? ''
let paper: people.Paper

/** Neither in what stands there, hidden or not, nor in what is drawn: on paper other words may be. */
const expectNothingOfIt = async (): Promise<void> => {
  const shown = (await kiosk.page.content()) + (await kiosk.page.locator('body').innerText())
  for (const { label } of choices) for (const text of [label.fr, label.ar]) expect(shown).not.toContain(text)
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
  await page.emulateMedia({ media: 'print' })
  await expectNothingOfIt()
  await page.emulateMedia({ media: null })
  await people.endVisit(page)
  await page.goto(`${kiosk.url}/`)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(paper.reference).first().click()
  await page.getByText('Douar Imskar').first().waitFor({ state: 'attached' })
  await expectNothingOfIt()
})

test('the search of the point does not know it, nor does what would be printed', async () => {
  const { page } = kiosk
  await page.emulateMedia({ media: 'print' })
  await expectNothingOfIt()
  await page.emulateMedia({ media: null })
  await page.goto(`${kiosk.url}/find`)
  await people.unlock(page, world.linkOf('mediator').name)
  const found = page.locator('main a[href^="/dossier/"]')
  await page.fill('#find', 'Amghar')
  await found.first().waitFor()
  for (const { name, label } of choices)
    for (const text of [name, label.fr, label.ar]) {
      await page.fill('#find', text)
      await found.first().waitFor({ state: 'detached' })
      await page.getByText(word('desk', 'find.none-name')).waitFor()
    }
  await page.fill('#find', '')
  await expectNothingOfIt()
})

test('the clerk of that office reads it, and is told that the point has not', async () => {
  office = await world.deviceOf('clerk')
  const { page } = office
  await page.getByText(paper.reference).first().click()
  await page.getByText(chosen).first().waitFor()
  await page.getByText(word('clerk', 'answer-for-office')).first().waitFor()
  await look('sealed.clerk-dossier', page)
})
