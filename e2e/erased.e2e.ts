// A request whose time is over: the server erases it at its next round, and both devices that had it forget it at their
// next exchange, whatever their owner sees at that moment. One whose erasure somebody stopped stays.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerWords } from '../shared/register/register-table.ts'
import { look, lookAtDialog } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-erased-'))
let world: World
let kiosk: Device
let driss: Device
beforeAll(async () => {
  world = await createWorld({ PACKS_DIR: packsOfNoPatience() })
  kiosk = await world.device(desk)
  driss = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(driss, world.linkOf('officer').url)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

oneStory('erased', () => ({ driss }))

/** The packs we ship, with one whose requests are kept until the day they are decided. */
const packsOfNoPatience = (): string => {
  const packs = join(folder, 'packs')
  cpSync(new URL('../procedures', import.meta.url), packs, { recursive: true })
  const file = join(packs, `${residence.pack}.json`)
  const pack = JSON.parse(readFileSync(file, 'utf8')) as { records: Record<string, string> }
  pack.records = { ...pack.records, retention: 'P0D', trigger: 'decision', disposal: 'destroy' }
  writeFileSync(file, JSON.stringify(pack))
  return packs
}

const file = async (name: string, nameAr: string): Promise<string> => {
  const { page } = kiosk
  const visit = { ...residence, answers: { ...residence.answers, first_name_latin: name, first_name_ar: nameAr } }
  await people.begin(page, visit)
  await people.answerAll(page, visit)
  await people.readBack(page)
  const { reference } = await people.mandateAndFile(page)
  await people.endVisit(page)
  return reference
}

const open = async (reference: string): Promise<void> => {
  const { page } = driss
  await page.keyboard.press('g')
  await people.comes(page, page.getByText(reference))
  await page.getByText(reference).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
}

const sign = async (): Promise<void> => {
  const { page } = driss
  await people.button(page, startsWith(word('clerk', 'act-sign'))).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

/** What a device's database has of each dossier: how many rows, and whether the word is among what it has. */
const kept = (page: Device['page']) =>
  page.evaluate(async () => {
    const [named] = await indexedDB.databases()
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(named?.name ?? '')
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('error', () => reject(opening.error))
    })
    const all = (table: string) =>
      new Promise<readonly { readonly dossier: string }[]>((resolve, reject) => {
        const asked = database.transaction(table).objectStore(table).getAll()
        asked.addEventListener('success', () => resolve(asked.result))
        asked.addEventListener('error', () => reject(asked.error))
      })
    const [rows, erased, lines] = [await all('rows'), await all('erased'), await all('summaries')]
    database.close()
    const ofErased = erased.map(({ dossier }) => rows.filter((row) => row.dossier === dossier).length)
    return { erased: erased.length, ofErased, lines: lines.length }
  })

/** Killed as soon as its database has the word: its mirror, a tenth of a second behind, still has what was written there. */
const killedAtTheWord = async (): Promise<void> => {
  await people.offlineReady(kiosk.page)
  for (let asked = 0; asked < 30 && (await kept(kiosk.page)).erased === 0; asked++) {
    await people.button(kiosk.page, word('shell', 'shell.send')).click()
    for (let looked = 0; looked < 200 && (await kept(kiosk.page)).erased === 0; looked++);
  }
  await kiosk.killAndReopen('/', () => kiosk.wire.set('down'))
  await people.unlock(kiosk.page, world.linkOf('mediator').name)
  await kiosk.page.getByText(held).first().waitFor()
  expect((await kept(kiosk.page)).ofErased).toEqual([1])
  expect(await kiosk.page.getByText(gone).count()).toBe(0)
  kiosk.wire.set('up')
}

let gone = ''
let held = ''

test('two requests are accepted, and somebody stops the erasure of the second with a reason', async () => {
  gone = await file('Lhoucine', 'الحسين')
  held = await file('Fadma', 'فاطمة')
  const { page } = driss
  await open(gone)
  await pressKey(page, 'a')
  await sign()
  // Its number must stay in the register.
  await pressKey(page, 'i')
  await page.locator('.sheet--preview').waitFor()
  await pressKey(page, 'i')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Enter')
  await people.comes(page, page.locator('.sheet--official'))
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
  await open(held)
  await pressKey(page, 'a')
  await sign()
  const hold = () => people.button(page, startsWith(word('clerk-acts', 'do.retention-held')))
  await look('erased.dossier', page)
  await lookAtDialog('erased.hold', page, hold)
  await hold().click()
  await page.locator('dialog[open] textarea').fill('Plainte au tribunal')
  await sign()
  await page.getByText(word('clerk-acts', 'line.retention-held')).first().waitFor()
  await look('erased.held', page)
  await people.button(page, word('shell', 'shell.send')).click()
})

test('its time is over: at the server’s next round the first is gone from both devices, and the second is there', async () => {
  const { page } = driss
  await page.keyboard.press('g')
  await people.comes(page, page.getByText(held))
  expect((await kept(page)).erased).toBe(0)
  await world.restartServer()
  await killedAtTheWord()
  await expect
    .poll(
      async () => {
        await people.button(page, word('shell', 'shell.send')).click()
        await people.button(kiosk.page, word('shell', 'shell.send')).click()
        return [await kept(page), await kept(kiosk.page)].map(({ erased }) => erased)
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toEqual([1, 1])
  // The word itself is all that is left of it.
  for (const device of [driss, kiosk]) expect((await kept(device.page)).ofErased).toEqual([1])
  await page.getByText(held).first().waitFor()
  await page.getByText(gone).waitFor({ state: 'detached' })
  await page.fill('#clerk-search', gone)
  await page.getByText(held).waitFor({ state: 'detached' })
  expect(await page.getByText(gone, { exact: true }).count()).toBe(0)
})

test('whoever has its address is told that it is not there, without a network too', async () => {
  const { page } = kiosk
  await page.goto(kiosk.url)
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(held).first().waitFor()
  expect(await page.getByText(gone).count()).toBe(0)
})

test('its number stays in the register of the office, with its paper and its day, and without a name', async () => {
  const { page } = driss
  await page.fill('#clerk-search', '')
  await page.locator('main h1').focus()
  await pressKey(page, 'e')
  const register = page.locator('.register')
  await register.waitFor()
  const text = await register.innerText()
  expect(text).toMatch(/\d{4}-A-1\b/)
  expect(text).toContain(registerWords.erased.fr)
  expect(text).toContain(word('papers', 'check.no-gap'))
  expect(text).not.toMatch(/Lhoucine|Amghar/)
  await look('erased.register', page)
  const [download] = await Promise.all([page.waitForEvent('download'), pressKey(page, 'c')])
  const file = join(folder, 'register.csv')
  await download.saveAs(file)
  expect(readFileSync(file, 'utf8')).toMatch(/\d{4}-A-1\b.*\(effacé\)/)
})
