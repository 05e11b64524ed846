// Papers photographed at the desk with no network: kept page by page through a killed browser, shown to the person, filed,
// sent when the link is there; at the office small pictures first, a page large, and one saved with a reason. Chromium's own
// fake camera, and a file.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardIs, giveBack, goOn, tapYes, turnScreen } from './citizen-side.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { keepPicture, look, lookAtDialog } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { road } from './road.ts'
import { inSpoken, startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const wanted = (name: string): boolean => new RegExp(process.env['PAPERS_LOOK'] ?? '').test(name)

let world: EnrolledWorld
let kiosk: Device
let office: Device
let paper: people.Paper
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator', desk, camera)
})
afterAll(() => world.close())

oneStory('papers', () => ({ kiosk }))

const pack = people.packNamed(residence.pack)
const nameOf = (id: string): string => {
  const item = pack.service.hasInputType.find((one) => one.id === id)
  return item ? inSpoken(item.name) : id
}
const labelOf = (row: string): string =>
  inSpoken(people.packNamed(road.pack).form.survey.find(({ name }) => name === row)?.label ?? { fr: row, ar: row })
const says = (room: 'desk' | 'photos' | 'take-paper' | 'clerk', id: string) =>
  people.button(kiosk.page, startsWith(word(room, id)))
const paperRow = (id: string) => kiosk.page.locator('.desk-papers > li').filter({ hasText: nameOf(id) })
const thumbs = (id: string) => paperRow(id).locator('.photo-thumb img')
const seen = async (name: string) => {
  if (wanted(name)) await look(`papers.${name}`, kiosk.page)
}

/** A page is not sent in its first half minute, since it may be taken again: it begins now, or is over. */
const keptAt = (time: number) =>
  kiosk.page.evaluate(async (time) => {
    const [named] = await indexedDB.databases()
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(named?.name ?? '')
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('error', () => reject(opening.error))
    })
    await new Promise<void>((resolve, reject) => {
      const change = database.transaction('papers', 'readwrite')
      const all = change.objectStore('papers').openCursor()
      all.addEventListener('success', () => {
        const row = all.result
        row?.update({ ...row.value, keptAt: time })
        row?.continue()
      })
      change.addEventListener('complete', () => resolve())
      change.addEventListener('error', () => reject(change.error))
    })
    database.close()
  }, time)

const photograph = async () => {
  // The camera's first picture.
  await kiosk.page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  await kiosk.page.locator('.take-paper__shutter').click()
  await says('take-paper', 'judge.yes').click()
  await says('take-paper', 'kept.done').click()
}

test('a paper is photographed with the camera, and one more page comes from a file, without any network', async () => {
  const { page } = kiosk
  await people.offlineReady(page)
  // The camera's screen is fetched behind the rooms.
  await page.waitForTimeout(8_000)
  await kiosk.link('down')
  const sheet = await page.screenshot()
  await people.begin(page, residence, async () => {
    await seen('asked')
    await paperRow('identity-card')
      .getByRole('button', { name: word('photos', 'take') })
      .click()
    await page.locator('.take-paper__shutter').waitFor()
    await photograph()
    await thumbs('identity-card').first().waitFor()
    await paperRow('identity-card')
      .getByRole('button', { name: word('photos', 'take-more') })
      .click()
    await page.locator('input[type=file]').setInputFiles({ name: 'carte.png', mimeType: 'image/png', buffer: sheet })
    await says('take-paper', 'judge.yes').click()
    await says('take-paper', 'kept.done').click()
    await expect.poll(() => thumbs('identity-card').count()).toBe(2)
    await paperRow('bill')
      .getByRole('button', { name: startsWith(word('desk', 'papers.has-not')) })
      .click()
    await seen('photographed')
  })
})

test('the browser is killed, and both pages are still there', async () => {
  await people.kept(kiosk.page)
  await kiosk.killAndReopen(new URL(kiosk.page.url()).pathname)
  await people.unlock(kiosk.page, world.linkOf('mediator').name)
  await says('desk', 'back.step').click()
  await kiosk.page.getByRole('heading', { name: word('desk', 'papers.title') }).waitFor()
  await expect.poll(() => thumbs('identity-card').count()).toBe(2)
  await paperRow('identity-card').getByText('2 pages').waitFor()
  if (wanted('page'))
    await lookAtDialog('papers.page', kiosk.page, () => kiosk.page.locator('.photo-thumb__sheet').first())
  await says('desk', 'step.continue').click()
})

test('the person looks at it in the read-back: a "no" opens that paper alone; then, on their side, it is clear', async () => {
  const { page } = kiosk
  await people.answerAll(page, residence)
  const clear = says('desk', 'read-back.clear')
  while (!(await clear.isVisible())) await says('desk', 'read-back.right').click()
  await expect.poll(() => page.locator('.photo-clear img').count()).toBe(2)
  await seen('read-back')
  await says('desk', 'read-back.unclear').click()
  await page.getByRole('heading', { name: word('desk', 'papers.unclear') }).waitFor()
  await expect.poll(() => page.locator('.desk-papers > li').count()).toBe(1)
  await seen('unclear')
  await page.locator('.photo-thumb__sheet').nth(1).click()
  await says('photos', 'remove').click()
  await expect.poll(() => thumbs('identity-card').count()).toBe(1)
  await says('desk', 'step.continue').click()
  await clear.waitFor()
  await turnScreen(page)
  await goOn(page)
  await cardIs(page, 'paper:identity-card')
  await page.locator('.citizen__paper img').waitFor()
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await keepPicture(`papers.person.${size.width}`, page)
  }
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
  await tapYes(page)
  await cardIs(page, 'app.read-back-done')
  await goOn(page)
  await giveBack(page)
  await people.teachBack(page)
  paper = await people.mandateAndFile(page)
})

test('what waits is counted paper by paper, and can be put off', async () => {
  const { page } = kiosk
  await people.endVisit(page)
  await keptAt(Date.now())
  await kiosk.link('up')
  await people
    .button(page, startsWith(word('shell', 'shell.send')))
    .first()
    .click()
  await page.locator('a[href="/unsent"]').first().click()
  await page.getByRole('heading', { name: word('unsent', 'papers') }).waitFor()
  await people.button(page, word('unsent', 'papers.pause')).click()
  await page.getByText(word('unsent', 'papers.paused-by-hand')).waitFor()
  await seen('unsent')
})

test('the link is back: the office has the dossier before its photographs, and can say so', async () => {
  await kiosk.link('up')
  await people
    .button(kiosk.page, startsWith(word('shell', 'shell.send')))
    .first()
    .click()
  office = await world.deviceOf('clerk')
  const { page } = office
  await people.comes(page, page.getByText(paper.reference))
  await page.getByText(paper.reference).first().click()
  await page.locator('.photo-thumb').first().waitFor()
  await page.getByText(word('photos', 'to-come')).first().waitFor()
  // What this procedure says of it, before anybody presses.
  const [rail] = pack.guardRails ?? []
  await page.getByText(inSpoken(rail?.reason ?? { fr: 'no rail', ar: '' })).waitFor()
  expect(await people.button(page, /^Accepter/).isDisabled()).toBe(true)
  if (wanted('to-come')) await look('papers.to-come', page)
})

test('sent again when somebody says so, all of them go', async () => {
  const { page } = kiosk
  await keptAt(0)
  await people.button(page, word('unsent', 'papers.resume')).click()
  await page
    .locator('#main')
    .getByRole('button', { name: startsWith(word('unsent', 'send')) })
    .click()
  await page.getByRole('heading', { name: word('unsent', 'papers') }).waitFor({ state: 'detached', timeout: 60_000 })
})

test('the office sees small pictures, then the page, nearer and turned by keys, and saves it with a reason', async () => {
  const { page } = office
  await people.button(page, word('shell', 'shell.send')).click()
  await page.locator('.photo-thumb img').first().waitFor({ timeout: 30_000 })
  await page.locator('.photo-thumb__sheet').first().click()
  await page.locator('.photo-sheet img').waitFor()
  const width = async () => (await page.locator('.photo-sheet__room').boundingBox())?.width ?? 0
  const before = await width()
  await expect.poll(() => page.locator('.clerk-actions button', { hasText: /^Accepter/ }).isDisabled()).toBe(false)
  await page.keyboard.press('+')
  await expect.poll(width).toBeGreaterThan(before * 1.4)
  await pressKey(page, 'r')
  await expect.poll(() => page.locator('.photo-sheet__room').getAttribute('data-turn')).toBe('1')
  await page.keyboard.press('-')
  await expect.poll(width).toBeCloseTo(before, 0)
  await people.button(page, startsWith(word('photos', 'take-out').slice(0, 20))).click()
  await keepPicture('papers.take-out', page)
  await people.button(page, word('photos', 'take-out.do')).click()
  await page.getByText(word('photos', 'take-out.reason-missing')).waitFor()
  await page.fill('#take-out-reason', 'Demandée par le tribunal')
  // A tablet is turned: what is typed stays.
  for (const size of [phone, desk]) await page.setViewportSize(size)
  expect(await page.locator('#take-out-reason').inputValue()).toBe('Demandée par le tribunal')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    people.button(page, word('photos', 'take-out.do')).click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/^[\w-]{8}\.(webp|jpg)$/)
  await page.keyboard.press('Escape')
  await page.getByText(word('clerk-acts', 'line.paper-taken-out')).first().waitFor()
  await page.getByText('Demandée par le tribunal').first().waitFor()
  if (wanted('office')) await look('papers.office', page)
})

test('a paper the office asks for is photographed at the counter, through a killed browser, and told in one act', async () => {
  await people.button(office.page, /^Demander une pièce/).click()
  await office.page.locator('dialog[open]').waitFor()
  await office.page
    .locator('dialog label')
    .filter({ hasText: nameOf('bill') })
    .click()
  await people.button(office.page, /^Signer/).click()
  await office.page.getByText('Acte gardé sur cet appareil.').waitFor()
  const { page } = kiosk
  await page.goto(kiosk.url)
  await people.unlock(page, world.linkOf('mediator').name)
  await people.comes(page, page.getByText('pièce demandée'))
  await page.locator('main a[href^="/dossier/"]').first().click()
  await page
    .locator('.desk-papers')
    .getByRole('button', { name: word('photos', 'take') })
    .click()
  await photograph()
  await thumbs('bill').first().waitFor()
  await seen('supply')
  await kiosk.killAndReopen(new URL(page.url()).pathname)
  await people.unlock(kiosk.page, world.linkOf('mediator').name)
  await thumbs('bill').first().waitFor()
  await says('desk', 'dossier.piece-brought').click()
  await kiosk.page.locator('.desk-papers').waitFor({ state: 'detached' })
  await people.button(kiosk.page, startsWith(word('shell', 'shell.send'))).click()
  await people.comes(
    office.page,
    office.page
      .locator('.clerk-paper')
      .filter({ hasText: nameOf('bill') })
      .locator('.photo-thumb'),
  )
})

test('kept at the office, it opens without a network', async () => {
  const { page } = office
  await people.button(page, word('photos', 'offline.mark')).click()
  await people.button(page, word('photos', 'offline.marked')).waitFor()
  await office.link('down')
  await page.reload()
  await people.unlock(page, world.linkOf('clerk').name)
  const card = page.locator('.clerk-paper').filter({ hasText: nameOf('identity-card') })
  await card.locator('.photo-thumb__sheet').first().click()
  await page.locator('.photo-sheet img').waitFor()
})

test('a question is answered with a photograph of the place; "not clear" in the read-back leads to that question', async () => {
  const { page } = kiosk
  await page.locator('.brand').click()
  await people.begin(page, road)
  await people.answerAll(page, road, 'photo')
  await people.button(page, word('photos', 'take')).click()
  // Nobody shows the original of a hole in the road.
  await page.locator('.take-paper__shutter').waitFor()
  expect(await people.button(page, word('take-paper', 'seen')).count()).toBe(0)
  await photograph()
  await page.locator('.photo-thumb img').waitFor()
  await seen('photo-question')
  await people.answerAll(page, road)
  const clear = says('desk', 'read-back.clear')
  while (!(await clear.isVisible())) await says('desk', 'read-back.right').click()
  await page.getByText(labelOf('photo')).first().waitFor()
  await says('desk', 'read-back.unclear').click()
  expect(await people.questionOnScreen(page, people.packNamed(road.pack))).toBe('photo')
  await page.locator('.photo-thumb__sheet').click()
  await says('photos', 'remove').click()
  await page.locator('.photo-thumb').waitFor({ state: 'detached' })
  await says('desk', 'step.skip').click()
  await page.getByText(word('desk', 'read-back.all-right')).waitFor()
})
