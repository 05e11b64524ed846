// One visit with a desk that has two sides: the person chooses, answers and says yes or no by pictures and sound alone,
// with every word on their side covered; the helper types what has to be typed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { road } from './road.ts'
import { startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator', desk, [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ])
})
afterAll(() => world.close())

oneStory('two-sides', () => ({ kiosk }))

const pack = people.packNamed(residence.pack)
let filed = ''
const pictureOf = (list: string, choice: string): string =>
  pack.form.choices[list]?.find((one) => one.name === choice)?.pictogram ?? 'question'

/** What every card of the person must be, wherever they are. */
const expectTheirSide = async (): Promise<void> => {
  const { page } = kiosk
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await page.waitForTimeout(100)
    const seen = await page.evaluate(() => ({
      overflow: [
        document.documentElement.scrollHeight - document.documentElement.clientHeight,
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ],
      boxes: document.querySelectorAll('input, textarea, select').length,
      choices: document.querySelectorAll('.citizen__choices button').length,
      pictures: document.querySelectorAll('.citizen :is(use, [data-picture])').length,
    }))
    const card = `${await citizen.cardOnScreen(page)} at ${size.width}`
    expect
      .soft(
        seen.overflow.every((over) => over <= 0),
        `${card} scrolls`,
      )
      .toBe(true)
    expect.soft(seen.boxes, `${card} has a field`).toBe(0)
    expect.soft(seen.choices, card).toBeLessThanOrEqual(4)
    expect.soft(seen.pictures, card).toBeGreaterThan(0)
    await keepPicture(`two-sides.card.${card.replaceAll(/\W+/g, '-')}`, page)
  }
}

test('the person chooses their language, the subject and the procedure, and says which papers are there', async () => {
  const { page } = kiosk
  await page
    .getByRole('link', { name: new RegExp(`^${word('desk', 'home.new')}`) })
    .first()
    .click()
  await page.getByRole('heading', { name: word('desk', 'new.title') }).waitFor()
  await citizen.turnScreen(page)
  await citizen.coverText(page)
  await citizen.cardIs(page, 'app.language')
  await page.locator('main.citizen[data-saying]').waitFor()
  await expectTheirSide()
  await citizen.tapPicture(page, 'variety-ary')
  await citizen.cardIs(page, 'app.need')
  await expectTheirSide()
  await citizen.tapPicture(page, 'certificate')
  await citizen.cardIs(page, 'app.procedure')
  await expectTheirSide()
  await citizen.tapPicture(page, 'house')
  await citizen.cardIs(page, 'about:')
  await expectTheirSide()
  await citizen.tapYes(page)
  for (const paper of pack.service.hasInputType) {
    await citizen.cardIs(page, `paper:${paper.id}`)
    await (paper.id === 'bill' ? citizen.tapNo(page) : citizen.tapYes(page))
  }
  await citizen.giveBack(page)
  await page.getByRole('heading', { level: 1, name: 'À quoi servira le certificat ?' }).waitFor()
})

test('a question is turned to the person, and they answer it by its picture', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:purpose')
  await expectTheirSide()
  await citizen.tapPicture(page, pictureOf('purpose', 'school'))
  await citizen.cardIs(page, 'question:first_name_ar')
  await expectTheirSide()
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await page.getByRole('heading', { level: 1, name: 'Prénom, en arabe' }).waitFor()
  // The helper "corrects" what the person had chosen: the read-back is there to catch it.
  await page.keyboard.press('Escape')
  await people.answerAll(page, residence, 'card_number')
})

test('a private question is kept for the clerk, and a sealed one is answered alone', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:card_number')
  await expectTheirSide()
  await citizen.tellClerk(page)
  await citizen.giveBack(page)
  await people.answerAll(page, residence, 'keep_hidden')
  await citizen.turnScreen(page)
  await citizen.cardIs(page, 'question:keep_hidden')
  await citizen.tapPicture(page, pictureOf('keep_hidden', 'family'))
  await citizen.giveBack(page)
  await people.answerAll(page, residence)
  await page.getByRole('heading', { name: word('desk', 'read-back.title') }).waitFor()
})

const readBackHeading = () => kiosk.page.getByRole('heading', { name: word('desk', 'read-back.title') })

test('kill -9 at the read-back: the same person, the same step, the same language', async () => {
  const { page: before } = kiosk
  await people.kept(before)
  await kiosk.killAndReopen()
  await people.unlock(kiosk.page, world.linkOf('mediator').name)
  await readBackHeading().waitFor()
  expect(await kiosk.page.locator('.visit-bar select').first().inputValue()).toBe('ary')
})

test('the answers are read to the person, who catches the one that is wrong and corrects it alone', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  await citizen.coverText(page)
  await citizen.cardIs(page, 'app.read-back')
  await expectTheirSide()
  await citizen.goOn(page)
  const read: string[] = []
  for (
    let card = await citizen.cardOnScreen(page);
    card?.startsWith('read:');
    card = await citizen.cardOnScreen(page)
  ) {
    read.push(card)
    if (read.length === 2) await expectTheirSide()
    // The helper had put "the bank" where the person had chosen the school.
    const isWrong =
      card === 'read:purpose' &&
      (await page.locator(`.citizen [data-picture="${pictureOf('purpose', 'bank')}"]`).count()) > 0
    if (isWrong) {
      await citizen.tapNo(page)
      await citizen.cardIs(page, 'question:purpose')
      await citizen.tapPicture(page, pictureOf('purpose', 'school'))
      await citizen.cardIs(page, 'read:purpose')
    } else await citizen.tapYes(page)
  }
  expect(read.filter((card) => card === 'read:purpose')).toHaveLength(2)
  expect(read).not.toContain('read:keep_hidden')
  await citizen.cardIs(page, 'app.read-back-done')
  await citizen.goOn(page)
  await citizen.giveBack(page)
})

test('nothing of what was answered alone is on the helper’s side', async () => {
  const { page } = kiosk
  await people.teachBack(page)
  const html = await page.content()
  for (const choice of pack.form.choices['keep_hidden'] ?? [])
    for (const text of [choice.label.fr, choice.label.ar]) expect(html).not.toContain(text)
})

test('the person says for how long, then yes; the proof is a mark, and the request is filed', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  await citizen.coverText(page)
  await citizen.cardIs(page, 'app.mandate-days')
  await expectTheirSide()
  await citizen.tapPicture(page, 'one-month')
  await expectTheirSide()
  await citizen.tapYes(page)
  await citizen.giveBack(page)
  const paper = await people.proveByMark(page)
  expect(paper.reference).toMatch(/^\d\d\.\d\d\.\d\d\.\d\d$/)
  filed = paper.reference
})

test('the person hears their receipt, and nothing of them is left for the next', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  for (let cards = 0; cards < 5; cards++) {
    await expectTheirSide()
    await citizen.goOn(page)
  }
  await citizen.giveBack(page)
  await page.locator('.receipt__pairs').first().waitFor()
  await people.endVisit(page)
  await page.getByRole('heading', { name: word('desk', 'new.title') }).waitFor()
  await expectNothingOf([filed, 'Lhoucine', 'Amghar', 'أمغار', 'Imskar'])
  expect(await page.locator('.language-choice [aria-pressed=true]').count()).toBe(0)
  await page.goBack()
  await page.waitForTimeout(300)
  await expectNothingOf([filed, 'Lhoucine', 'Amghar', 'أمغار', 'Imskar'])
})

const expectNothingOf = async (words: readonly string[]): Promise<void> => {
  const kept = await kiosk.page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input')].map((input) => input.value),
      document.title,
      location.href,
      JSON.stringify(history.state),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify({ ...localStorage }),
    ].join('\n'),
  )
  for (const one of words) expect(kept).not.toContain(one)
}

const phoneNumber = '0612345678'

test('what a person tells the helper in private is not shown again, and is read to them alone', async () => {
  const { page } = kiosk
  await page.goto(`${kiosk.url}/new`)
  await people.unlock(page, world.linkOf('mediator').name)
  await people.begin(page, residence)
  await people.answerAll(page, residence, 'phone')
  await pressKey(page, 'd')
  await page.fill('#q-phone', phoneNumber)
  await page.locator('main form button[type=submit]').click()
  await readBackHeading().waitFor()
  await expectNothingOf([phoneNumber])
  const hidden = page.getByText(word('desk', 'read-back.hidden-title'))
  while (!(await hidden.isVisible())) await page.keyboard.press('1')
  await page.keyboard.press('1')
  await hidden.waitFor()
  await expectNothingOf([phoneNumber])
  await citizen.turnScreen(page)
  await citizen.goOn(page)
  await citizen.cardIs(page, 'read:phone')
  await expect.poll(() => page.locator('main.citizen').innerText()).toContain(phoneNumber)
  await citizen.tapYes(page)
  await citizen.goOn(page)
  await citizen.giveBack(page)
})

test('a no on the person’s side files nothing, and they leave with the list of papers', async () => {
  const { page } = kiosk
  await people.teachBack(page)
  await citizen.turnScreen(page)
  await citizen.tapPicture(page, 'one-day')
  await citizen.tapNo(page)
  await citizen.cardIs(page, 'app.mandate-no')
  await expectTheirSide()
  await citizen.goOn(page)
  await citizen.giveBack(page)
  await page.getByRole('heading', { name: word('desk', 'refused.title') }).waitFor()
  await expect.poll(() => page.locator('.receipt').innerText()).toContain(pack.service.hasInputType[0]?.name.ar)
  await expectNothingOf([phoneNumber])
  await people.button(page, new RegExp(`^${word('desk', 'receipt.end')}`)).click()
  await page.getByText(word('desk', 'end.nothing')).waitFor()
  await page.getByText('aucune gardée ici').first().waitFor()
})

test('a request left for later is found again by its picture, at the same question', async () => {
  const { page } = kiosk
  await page.getByRole('link', { name: new RegExp(`^${word('desk', 'end.next')}`) }).click()
  await page.getByRole('button', { name: 'Tachelhit' }).click()
  await people.begin(page, road)
  await people.answerAll(page, road, 'passable')
  await people.button(page, word('desk', 'request.pause')).click()
  await page.locator('.pause-pictures button:has([data-picture="mule"])').click()
  await page.locator('.pause-pictures a:has([data-picture="mule"])').click()
  await page.getByRole('heading', { level: 1, name: 'Qui peut encore passer ?' }).waitFor()
  expect(await page.locator('.visit-bar select').first().inputValue()).toBe('shi')
})

test('somebody who acts for an absent person says who they are, and their recorded yes is the proof', async () => {
  const { page } = kiosk
  await page.locator('.visit-bar select').nth(1).selectOption('surrogate')
  await people.answerAll(page, road)
  await people.readBack(page)
  await people.button(page, startsWith(word('desk', 'mandate.yes'))).click()
  await page.locator('#mandate-method input[value=voice]').check({ force: true })
  await people.button(page, word('voice', 'record.do')).click()
  await page.waitForTimeout(1_500)
  await people.button(page, word('voice', 'record.stop')).click()
  await people.button(page, word('voice', 'record.listen')).waitFor()
  await people.button(page, word('desk', 'mandate.file')).click()
  await page.getByText(word('desk', 'surrogate.lacking-name')).waitFor()
  await keepPicture('two-sides.surrogate', page)
  await page.fill('#surrogate-name', 'Brahim Amghar')
  await page.locator('#surrogate-paper input[value=identity-card]').check({ force: true })
  await people.button(page, word('desk', 'mandate.file')).click()
  await people.receiptOnScreen(page)
})
