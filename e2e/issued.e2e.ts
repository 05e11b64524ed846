// A document issued at a desk without a network: provisional on screen and on paper, official by itself when the number
// comes; checked by another device offline; printed again as a copy; and nothing of it where it should not be.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocumentSeal, writeDocumentSeal } from '../shared/receipt/document-seal.ts'
import { keepPicture, look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { printSheet, type PrintedSheet } from './sheet.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, phone, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
let khadija: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  khadija = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(khadija, world.linkOf('clerk').url)
  for (const { page } of [kiosk, khadija]) await people.offlineReady(page)
})
afterAll(() => world.close())

oneStory('issued', () => ({ kiosk, khadija }))

const says = (id: string): RegExp => startsWith(word('papers', id))
const signs = (id: string): RegExp => startsWith(word('clerk', id))

let paper: people.Paper
let provisional: PrintedSheet
let official: PrintedSheet

test('a request is accepted, and the desk loses its network', async () => {
  const { page } = kiosk
  await people.begin(page, residence)
  await people.answerAll(page, residence)
  await people.readBack(page)
  paper = await people.mandateAndFile(page)
  await people.endVisit(page)
  const clerk = khadija.page
  await people.comes(clerk, clerk.getByText(paper.reference))
  await clerk.getByText(paper.reference).first().click()
  await clerk.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await pressKey(clerk, 'a')
  await people.button(clerk, signs('act-sign')).click()
  await clerk.locator('dialog[open]').waitFor({ state: 'detached' })
  await khadija.link('down')
  // A desk believes in its link until it has asked: whether the paper waits for a number hangs on that.
  await people.button(clerk, word('shell', 'shell.send')).click()
  await clerk.getByText(word('shell', 'shell.link.offline')).first().waitFor()
})

test('offline, it is shown before it is issued, and the browser’s own keys print nothing of it', async () => {
  const { page } = khadija
  await pressKey(page, 'i')
  await page.locator('.sheet--preview').waitFor()
  await look('issued.preview', page)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.sheet').isVisible()).toBe(false)
  await expect.poll(() => page.locator('.sheet-not-issued').isVisible()).toBe(true)
  await page.emulateMedia({ media: null })
})

test('offline, issuing names the dossier first, then prints a paper that says it is provisional', async () => {
  const { page } = khadija
  await pressKey(page, 'i')
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  await expect.poll(() => dialog.innerText()).toContain(paper.reference)
  await expect.poll(() => dialog.innerText()).toContain('أمغار')
  // What it says of the link decides whether the paper waits for its number.
  await dialog.getByText(word('papers', 'confirm.offline')).waitFor()
  await keepPicture('issued.confirm', page)
  await page.keyboard.press('Enter')
  await page.locator('.sheet--provisional .receipt__code').waitFor()
  await page.getByText(word('papers', 'state.provisional'), { exact: true }).waitFor()
  provisional = await printSheet(page)
  expect(provisional.text).toContain('PROVISOIRE')
  expect(provisional.text).toContain('مؤقتة')
  expect(provisional.text).toContain('Lhoucine')
  expect(provisional.text).not.toMatch(/\d{4}-[A-Z]-\d+/)
  expect(provisional.seal).toMatch(/^MD1:/)
  expect(provisional.pages).toBe(1)
  expect(provisional.jobName).not.toMatch(/Lhoucine|Amghar|أمغار/)
  // It came out once for the app; some browsers count the sheet that this test took for itself too.
  await people.button(page, startsWith(word('papers', 'do.print-copy').replace('{count}', ''))).waitFor()
  await look('issued.provisional', page)
})

test('another device checks the provisional paper without a network', async () => {
  await kiosk.link('down')
  const { page } = kiosk
  await page.getByRole('link', { name: 'Morchid' }).click()
  await page.getByRole('link', { name: startsWith(word('desk', 'home.find')) }).click()
  await page.fill('#find', provisional.seal)
  await page.getByText(word('document-check', 'provisional'), { exact: true }).waitFor()
  await look('issued.checked', page)
})

test('the network returns: the paper turns official by itself, and a first official sheet is no copy', async () => {
  const { page } = khadija
  await khadija.link('up')
  await people.comes(page, page.locator('.sheet--official'))
  await people.button(page, says('do.print-official')).waitFor()
  await look('issued.official', page)
  official = await printSheet(page)
  expect(official.text).toMatch(/\b\d{4}-A-1\b/)
  expect(official.text).not.toContain('PROVISOIRE')
  expect(official.text).not.toContain('COPIE')
  expect(official.text).toContain('Remplace le papier provisoire')
  expect(official.seal).not.toBe(provisional.seal)
  expect(official.pages).toBe(1)
})

test('a sheet that comes out again is a copy under the same seal, on A5 too', async () => {
  const { page } = khadija
  await page.locator('.sheet__copy').waitFor()
  await page.locator('#document-format input[value=a5]').check({ force: true })
  const small = await printSheet(page)
  expect(small.text).toContain('COPIE')
  expect(small.seal).toBe(official.seal)
  expect(small.pages).toBe(1)
  await keepPicture('issued.a5', page)
  await page.locator('#document-format input[value=a4]').check({ force: true })
})

test('the same device, still offline, reads the official paper, its name, and what was changed on it', async () => {
  const { page } = kiosk
  await page.fill('#find', official.seal)
  await page.getByText(word('document-check', 'genuine'), { exact: true }).waitFor()
  await look('issued.genuine', page)
  const read = readDocumentSeal(official.seal)
  if (!read.ok) throw new Error(read.error)
  const { claims, kid, signature } = read.value
  await page.fill('#find', writeDocumentSeal({ ...claims, number: '2026-A-2' }, kid, signature))
  await page.getByText(word('document-check', 'forged'), { exact: true }).waitFor()
  // Nothing of a forged paper is read out.
  expect(await page.locator('main').innerText()).not.toContain(paper.reference)
})

test('a point that never saw the dossier is told the name by whoever holds the paper', async () => {
  const imlil = await world.device(desk)
  await people.enrol(imlil, world.linkOf('mediator', 1).url)
  await people.offlineReady(imlil.page)
  await imlil.link('down')
  const { page } = imlil
  await page.getByRole('link', { name: startsWith(word('desk', 'home.find')) }).click()
  await page.fill('#find', official.seal)
  await page.getByText(word('document-check', 'genuine'), { exact: true }).waitFor()
  await page.fill('#paper-first_name_ar', 'الحسين')
  await page.fill('#paper-last_name_ar', 'أمغارو')
  await page.getByText(word('document-check', 'names-wrong'), { exact: true }).waitFor()
  await page.fill('#paper-last_name_ar', 'أمغار')
  await page.getByText(word('document-check', 'names-right'), { exact: true }).waitFor()
  await page.setViewportSize(phone)
  await keepPicture('issued.names.360', page)
})

test('nothing of the paper stays when it is put away', async () => {
  const { page } = khadija
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await page.keyboard.press('g')
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  const left = await page.evaluate(() =>
    [document.title, location.href, JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])].join(),
  )
  expect(left).not.toMatch(/Lhoucine|Amghar|أمغار|الحسين|MD1/)
  expect(await page.locator('.sheet').count()).toBe(0)
})
