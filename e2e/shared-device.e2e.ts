// One machine, two people of the same office: the second is let in by the first, each has a passphrase of their own,
// and each sees their own room.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

let world: World
let machine: Device
beforeAll(async () => {
  world = await createWorld()
  machine = await world.device()
})
afterAll(() => world.close())

const second = 'jarre figue nuage tambour'

test('a second person needs the first one’s passphrase, and chooses their own', async () => {
  const { page } = machine
  await people.enrol(machine, world.linkOf('clerk', 1).url)
  await page.goto('about:blank')
  await page.goto(machine.at(world.linkOf('supervisor').url))
  await people.ownPassphrase(page)
  await page.waitForSelector('#host-passphrase')
  await page.locator('#host input[type=radio]').first().check({ force: true })
  await page.fill('#host-passphrase', 'ce n’est pas la bonne')
  await page.fill('#passphrase', second)
  await page.fill('#passphrase-again', second)
  await people.button(page, word('setup', 'enrol.do')).click()
  await page.locator('#host-passphrase[aria-invalid=true]').waitFor()
  expect(await page.inputValue('#passphrase')).toBe(second)
  await page.fill('#host-passphrase', people.passphrase)
  await people.button(page, word('setup', 'enrol.do')).click()
  await page.getByText('EPN Asni').first().waitFor()
})

test('locked, both can open it, each with their own words and to their own room', async () => {
  const { page } = machine
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await page.waitForSelector('input[type=password]')
  await page.getByRole('radio', { name: 'Nadia Tazi' }).check({ force: true })
  await page.fill('input[type=password]', people.passphrase)
  await page.keyboard.press('Enter')
  await page.locator('input[aria-invalid=true]').waitFor()
  await people.unlock(page, 'Omar Kabbaj')
  await page.getByRole('heading', { name: word('clerk', 'queue-title') }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Nadia Tazi')
})
