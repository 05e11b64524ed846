// The papers of an office, gathered: sheets for a round, one a douar; the register of the year with its numbers checked,
// on paper and as files that other programs read back.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { printPages } from './sheet.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-registers-'))
let world: World
let kiosk: Device
let khadija: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  khadija = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(khadija, world.linkOf('clerk').url)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

oneStory('registers', () => ({ khadija }))

const signs = (id: string): RegExp => startsWith(word('clerk', id))
const says = (id: string): RegExp => startsWith(word('papers', id))

const file = async (douar: string, name: string, nameAr: string): Promise<string> => {
  const { page } = kiosk
  const answers = { ...residence.answers, douar, first_name_latin: name, first_name_ar: nameAr }
  const visit = { ...residence, answers }
  await people.begin(page, visit)
  await people.answerAll(page, visit)
  await people.readBack(page)
  const { reference } = await people.mandateAndFile(page)
  await people.endVisit(page)
  return reference
}

const sign = async (): Promise<void> => {
  const { page } = khadija
  await people.button(page, signs('act-sign')).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

let ready = ''
let missing = ''

test('before anything is done, the lists and the register say that they are empty', async () => {
  const { page } = khadija
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'l')
  await page.getByText(word('papers', 'lists.none'), { exact: true }).waitFor()
  await look('lists.empty', page)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'e')
  await page.getByText(word('papers', 'registers.none-text'), { exact: true }).waitFor()
  await page.keyboard.press('Escape')
})

test('one paper is issued and ready, for another something is missing', async () => {
  ready = await file('Douar Imskar', 'Lhoucine', 'الحسين')
  missing = await file('Aguersioual', 'Fadma', 'فاطمة')
  const { page } = khadija
  await people.comes(page, page.getByText(missing))
  await page.getByText(missing).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await pressKey(page, 'p')
  await page.locator('dialog[open] input[type=checkbox]').first().check({ force: true })
  await sign()
  await page.keyboard.press('g')
  await people.comes(page, page.getByText(ready))
  await page.getByText(ready).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await pressKey(page, 'a')
  await sign()
  await pressKey(page, 'i')
  await page.locator('.sheet--preview').waitFor()
  await pressKey(page, 'i')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Enter')
  // With a network the sheet waits for its number.
  await people.comes(page, page.locator('.sheet--official'))
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await pressKey(page, 'y')
  await sign()
  await page.keyboard.press('g')
})

test('a sheet for each douar says what is ready and what to bring, and no more of anyone than finds them', async () => {
  const { page } = khadija
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'l')
  const sheets = page.locator('.list-sheet')
  await sheets.nth(1).waitFor()
  const [first = '', second = ''] = await sheets.allInnerTexts()
  expect(first).toContain('Aguersioual')
  expect(first).toContain(missing)
  expect(first).toContain('Fadma')
  expect(second).toContain('Douar Imskar')
  expect(second).toContain(ready)
  expect(second).toContain(word('papers', 'lists.bring-receipt'))
  for (const text of [first, second]) expect(text).not.toMatch(/Amghar|أمغار|résidence/i)
  await look('lists.douar', page)
  expect(await printPages(page, 'lists')).toBe(2)
  await page.locator('#lists-shown input[value=ready]').check({ force: true })
  await sheets.nth(1).waitFor({ state: 'detached' })
  await expect.poll(() => sheets.first().innerText()).toContain(ready)
  await page.locator('#lists-shown input[value=both]').check({ force: true })
  await page.locator('#lists-by input[value=round]').check({ force: true })
  await sheets.filter({ hasText: 'EPN Asni' }).waitFor()
  await expect.poll(() => sheets.count()).toBe(1)
  await look('lists.round', page)
  await page.keyboard.press('Escape')
})

test('the register shows the number, the paper and the person, and finds no gap', async () => {
  const { page } = khadija
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'e')
  const register = page.locator('.register')
  await register.waitFor()
  const text = await register.innerText()
  expect(text).toMatch(/\d{4}-A-1\b/)
  expect(text).toContain(ready)
  expect(text).toContain('Amghar')
  expect(text).toContain('Khadija Idrissi')
  expect(text).toContain(word('papers', 'check.no-gap'))
  await look('registers.one', page)
  expect(await printPages(page, 'register')).toBe(1)
})

const saved = async (id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> => {
  const { page } = khadija
  const [download] = await Promise.all([page.waitForEvent('download'), people.button(page, says(id)).click()])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  // For somebody to open with an office suite.
  const shots = process.env['E2E_SHOTS']
  if (shots) copyFileSync(path, join(shots, download.suggestedFilename()))
  return { name: download.suggestedFilename(), bytes: readFileSync(path) }
}

test('as CSV and as ODS it is read back with the same cells, under names that say nobody’s', async () => {
  const csv = await saved('registers.save-csv')
  expect(csv.name).toMatch(/^registre-etat-civil-\d{4}\.csv$/)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv.bytes)
  expect(text.startsWith('\ufeff')).toBe(true)
  const [heading = '', row = ''] = text.slice(1).split('\r\n')
  const cells = row.split(',')
  expect(heading.split(',')).toHaveLength(cells.length)
  expect(cells[0]).toMatch(/^\d{4}-A-1$/)
  expect(row).toContain(ready)
  const ods = await saved('registers.save-ods')
  expect(ods.name).toMatch(/^registre-etat-civil-\d{4}\.ods$/)
  const content = strFromU8(unzipSync(ods.bytes)['content.xml'] ?? new Uint8Array())
  // An id may begin as a formula does: in a CSV it is marked as text, in an ODS it is text.
  for (const cell of cells.filter((one) => one !== ''))
    expect(content).toContain(`<text:p>${cell.replace(/^'(?=[=+@-])/, '')}</text:p>`)
})

test('once handed over, the register has a row for it, and the list no longer asks anybody to fetch it', async () => {
  const { page } = khadija
  await page.keyboard.press('Escape')
  await people.comes(page, page.getByText(word('clerk', 'queue-title')))
  await page.fill('#clerk-search', ready)
  await page.getByText(ready).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await pressKey(page, 'h')
  const pairs = page.locator('dialog[open] input').first()
  await pairs.fill(ready)
  await sign()
  await page.keyboard.press('g')
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'e')
  await page.locator('.register-table tbody tr').nth(1).waitFor()
  const rows = await page.locator('.register-table tbody tr').allInnerTexts()
  expect(rows[0]).toContain('Délivré')
  expect(rows[1]).toContain('Remis')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  await pressKey(page, 'l')
  await page.locator('.list-sheet').waitFor()
  await expect.poll(() => page.locator('.list-sheet').count()).toBe(1)
  expect(await page.locator('main').innerText()).not.toContain(ready)
})
