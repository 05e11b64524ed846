// What is done at the desk while the times are noted: a whole visit with keys and a mouse as a person has them, and
// questions that the person answers on their own side. It asks nothing of the page between two presses that would make
// it lay itself out.
import type { Locator, Page } from 'playwright-core'
import * as citizen from '../../e2e/citizen-side.ts'
import * as people from '../../e2e/people.ts'

const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {},
}
const answers: Readonly<Record<string, string>> = {
  purpose: 'school',
  first_name_ar: 'الحسين',
  last_name_ar: 'أمغار',
  first_name_latin: 'Lhoucine',
  last_name_latin: 'Amghar',
  douar: 'Douar Imskar',
  address_words: 'pres de la fontaine',
  lives_since: 'always',
  proof: 'honour',
}

/** How long a finger stays down, and how long the hand is above the button before. */
const hand = { above: 60, down: 80 }

const press = async (page: Page, what: Locator): Promise<void> => {
  await what.waitFor()
  await what.scrollIntoViewIfNeeded()
  const box = await what.boundingBox()
  if (!box) throw new Error('not on screen')
  await page.mouse.move(box.x + Math.min(box.width / 2, 60), box.y + box.height / 2)
  await page.waitForTimeout(hand.above)
  await page.mouse.down()
  await page.waitForTimeout(hand.down)
  await page.mouse.up()
}

/**
 * From here on all clicks on any page are a hand's: the library's own makes its checks inside the very press that is
 * measured, comes from nowhere and lets go in the same instant. A press of no length (`isInstant`) is worse than any hand's.
 */
export const pressByHand = (page: Page, isInstant: boolean): void => {
  if (isInstant) Object.assign(hand, { above: 0, down: 0 })
  const clicks = Object.getPrototypeOf(page.locator('html')) as { click: (this: Locator) => Promise<void> }
  clicks.click = function () {
    return press(this.page(), this)
  }
}

const heading = (page: Page): Locator => page.locator('main h1')

const answerHere = async (page: Page, name: string): Promise<void> => {
  const given = answers[name]
  const box = page.locator(`#q-${name}`)
  if (name === 'honour') await press(page, box.locator('label').or(box).first())
  else if (given === undefined) return
  else if (await box.locator('input[type=radio]').count())
    await press(page, box.locator(`label:has(input[value="${given}"])`))
  else {
    await press(page, box)
    await page.keyboard.type(given, { delay: 30 })
  }
}

export const visitDesk = async (page: Page): Promise<void> => {
  const pack = people.packNamed(visit.pack)
  await people.begin(page, visit)
  for (let steps = 0; steps < 60; steps++) {
    const name = await people.questionOnScreen(page, pack)
    if (name === null) break
    const before = await heading(page).innerText()
    await answerHere(page, name)
    // At once, as a quick hand does: the answer is not on the disk yet.
    await press(page, page.locator('main form button[type=submit]'))
    await page.waitForFunction((old) => document.querySelector('main h1')?.textContent?.trim() !== old.trim(), before)
    await page.waitForTimeout(200)
  }
  await people.readBack(page)
  await people.mandateAndFile(page)
  await people.endVisit(page)
}

/** The first questions of another procedure are answered by pictures. */
export const askTurned = async (page: Page): Promise<void> => {
  await people.begin(page, { event: 'birth', pack: 'ma.birth-record-extract', answers: {} })
  await heading(page).waitFor()
  await citizen.turnScreen(page)
  for (let cards = 0; cards < 10; cards++) {
    const card = await citizen.cardOnScreen(page)
    if (card === 'give-back' || card === null) break
    const last = page.locator('main.citizen .citizen__choices button').last()
    await press(page, last)
    await page.waitForFunction((old) => document.querySelector('main.citizen')?.getAttribute('data-card') !== old, card)
    await page.waitForTimeout(700)
  }
  await citizen.giveBack(page)
  await page.keyboard.press('Escape')
  await people.pause(page)
}
