// What waits for a supervisor before it is erased: a review, a deposit in the archive, an erasure asked for before its
// term, a hold. The supervisor sits in another office, has no row of any of these dossiers, signs without a network, and
// the server obeys at its next round.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dossiersWithRows } from './erased-rows.ts'
import { keepPicture, look, lookAtDialog } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { createWorld, desk, type Device, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-retention-'))
const packs = join(folder, 'packs')
cpSync(new URL('../procedures', import.meta.url), packs, { recursive: true })

let world: World
let kiosk: Device
let driss: Device
let nadia: Device
beforeAll(async () => {
  packNow(1, { retention: 'P0D', disposal: 'review' })
  world = await createWorld({ PACKS_DIR: packs })
  kiosk = await world.device(desk)
  driss = await world.device(desk)
  nadia = await world.device(desk)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.enrol(driss, world.linkOf('officer').url)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

oneStory('retention', () => ({ driss, nadia }))

/** A dossier keeps the version it was opened with: each version keeps its dossiers in another way. */
function packNow(version: number, records: Readonly<Record<string, string>>): void {
  const file = join(packs, `${residence.pack}.json`)
  const pack = JSON.parse(readFileSync(file, 'utf8')) as { version: string; records: Record<string, string> }
  pack.version = `${version}00.0.0`
  pack.records = { ...pack.records, trigger: 'closed', ...records }
  writeFileSync(file, JSON.stringify(pack))
}

const send = ({ page }: Device) => people.button(page, word('shell', 'shell.send')).click()

/** Filed at the kiosk and refused at the office: closed. */
const refused = async (name: string, nameAr: string): Promise<string> => {
  const { page } = kiosk
  const visit = { ...residence, answers: { ...residence.answers, first_name_latin: name, first_name_ar: nameAr } }
  await people.begin(page, visit)
  await people.answerAll(page, visit)
  await people.readBack(page)
  const { reference } = await people.mandateAndFile(page)
  await people.endVisit(page)
  await open(reference)
  await pressKey(driss.page, 'r')
  await driss.page.locator('#act-reason input').first().check({ force: true })
  await driss.page.fill('#act-text', 'Il manque la preuve.')
  await signHere(driss)
  return reference
}

const open = async (reference: string): Promise<void> => {
  const { page } = driss
  await page.keyboard.press('g')
  // What is closed is in no list of work: the search finds it.
  await page.fill('#clerk-search', reference)
  await people.comes(page, page.getByText(reference))
  await page.getByText(reference).first().click()
  await page.getByRole('heading', { name: word('clerk', 'section-history') }).waitFor()
}

const signHere = async ({ page }: Device): Promise<void> => {
  await people.button(page, startsWith(word('clerk', 'act-sign'))).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

const does = (id: string): RegExp => startsWith(word('retention', id))
const caseOf = (reference: string) => nadia.page.locator('.retention-case').filter({ hasText: reference })
const press = async (reference: string, id: string): Promise<void> =>
  caseOf(reference)
    .getByRole('button', { name: does(id) })
    .click()
const signIt = async (): Promise<void> => {
  await people.button(nadia.page, does('sign')).click()
  await nadia.page.locator('dialog[open]').waitFor({ state: 'detached' })
}

/** Until the server has made its round and everybody has heard of it. */
const gone = async (reference: string): Promise<void> => {
  await expect
    .poll(
      async () => {
        await send(nadia)
        return caseOf(reference).count()
      },
      { timeout: 40_000, interval: 1_000 },
    )
    .toBe(0)
}

let review = ''
let held = ''
let transfer = ''
let early = ''

test('four requests are refused; the officer holds one, and asks that another be erased before its term', async () => {
  const { page } = driss
  review = await refused('Lhoucine', 'الحسين')
  held = await refused('Fadma', 'فاطمة')
  await people.button(page, startsWith(word('clerk-acts', 'do.retention-held'))).click()
  await page.locator('dialog[open] textarea').fill('Plainte au tribunal d’Asni')
  await signHere(driss)
  const release = () => people.button(page, startsWith(word('clerk-acts', 'do.retention-released')))
  await lookAtDialog('retention.release', page, release)
  for (const [version, records] of [
    [2, { retention: 'P0D', disposal: 'transfer' }],
    [3, { retention: 'P2Y', disposal: 'destroy' }],
  ] as const) {
    packNow(version, records)
    await world.restartServer()
    await Promise.all([kiosk.page.waitForResponse(/\/api\/packs/), send(kiosk)])
    const reference = await refused(version === 2 ? 'Itto' : 'Brahim', version === 2 ? 'إيطو' : 'إبراهيم')
    if (version === 2) transfer = reference
    else early = reference
  }
  const ask = () => people.button(page, startsWith(word('clerk-acts', 'do.disposal-decided')))
  await lookAtDialog('retention.ask', page, ask)
  await ask().click()
  await page.locator('#act-outcome input[value=destroy]').check({ force: true })
  await page.fill('#act-text', 'La personne l’a demandé par écrit.')
  await signHere(driss)
  await page.getByText(word('clerk-acts', 'line.asked-destroy')).first().waitFor()
  await look('retention.asked', page)
  await send(driss)
})

test('a supervisor elsewhere finds all four by their numbers, and no row of them on the device', async () => {
  const { page } = nadia
  await people.enrol(nadia, world.linkOf('supervisor').url)
  await page.goto(`${nadia.url}/retention`)
  await people.unlock(page, world.linkOf('supervisor').name)
  await page.getByRole('heading', { name: word('retention', 'title') }).waitFor()
  await people.offlineReady(page)
  await world.restartServer()
  for (const reference of [review, held, transfer, early]) await people.comes(page, caseOf(reference))
  expect(await dossiersWithRows(page)).toEqual([])
  for (const name of ['Lhoucine', 'Fadma', 'Itto', 'Brahim']) expect(await page.getByText(name).count()).toBe(0)
  await look('retention', page)
})

test('each can be signed from the keyboard, and says what is left of it', async () => {
  const { page } = nadia
  await page.locator('main h1').focus()
  await page.keyboard.press('j')
  for (const key of ['d', 'n', 'g', '?'])
    await lookAtDialog(`retention.dialog-${key === '?' ? 'keys' : key}`, page, key)
  for (const [reference, id] of [
    [transfer, 'do.archive'],
    [early, 'early.destroy'],
    [held, 'do.release'],
  ] as const)
    await lookAtDialog(`retention.${id}`, page, () => caseOf(reference).getByRole('button', { name: does(id) }))
})

test('without a network it is signed and kept here, what is missing is said, and the page killed loses nothing', async () => {
  const { page } = nadia
  await nadia.link('down')
  await press(transfer, 'do.archive')
  await people.button(page, does('sign')).click()
  await page.getByText(word('retention', 'problem.where')).waitFor()
  await page.fill('#retention-where', 'Archives de la province')
  await people.button(page, does('sign')).click()
  await page.getByText(word('retention', 'problem.slip')).waitFor()
  await keepPicture('retention.archive-problem', page)
  await page.fill('#retention-slip', '2026/14')
  await signIt()
  await press(review, 'do.destroy')
  await page.fill('#retention-reason', 'Plus rien à en attendre.')
  await page.keyboard.press('Control+Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await press(held, 'do.release')
  await page.fill('#retention-reason', 'Jugé.')
  await signIt()
  await press(early, 'early.destroy')
  await page.fill('#retention-reason', 'La demande est fondée.')
  await signIt()
  for (const reference of [review, held, transfer, early])
    await caseOf(reference).getByText(word('retention', 'travel.kept')).waitFor()
  await look('retention.signed', page)
  await nadia.killAndReopen('/retention')
  await people.unlock(nadia.page, world.linkOf('supervisor').name)
  for (const reference of [review, held, transfer, early])
    await caseOf(reference).getByText(word('retention', 'travel.kept')).waitFor()
})

test('with the network the server obeys: three are gone everywhere, the one that was held waits for a decision', async () => {
  await nadia.link('up')
  await send(nadia)
  await caseOf(review).getByText(word('retention', 'travel.sent')).waitFor()
  await send(driss)
  for (const [reference, line] of [
    [review, 'line.disposal-destroy'],
    [transfer, 'line.archived'],
    [held, 'line.retention-released'],
  ] as const) {
    await open(reference)
    await people.comes(driss.page, driss.page.getByText(word('clerk-acts', line)))
    await look(`retention.history-${line}`, driss.page)
  }
  await world.restartServer()
  for (const reference of [review, transfer, early]) await gone(reference)
  await people.comes(nadia.page, caseOf(held).getByRole('button', { name: does('do.destroy') }))
  expect(await dossiersWithRows(nadia.page)).toHaveLength(4)
  await send(driss)
  const { page } = driss
  await page.keyboard.press('g')
  for (const reference of [review, transfer, early]) {
    await page.fill('#clerk-search', reference)
    await page.getByText(reference, { exact: true }).waitFor({ state: 'detached' })
  }
  await look('retention.after', nadia.page)
})
