// What people do at the screens, in the words the screens show.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { lifeEvents } from '../shared/procedure/catalogue.ts'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import { inSpoken, spokenLanguage, startsWith, word } from './words.ts'
import type { Device } from './world.ts'

export const passphrase = 'olive puits mulet samedi'

export const packNamed = (id: string): ProcedurePack =>
  JSON.parse(readFileSync(new URL(`../procedures/${id}.json`, import.meta.url), 'utf8')) as ProcedurePack

/** A button or heading of the desk that begins with this message. */
const says = (id: string): RegExp => startsWith(word('desk', id))

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Leaves the drawn words for a passphrase of one's own. */
export const ownPassphrase = async (page: Page): Promise<void> => {
  const own = button(page, word('setup', 'words.own'))
  await own.or(page.locator('#passphrase')).first().waitFor()
  // A second link opened in the same tab finds it chosen already.
  if (await own.isVisible()) await own.click()
}

/** Opens an enrolment link and chooses the passphrase. Ends at that person's first screen. */
export const enrol = async (device: Device, link: string): Promise<void> => {
  const { page } = device
  await page.goto(device.at(link))
  await ownPassphrase(page)
  await page.fill('#passphrase', passphrase)
  await page.fill('#passphrase-again', passphrase)
  await button(page, word('setup', 'enrol.do')).click()
  await button(page, startsWith(word('shell', 'shell.lock'))).waitFor()
}

export const unlock = async (page: Page, name: string): Promise<void> => {
  await page.waitForSelector('input[type=password]')
  await inSpokenLanguage(page)
  const person = page.getByRole('radio', { name })
  if (await person.count()) await person.check({ force: true })
  await page.fill('input[type=password]', passphrase)
  await page.keyboard.press('Enter')
}

/** A browser that is killed may forget the language that was chosen a moment before. */
const inSpokenLanguage = async (page: Page): Promise<void> => {
  const lang = spokenLanguage()
  if ((await page.locator('html').getAttribute('lang')) === lang) return
  await page
    .locator('.lang-switch')
    .getByRole('button', { name: lang === 'fr' ? 'Français' : 'العربية', exact: true })
    .click()
  await page.waitForFunction((want) => document.documentElement.lang === want, lang)
}

/** Whoever was locked for lack of four digits is asked for them at the next unlock. */
export const withoutDigits = (page: Page) => button(page, word('turn', 'pause.offer-not'))

/** Waits until the app can start without a link. */
export const offlineReady = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 30_000 })
}

export type Given = string | number | boolean | readonly string[] | { readonly lat: string; readonly lon: string }

export interface Visit {
  /** Code of the life event it is found under. */
  readonly event: string
  readonly pack: string
  readonly papers?: readonly string[]
  readonly answers: Readonly<Record<string, Given>>
  readonly witness?: string
}

/** From home to the first question; `atPapers` is what is done while the papers are asked for. */
export const begin = async (
  page: Page,
  { event, pack, papers }: Visit,
  atPapers?: () => Promise<void>,
): Promise<void> => {
  const { service } = packNamed(pack)
  if (!new URL(page.url()).pathname.startsWith('/new')) {
    const start = page.getByRole('link', { name: says('home.new') }).or(button(page, says('home.new')))
    await start.first().click()
  }
  const subject = lifeEvents.find((one) => one.code === event)
  for (const name of [startsWith(inSpoken(subject?.name ?? service.name)), startsWith(inSpoken(service.name))])
    await page.getByRole('link', { name }).or(button(page, name)).first().click()
  await button(page, says('procedure.start')).click()
  await page.waitForURL(/\/request\//)
  if (service.hasInputType.length > 0) {
    await page.getByRole('heading', { name: word('desk', 'papers.title') }).waitFor()
    for (const id of papers ?? []) {
      const item = service.hasInputType.find((one) => one.id === id)
      await page
        .getByRole('group', { name: item ? inSpoken(item.name) : id })
        .getByRole('button', { name: says('papers.has') })
        .click()
    }
    await atPapers?.()
    await button(page, says('step.continue')).click()
  }
}

/** What is on screen is on disk, the place in the form included. */
export const kept = async (page: Page): Promise<void> => {
  await page.getByText(word('desk', 'saved.saved')).first().waitFor()
}

/** Asks the server again until it is there: a device at rest asks by itself once a minute only. */
export const comes = async (page: Page, what: Locator): Promise<void> => {
  for (let asked = 0; asked < 20 && !(await what.first().isVisible()); asked++) {
    await button(page, word('shell', 'shell.send')).click()
    await what
      .first()
      .waitFor({ timeout: 1_000 })
      .catch(() => undefined)
  }
  await what.first().waitFor()
}

/** The question on screen, by the id of its field. Null once the questions are over. */
export const questionOnScreen = async (page: Page, pack: ProcedurePack): Promise<string | null> => {
  const heading = page.locator('main h1')
  await heading.waitFor()
  const text = (await heading.innerText()).trim()
  return pack.form.survey.find((row) => row.label !== undefined && inSpoken(row.label) === text)?.name ?? null
}

const put = async (page: Page, name: string, given: Given): Promise<void> => {
  const id = `#q-${name}`
  if (typeof given === 'object' && 'lat' in given) {
    await page.locator('details summary').first().click()
    await page.fill(`${id}-lat`, given.lat)
    await page.fill(`${id}-lon`, given.lon)
  } else if (Array.isArray(given)) {
    for (const value of given) await page.locator(`${id} input[value="${value}"]`).check({ force: true })
  } else if (await page.locator(`${id} input[type=radio]`).count()) {
    await page.locator(`${id} input[value="${given}"]`).check({ force: true })
  } else if (typeof given === 'boolean') {
    await page.locator(`${id} input[type=checkbox]`).check({ force: true })
  } else if (await page.locator(`${id}[role=combobox]`).count()) {
    await page.fill(id, String(given))
    await page.locator('[role=option]').first().click()
  } else if (await page.locator(`${id}-day`).count()) {
    const [year, month, day] = String(given).split('-')
    await page.fill(`${id}-day`, day ?? '')
    await page.fill(`${id}-month`, month ?? '')
    await page.fill(`${id}-year`, year ?? '')
  } else await page.fill(id, String(given))
}

/** Answers until `stopAt` is on screen, or until the read-back. Optional questions without an answer are skipped. */
export const answerAll = async (page: Page, visit: Visit, stopAt?: string): Promise<void> => {
  const pack = packNamed(visit.pack)
  for (let steps = 0; steps < 200; steps++) {
    const name = await questionOnScreen(page, pack)
    if (name === stopAt || (await page.getByRole('heading', { name: word('desk', 'read-back.title') }).isVisible()))
      return
    if (name === null) {
      await page.waitForTimeout(50)
      continue
    }
    const given = visit.answers[name]
    if (given !== undefined) await put(page, name, given)
    const before = await page.locator('main h1').innerText()
    await page.locator('main form button[type=submit]').click()
    await page.waitForFunction((old) => document.querySelector('main h1')?.textContent?.trim() !== old.trim(), before)
  }
  throw new Error('the questions never end')
}

/** Every row read and said right, then said again by the person: ends at the mandate. Returns what was read out. */
export const readBack = async (page: Page): Promise<readonly string[]> => {
  const read = await readRows(page)
  await teachBack(page)
  return read
}

/** Every row read and said right; ends at the teach-back. */
export const readRows = async (page: Page): Promise<readonly string[]> => {
  await page.getByRole('heading', { name: word('desk', 'read-back.title') }).waitFor()
  const read: string[] = []
  const allRight = page.getByText(word('desk', 'read-back.all-right'))
  while (!(await allRight.isVisible())) {
    read.push((await page.locator('.read-back__answer').innerText()).trim())
    await button(page, says('read-back.right'))
      .or(button(page, says('read-back.clear')))
      .click()
  }
  await button(page, says('step.continue')).click()
  return read
}

/** The person says all three points again; ends at the mandate. */
export const teachBack = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: word('desk', 'teach.title') }).waitFor()
  const said = button(page, says('teach.said'))
  for (let point = 0; point < 3; point++) await said.nth(point).click()
  await button(page, says('step.continue')).click()
  await page.getByRole('heading', { name: word('desk', 'mandate.title') }).waitFor()
}

export interface Paper {
  readonly reference: string
  readonly secret: string
}

/** A yes, a mark drawn on the screen, and the receipt. */
export const mandateAndFile = async (page: Page): Promise<Paper> => {
  await page.getByRole('heading', { name: word('desk', 'mandate.title') }).waitFor()
  await button(page, says('mandate.yes')).click()
  return proveByMark(page)
}

/** After the yes: a mark drawn on the screen. */
export const drawMark = async (page: Page): Promise<void> => {
  await page.locator('#mandate-method input[value=mark]').check({ force: true })
  const pad = page.locator('.mark-pad canvas, .mark-pad svg').first()
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no place to draw')
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await page.mouse.move(box.x + 40, box.y + 70, { steps: 5 })
  await page.mouse.up()
}

/** The same, then it is filed. */
export const proveByMark = async (page: Page): Promise<Paper> => {
  await drawMark(page)
  await button(page, says('mandate.file')).click()
  return receiptOnScreen(page)
}

export const receiptOnScreen = async (page: Page): Promise<Paper> => {
  const pairs = page.locator('.receipt__pairs')
  await pairs.first().waitFor()
  const [reference, secret] = await pairs.allInnerTexts()
  return { reference: reference?.trim() ?? '', secret: secret?.trim() ?? '' }
}

export const endVisit = async (page: Page): Promise<void> => {
  await button(page, says('receipt.end')).click()
  await page
    .getByRole('link', { name: says('end.next') })
    .or(button(page, says('end.next')))
    .first()
    .click()
}

/** Leaves the request for now, without a picture to find it by. */
export const pause = async (page: Page): Promise<void> => {
  await button(page, word('desk', 'request.pause')).click()
  await button(page, word('desk', 'pause.without')).click()
}
