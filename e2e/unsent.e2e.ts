// No link at all: what waits is said with its reason, also by a locked kiosk, and leaves on a stick. The server takes it in
// from another machine, its answer comes back, and the kiosk shows received without ever having had a network.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { audit, keepPicture, look } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { desk, phone, type Device } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-stick-'))
let world: EnrolledWorld
let kiosk: Device
let carrier: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
  carrier = await world.device()
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const says = (id: string): RegExp => startsWith(word('unsent', id))
const lockNow = (page: Page) => people.button(page, startsWith(word('shell', 'shell.lock'))).click()
const openLocked = (page: Page) => page.locator('.unsent-locked summary').click()

const road: people.Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: { service_code: 'pothole', severity: 'minor' },
}

/** A report as far as the read-back: it waits, unfinished, and is as much to be sent as a filed one. */
const write = async (page: Page): Promise<void> => {
  await people.begin(page, road)
  await people.answerAll(page, road, 'passable')
  await people.kept(page)
  await people.pause(page)
}

const saved = async (page: Page, press: () => Promise<void>): Promise<{ path: string; name: string }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  const name = download.suggestedFilename()
  const path = join(folder, name)
  await download.saveAs(path)
  return { path, name }
}

const readFromStick = async (page: Page, path: string): Promise<void> => {
  await page.locator('.unsent-stick input[type=file]').setInputFiles(path)
}

test('open, each line shows a picture, what waits, since when, why, and what to do', async () => {
  const { page } = kiosk
  await page.locator('.offline-strip a[href="/unsent"]').click()
  await page.getByText(word('unsent', 'empty')).waitFor()
  await look('unsent.empty', page)
  await page.keyboard.press('Escape')
  await kiosk.link('down')
  await write(page)
  await write(page)
  await page.locator('.offline-strip a[href="/unsent"]').click()
  await page.locator('.unsent-line').nth(1).waitFor()
  await expect.poll(() => page.locator('.unsent-line').count()).toBe(2)
  await expect.poll(() => page.locator('.unsent-line').first().innerText()).toContain(word('unsent', 'why.no-link'))
  await look('unsent.open', page)
})

test('locked, it counts and names nobody', async () => {
  const { page } = kiosk
  await lockNow(page)
  await page.locator('.unsent-locked').waitFor()
  await openLocked(page)
  const said = await page.locator('.unsent-locked').innerText()
  expect(said).toContain('2 demandes')
  expect(said).toContain(word('unsent', 'why.no-link'))
  expect(said).not.toMatch(/Fatima|Bouzid|nid/)
  await look('unsent.locked', page)
})

let stick: { path: string; name: string }

test('the file is made on the locked screen, and nothing in it can be read', async () => {
  const { page } = kiosk
  stick = await saved(page, () => people.button(page, says('stick.make')).click())
  expect(stick.name).toMatch(/^morchid-[0-9a-f]{4}-1\.mor$/)
  const bytes = readFileSync(stick.path).toString('latin1')
  expect(bytes.slice(0, 3)).toBe('Msk')
  expect(bytes.slice(5)).not.toMatch(/[a-z]{6}/)
  await page.getByText(word('unsent', 'why.on-stick')).first().waitFor()
  await look('unsent.stick', page)
})

test('whoever carries it gives it to the server, on a page without script, and gets the answer to take back', async () => {
  const { page } = carrier
  for (const lang of ['ar', 'fr']) {
    await page.setViewportSize(phone)
    await page.goto(`${carrier.url}/import?lang=${lang}`)
    await keepPicture(`unsent.import.${lang}`, page)
    expect.soft(await audit(page), lang).toEqual([])
  }
  await page.locator('input[type=file]').setInputFiles(stick.path)
  await page.locator('form button').click()
  await page.getByText('Reçu par le serveur').waitFor()
  await keepPicture('unsent.imported', page)
  expect.soft(await audit(page)).toEqual([])
  await page.setViewportSize(desk)
  const answer = await saved(page, () => page.locator('a[download]').click())
  expect(answer.name).toMatch(/-1-reponse\.mor$/)
})

test('the answer taken in, everything is received, and there never was a network', async () => {
  const { page } = kiosk
  await readFromStick(page, join(folder, stick.name.replace('.mor', '-reponse.mor')))
  await page.getByText(word('unsent', 'locked.none')).waitFor()
  await people.unlock(page, 'Fatima Bouzid')
  await page.locator('.offline-strip a[href="/unsent"]').click()
  await page.getByText(word('unsent', 'empty')).waitFor()
  await expect.poll(() => page.locator('.unsent-three__one--received dd').innerText()).toBe('2')
})

test('the same answer again, and one that is not its own, change nothing', async () => {
  const { page } = kiosk
  await readFromStick(page, join(folder, stick.name.replace('.mor', '-reponse.mor')))
  await page.getByText(word('unsent', 'took.nothing-new')).waitFor()
  await readFromStick(page, stick.path)
  await page.getByText(word('unsent', 'took.no-link')).waitFor()
})

test('carried again and sent over the link too, nothing is there twice; another kiosk may carry it', async () => {
  const clerk = carrier
  await people.enrol(clerk, world.linkOf('clerk', 1).url)
  await clerk.page.locator('.offline-strip a[href="/unsent"]').click()
  await clerk.page.locator('.unsent-stick').waitFor()
  await readFromStick(clerk.page, stick.path)
  await clerk.page.getByText(word('unsent', 'took.carried')).waitFor()
  await kiosk.link('up')
  await kiosk.page.locator('.unsent-send').getByRole('button').click()
  await kiosk.page.getByText(word('unsent', 'sent')).waitFor()
  await expect.poll(() => kiosk.page.locator('.unsent-three__one--received dd').innerText()).toBe('2')
})
