// Photographed papers leave a kiosk while nobody is at it: over a link that is cut, through a browser that is killed in the
// middle of one, and nothing is sent twice but what the cut itself lost. What stands at the server is what was taken.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleOf } from './bundle.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let script = ''
beforeAll(async () => {
  world = await createEnrolledWorld()
  script = await bundleOf(fileURLToPath(new URL('./papers-page.ts', import.meta.url)))
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

/** Of papers-page.ts, in the page; its script is put there past the page's policy. */
const run = async <T>(call: string): Promise<T> => {
  await kiosk.page.evaluate(script)
  return kiosk.page.evaluate(`papers.${call}`)
}
const until = async (what: string, is: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 120_000
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`it never came to this: ${what}`)
    await sleep(150)
  }
}
const states = () => run<Readonly<Record<string, number>>>('states()')

/** Hashes of the pictures that the server keeps. */
const atServer = (): readonly string[] => {
  const folder = join(world.data, 'blobs')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split('/').at(-1) ?? '')
    .filter((name) => /^[\w-]{43}$/.test(name))
}
interface Put {
  readonly hash: string
  readonly bytes: number
}
const hashesOf = (papers: readonly Put[]): ReadonlySet<string> => new Set(papers.map(({ hash }) => hash))

let papers: readonly Put[] = []

test('a locked kiosk sends what was taken, and is killed in the middle of a page', async () => {
  await people.button(kiosk.page, startsWith(word('shell', 'shell.lock'))).click()
  await kiosk.page.locator('#passphrase, .door, form').first().waitFor()
  papers = await run<readonly Put[]>('put(4, 150_000)')
  kiosk.wire.shape({ roundTripMs: 60, downKbit: 1_200, upKbit: 600 })
  kiosk.wire.bytes()
  await kiosk.page.evaluate(() => dispatchEvent(new Event('online')))
  await until('half of a page is at the server', async () => (await run<number>('sent()')) > 30_000)
  await kiosk.killAndReopen()
  expect(await states()).toMatchObject({ waiting: expect.any(Number) })
})

test('opened again and locked still, it goes on where it was, and all of it is at the server, sent once', async () => {
  await kiosk.page.evaluate(() => dispatchEvent(new Event('online')))
  await until('all are received', async () => ((await states())['received'] ?? 0) === papers.length)
  const files = papers.reduce((sum, { bytes }) => sum + bytes, 0)
  const { up } = kiosk.wire.bytes()
  console.log(`bytes up ÷ bytes of the files, a kill and the app's own requests included: ${(up / files).toFixed(3)}`)
  expect(new Set(atServer())).toEqual(hashesOf(papers))
})

test('a link that dies again and again only delays them', async () => {
  const more = await run<readonly Put[]>('put(3, 120_000)')
  await kiosk.page.evaluate(() => dispatchEvent(new Event('online')))
  for (let cut = 0; cut < 8; cut++) {
    await sleep(700)
    await kiosk.link('down')
    await sleep(100)
    await kiosk.link('up')
  }
  await kiosk.page.evaluate(() => dispatchEvent(new Event('online')))
  await until('all are received', async () => ((await states())['received'] ?? 0) === papers.length + more.length)
  expect(new Set(atServer())).toEqual(hashesOf([...papers, ...more]))
})

test('what the server takes for no picture is told until somebody has seen it', async () => {
  const { page } = kiosk
  await run('putNoise(2, 5_000)')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await until('both are refused', async () => (await states())['refused'] === 2)
  await people.unlock(page, world.linkOf('mediator').name)
  await people.button(page, startsWith(word('shell', 'shell.lock'))).waitFor()
  await page.getByRole('link', { name: word('desk', 'home.refused-papers-hint') }).click()
  const refused = page.getByRole('region', { name: word('unsent', 'papers-refused') })
  await refused.waitFor()
  await look('papers-send.refused', page)
  const seen = refused.getByRole('button', { name: word('unsent', 'papers-refused.seen') })
  await seen.first().click()
  await expect.poll(() => seen.count()).toBe(1)
  await seen.click()
  await refused.waitFor({ state: 'detached' })
  expect((await states())['refused']).toBe(undefined)
})
