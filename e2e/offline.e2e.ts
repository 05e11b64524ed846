// One visit is enough; a link that connects and never answers is no slower than no link; a portal's page changes nothing.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFont, isOfOffice, isRare } from '../pwa/second-stage.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import * as people from './people.ts'
import { word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

/** Milliseconds from the address to the box for the passphrase. */
const start = async (path: string): Promise<number> => {
  const from = performance.now()
  await kiosk.page.goto(kiosk.url + path, { waitUntil: 'commit' })
  await kiosk.page.waitForSelector('input[type=password]')
  return performance.now() - from
}

test('after one visit the app starts with the server gone, at any of its addresses', async () => {
  await kiosk.link('down')
  await kiosk.killAndReopen()
  for (const path of ['/', '/new', '/find', '/dossier/AAAAAAAAAAAAAAAAAAAAAA']) await start(path)
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.getByRole('heading', { name: 'Dossier introuvable' }).waitFor()
  await kiosk.page.keyboard.press('Escape')
  // Every list is here too: the procedures, and the communes behind a question.
  await people.begin(kiosk.page, { event: 'birth', pack: 'ma.birth-record-extract', answers: {} })
  await people.kept(kiosk.page)
})

test('a link that connects and never answers starts as fast as no link: nothing is asked of it before the screen', async () => {
  const none: number[] = []
  const silent: number[] = []
  for (let round = 0; round < 5; round++) {
    await kiosk.link('down')
    none.push(await start('/'))
    await kiosk.link('silent')
    kiosk.wire.asked()
    silent.push(await start('/'))
    // The worker's update and its second stage, the sync and the browser's own look at the install icon may wait for
    // ever behind the screen; the page and its files never ask.
    const isBehind = (path: string): boolean =>
      /^\/(?:sw\.js$|api\/|icons\/)/.test(path) || [isOfOffice, isRare, isFont].some((later) => later(path.slice(1)))
    expect(kiosk.wire.asked().filter((path) => !isBehind(path))).toEqual([])
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[2] ?? 0
  console.log(`start, median of 5: no link ${median(none).toFixed(0)} ms, silent link ${median(silent).toFixed(0)} ms`)
})

test('a portal that answers 200 with a page of its own changes nothing', async () => {
  const portal = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end('<html><body>Bienvenue sur le wifi</body></html>')
  })
  await new Promise<void>((resolve) => {
    portal.listen(0, '127.0.0.1', resolve)
  })
  const { page } = kiosk
  await kiosk.link('down')
  await start('/')
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByText('Hors ligne').first().waitFor()
  kiosk.wire.target((portal.address() as AddressInfo).port)
  await kiosk.link('up')
  await people.button(page, /Envoyer maintenant/).click()
  await page.waitForTimeout(1_500)
  expect(await page.locator('body').innerText()).not.toContain('Bienvenue sur le wifi')
  await page.reload()
  await people.unlock(page, 'Fatima Bouzid')
  await page.getByRole('heading', { level: 1, name: /Pour qui/ }).waitFor()
  kiosk.wire.target(null)
  await people.button(page, /Envoyer maintenant/).click()
  await page.getByText('En ligne').first().waitFor()
  portal.close()
})

test('practice that has not come yet is said, and the sitting stays open', async () => {
  const early = await world.device()
  await people.enrol(early, world.linkOf('mediator', 1).url)
  await people.offlineReady(early.page)
  await early.link('down')
  await early.page.evaluate(async () => {
    // Before the voice is whole nothing asked for it; here it may have been quick.
    await caches.delete('second-stage')
  })
  await people.button(early.page, word('desk', 'practice.enter')).click()
  await people.button(early.page, word('desk', 'practice.do')).click()
  await early.page.getByText(word('desk', 'practice.absent')).waitFor()
  await people.button(early.page, word('desk', 'practice.not-now')).last().click()
  await people.button(early.page, word('desk', 'practice.enter')).waitFor()
})

test('where somebody works in the office, its rooms come, and that person starts without a link', async () => {
  const office = await world.device()
  await people.enrol(office, world.linkOf('clerk', 1).url)
  await people.offlineReady(office.page)
  const rooms = (): Promise<number> =>
    office.page
      .evaluate(async () => (await (await caches.open('second-stage')).keys()).map(({ url }) => new URL(url).pathname))
      .then((paths) => paths.filter((path) => isOfOffice(path.slice(1))).length)
  await expect.poll(rooms, { timeout: 30_000 }).toBeGreaterThan(5)
  await office.link('down')
  await office.killAndReopen()
  await office.page.waitForSelector('input[type=password]')
})
