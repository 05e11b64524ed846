// A clerk's whole day with one dossier, without a mouse: not one event of a pointer reaches the page. After each act the
// focus is on something that can be used, and axe has nothing to say of the screen.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit, keepPicture } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let office: Device
let roads: Device
let paper: people.Paper

beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  office = await world.device(desk)
  roads = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(office, linkOf('Khadija'))
  await people.enrol(roads, linkOf('Omar'))
  for (const { page } of [office, roads]) await watchPointer(page)
})
afterAll(() => world.close())

const linkOf = (name: string): string => {
  for (let nth = 0; ; nth++) {
    const link = world.linkOf('clerk', nth)
    if (link.name.startsWith(name)) return link.url
  }
}

oneStory('clerk-keyboard', () => ({ office }))

/** Counts what a mouse or a finger would do. A button pressed by a key makes a click that comes from no pointer. */
const watchPointer = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const counted = globalThis as unknown as { pointed?: number }
    counted.pointed = 0
    for (const type of ['mousedown', 'pointerdown', 'touchstart'])
      addEventListener(type, () => (counted.pointed = (counted.pointed ?? 0) + 1), { capture: true })
  })
const pointed = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => (globalThis as unknown as { pointed?: number }).pointed)

const opened = (page: Page) => page.locator('dialog[open]')

/** As fingers type: what comes faster is taken for a scanner, whose Enter signs nothing. */
const byHand = { delay: 80 }

/** Opens the act by its letter; the dialog is clean. */
const begin = async (page: Page, key: string, name: string): Promise<void> => {
  await page.keyboard.press(key)
  await opened(page).waitFor()
  await keepPicture(`clerk-keyboard.dialog-${name}`, page)
  expect.soft(await audit(page), name).toEqual([])
}

/** Signs, and is at the next step of the work. */
const sign = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Enter')
  await opened(page).waitFor({ state: 'detached' })
  await hasFocus(page)
}

/** The keyboard is on something that can be used, not on the page itself. */
const hasFocus = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.activeElement?.matches('button:not(:disabled), a, h1, input') ?? false)

/** Sends and fetches with the keyboard until it is there. */
const comes = async (page: Page, text: string): Promise<void> => {
  const what = page.getByText(text).first()
  for (let asked = 0; asked < 20 && !(await what.isVisible()); asked++) {
    await people.button(page, word('shell', 'shell.send')).press('Enter')
    await what.waitFor({ timeout: 1_000 }).catch(() => undefined)
  }
  await what.waitFor()
}

/** The first row of the queue, then Enter. */
const openFirst = async (page: Page): Promise<void> => {
  await page.locator('main h1').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
}

test('a request comes in, is opened with the arrows and claimed', async () => {
  await people.begin(kiosk.page, residence)
  await people.answerAll(kiosk.page, residence)
  await people.readBack(kiosk.page)
  paper = await people.mandateAndFile(kiosk.page)
  const { page } = office
  await comes(page, paper.reference)
  await openFirst(page)
  expect.soft(await audit(page), 'dossier').toEqual([])
  await pressKey(page, 'c')
  await people.button(page, startsWith(word('clerk', 'do-claimed:release'))).waitFor()
  await hasFocus(page)
})

test('a paper is asked for once, and what came is said', async () => {
  const { page } = office
  await begin(page, 'p', 'ask')
  await page.keyboard.press('1')
  await page.getByRole('region', { name: word('clerk', 'act-preview') }).waitFor()
  await sign(page)
  await begin(page, 's', 'supplied')
  await page.keyboard.press('1')
  await sign(page)
})

test('the law has a paper asked for once: the button stays, shut, and says why', async () => {
  const { page } = office
  const ask = people.button(
    page,
    startsWith(
      people.packNamed(residence.pack).workflow.transitions.find(({ on }) => on === 'piece-requested')?.label.fr ?? '',
    ),
  )
  expect(await ask.isDisabled()).toBe(true)
  await page.getByText(word('clerk-acts', 'shut.once')).waitFor()
  await page.keyboard.press('p')
  expect(await opened(page).count()).toBe(0)
})

test('another office is asked what it thinks, and says it', async () => {
  const { page } = office
  await begin(page, 'q', 'opinion')
  await page.keyboard.press('1')
  await page.keyboard.press('Tab')
  await page.keyboard.type('La piste jusqu’au douar est-elle ouverte ?')
  await sign(page)
  await comes(roads.page, paper.reference)
  await openFirst(roads.page)
  await begin(roads.page, 'e', 'opinion-given')
  await roads.page.keyboard.press('1')
  await roads.page.keyboard.press('Tab')
  await roads.page.keyboard.type('Ouverte depuis lundi.')
  await sign(roads.page)
  await comes(page, 'Ouverte depuis lundi.')
})

test('a visit is ordered and told', async () => {
  const { page } = office
  await begin(page, 'v', 'visit')
  await page.keyboard.type('Le moqaddem')
  await page.keyboard.press('Tab')
  await page.keyboard.type('La personne habite-t-elle là ?')
  await sign(page)
  await begin(page, 'v', 'visited')
  await page.keyboard.press('1')
  // The day is today's unless another is typed.
  await sign(page)
  await page.getByText(word('clerk-acts', 'visit.confirmed')).first().waitFor()
})

test('a note is there at once, and an answer is put right beside the first one', async () => {
  const { page } = office
  await begin(page, 'n', 'note')
  await page.keyboard.type('Rappeler la personne jeudi.')
  await sign(page)
  await page.locator('#clerk-notes').waitFor()
  await begin(page, 'm', 'correct')
  await page.keyboard.type('Douar')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Douar Tamatert')
  await page.locator('#act-text').focus()
  await page.keyboard.type('Vu sur la carte.')
  await sign(page)
  const corrected = page.locator('.summary-list__row').filter({ hasText: 'Douar Tamatert' })
  await corrected.getByText('Vu sur la carte.').waitFor()
  await expect.poll(() => corrected.locator('s').innerText()).toBe('Douar Imskar')
})

test('it is accepted and its paper issued, with an official number', async () => {
  const { page } = office
  await begin(page, 'a', 'accept')
  await sign(page)
  await pressKey(page, 'i')
  await page.locator('.sheet--preview').waitFor()
  expect.soft(await audit(page), 'paper').toEqual([])
  await begin(page, 'i', 'issue')
  await page.keyboard.press('Enter')
  await page.locator('.sheet--official').waitFor()
  await page.keyboard.press('Escape')
  await page
    .locator('#clerk-work')
    .locator('..')
    .getByText(/\d{4}-A-1/)
    .waitFor()
})

test('it is made ready and handed over against the person’s own numbers, once', async () => {
  const { page } = office
  await begin(page, 'y', 'ready')
  await sign(page)
  await begin(page, 'h', 'hand-over')
  await page.keyboard.type('12.40.67.30', byHand)
  await page.keyboard.press('Enter')
  // Somebody else's numbers, or wrong ones, hand nothing over; the field says so and has the focus.
  await page.locator('#act-pairs[aria-invalid=true]:focus').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(paper.reference, byHand)
  await sign(page)
  await page
    .locator('.state-badge', { hasText: word('clerk', 'state-handed-over') })
    .first()
    .waitFor()
  expect.soft(await audit(page), 'closed').toEqual([])
  await page.keyboard.press('h')
  expect(await opened(page).count()).toBe(0)
})

test('no pointer touched either screen', async () => {
  for (const { page } of [office, roads]) expect(await pointed(page)).toBe(0)
})
