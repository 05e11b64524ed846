// What opens a device: four drawn words, a security key beside them, a colleague who lets another in without a link, and
// two printed parts of the recovery key when everybody forgot.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from './look.ts'
import * as people from './people.ts'
import { residence } from './residence.ts'
import { startsWith, word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

let world: World
let kiosk: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device()
})
afterAll(() => world.close())

const says = (id: string): string => word('setup', id)
const press = (page: Page, id: string) => people.button(page, says(id)).click()
const lock = (page: Page) => people.button(page, startsWith(word('shell', 'shell.lock'))).click()
const opened = (page: Page) => people.button(page, startsWith(word('shell', 'shell.lock'))).waitFor()

/** Writes the words down as a person would, then types them without their accents. */
const writeDown = async (page: Page): Promise<readonly string[]> => {
  await page.locator('.drawn__words').waitFor()
  const words = (await page.locator('.drawn__words li').allInnerTexts()).map((text) => text.trim())
  await press(page, 'words.written')
  return words
}
const asTyped = (words: readonly string[]): string =>
  words.join('-').normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()

let drawn: readonly string[] = []

test('four words are drawn, written down, typed again however they are spelled, and open the device', async () => {
  const { page } = kiosk
  await page.goto(kiosk.at(world.linkOf('mediator').url))
  await page.locator('.drawn__words').waitFor()
  await look('words', page)
  const first = await page.locator('.drawn__words').innerText()
  await press(page, 'words.others')
  await page.waitForFunction((old) => document.querySelector('.drawn__words')?.textContent !== old, first)
  drawn = await writeDown(page)
  expect(drawn).toHaveLength(4)
  await page.fill('#words-again', [...drawn].reverse().join(' '))
  await press(page, 'enrol.do')
  await page.locator('#words-again[aria-invalid=true]').waitFor()
  await look('words-again', page)
  await page.fill('#words-again', asTyped(drawn))
  await press(page, 'enrol.do')
  await opened(page)
  await lock(page)
  await page.fill('input[type=password]', asTyped(drawn))
  await page.keyboard.press('Enter')
  await opened(page)
})

test('a security key opens it too, without a network, and the passphrase stays', async () => {
  const { page } = kiosk
  await page.goto(`${kiosk.url}/access`)
  await page.fill('input[type=password]', asTyped(drawn))
  await page.keyboard.press('Enter')
  await opened(page)
  const cdp = await kiosk.context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.locator('a.who').click()
  await look('access', page)
  await page.fill('#key-passphrase', 'ce ne sont pas mes mots')
  await press(page, 'access.key-add')
  await page.locator('#key-passphrase[aria-invalid=true]').waitFor()
  await page.fill('#key-passphrase', drawn.join(' '))
  await press(page, 'access.key-add')
  await page.getByText(says('access.key-added')).waitFor()
  await lock(page)
  await look('by-key', page)
  await kiosk.link('down')
  await press(page, 'unlock.by-key')
  await opened(page)
  await lock(page)
  // Once in the list, whatever opens their slot.
  await expect.poll(() => page.locator('.setup-person').allInnerTexts()).toEqual(['Fatima Bouzid'])
  await cdp.send('WebAuthn.disable')
  await kiosk.link('up')
  await page.fill('input[type=password]', drawn.join(' '))
  await page.keyboard.press('Enter')
  await opened(page)
})

test('nothing that could open it lies in clear on the disk', async () => {
  const kept = await kiosk.page.evaluate(async () => {
    const open = indexedDB.open((await indexedDB.databases())[0]?.name ?? '')
    const database = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)))
    const all = database.transaction('meta').objectStore('meta').getAll()
    const rows = await new Promise<unknown[]>((resolve) => (all.onsuccess = () => resolve(all.result)))
    database.close()
    return JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
    )
  })
  for (const secret of [...drawn, drawn.join(' '), asTyped(drawn).toLowerCase().replaceAll('-', '')])
    expect(kept).not.toContain(secret)
})

let joined: readonly string[] = []
const waits = 'Votre travail partira quand le superviseur aura donné son accord'

test('a colleague is let in without a network; their work waits for the supervisor and the screen says so', async () => {
  const { page } = kiosk
  await kiosk.link('down')
  await page.locator('a.who').click()
  await page.locator('#newcomer input[type=radio]').first().check({ force: true })
  await press(page, 'access.join-begin')
  joined = await writeDown(page)
  await page.fill('#words-again', joined.join(' '))
  await page.fill('#host-passphrase', drawn.join(' '))
  await press(page, 'access.join-do')
  await page.getByText(says('access.join-done-title')).waitFor()
  await lock(page)
  await page.getByRole('radio').nth(1).waitFor()
  await page.getByRole('radio').nth(1).check({ force: true })
  await page.fill('input[type=password]', joined.join(' '))
  await page.keyboard.press('Enter')
  await opened(page)
  await kiosk.link('up')
  await page.getByText(waits).waitFor()
  await people.begin(page, residence)
  await people.answerAll(page, residence, 'first_name_latin')
  await people.kept(page)
  await people.pause(page)
  await page.getByText(waits).waitFor()
  await look('joining', page)
})

test('once a supervisor agrees, what waited goes by itself', async () => {
  const desk = await world.device()
  await people.enrol(desk, world.linkOf('supervisor').url)
  await desk.page.goto(`${desk.url}/devices`)
  await people.unlock(desk.page, 'Nadia Tazi')
  const agree = people.button(desk.page, startsWith(word('supervisor', 'do-certify')))
  await agree.first().click()
  await desk.page.locator('dialog[open]').waitFor()
  await desk.page
    .locator('dialog[open]')
    .getByRole('button', { name: startsWith(word('supervisor', 'do-certify')) })
    .click()
  await agree.first().waitFor({ state: 'detached' })
  const { page } = kiosk
  const send = people.button(page, word('shell', 'shell.send'))
  await page.waitForFunction(
    ([text]) => {
      // The loop asks again by itself, in its own time; a person presses the button.
      if (!document.body.innerText.includes(text ?? '')) return true
      document.querySelector<HTMLButtonElement>('.offline-strip button')?.click()
      return false
    },
    [waits],
    { polling: 1_000, timeout: 60_000 },
  )
  await send.click()
  await page.waitForFunction(() => !/à envoyer/.test(document.body.innerText), null, { timeout: 60_000 })
})

test('everybody forgot: two printed parts and a fresh link open it again, with all that it kept', async () => {
  const { page } = kiosk
  await kiosk.link('down')
  await people.begin(page, residence)
  await people.answerAll(page, residence, 'first_name_latin')
  await people.kept(page)
  await people.pause(page)
  const toFinish = page.locator('main').getByText(/^Certificat de résidence/)
  await expect.poll(() => toFinish.count()).toBe(2)
  await lock(page)
  await kiosk.link('up')

  await page.getByText(says('unlock.forgotten')).click()
  await press(page, 'unlock.nobody')
  await look('recover', page)
  const folder = mkdtempSync(join(tmpdir(), 'morchid-recovery-'))
  const [request, answer] = [join(folder, 'request.json'), join(folder, 'answer.json')]
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'recover.save')])
  await download.saveAs(request)
  const code = (await page.locator('.setup-code').innerText()).trim()
  expect(readFileSync(request, 'utf8')).not.toMatch(/Fatima|Hassan|الحسين/)

  const parts = readFileSync(join(world.data, 'demo-recovery-parts.txt'), 'utf8').split('\n\n').slice(1)
  const recover = (typed: readonly string[]) =>
    spawnSync(process.execPath, ['scripts/recover.ts', '--request', request, '--out', answer], {
      input: `${typed.join('\n\n')}\n`,
      encoding: 'utf8',
    })
  const alone = recover([parts[2] ?? '', parts[2] ?? ''])
  expect(alone.stderr + alone.stdout).toContain('deux fois la même part')
  const together = recover([parts[2] ?? '', parts[0] ?? ''])
  expect(together.stderr).toBe('')
  expect(together.stdout).toContain(code)

  const link = spawnSync(process.execPath, ['scripts/link.ts', 'hassan'], {
    env: { ...process.env, DATA_DIR: world.data },
    encoding: 'utf8',
  })
  await page.fill('#invite', /enrol=([\w-]+)/.exec(link.stdout)?.[1] ?? link.stderr)
  await press(page, 'recover.go-on')
  const again = await writeDown(page)
  await page.fill('#words-again', again.join(' '))
  await press(page, 'enrol.host-nobody')
  const foreign = join(folder, 'foreign.json')
  writeFileSync(foreign, readFileSync(answer, 'utf8').replace(/"sealed":"...../, '"sealed":"AAAAA'))
  await page.setInputFiles('#recovery-answer', foreign)
  await press(page, 'enrol.do')
  await page.getByText(says('enrol.answer-wrong')).waitFor()
  await look('answer', page)
  await page.setInputFiles('#recovery-answer', answer)
  await press(page, 'enrol.do')
  await opened(page)
  await toFinish.nth(1).waitFor()
  await expect.poll(() => toFinish.count()).toBe(2)
  rmSync(folder, { recursive: true })
})
