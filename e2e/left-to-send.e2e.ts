// A kiosk is locked without a link and its page is closed. When the network is back, the browser lets the worker send what
// the page had left with it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leftTag } from '../pwa/sync/send-left.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const road: people.Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: { service_code: 'pothole', severity: 'minor' },
}

/** As a collector on the same machine sees it. */
const packetsTaken = async (): Promise<number> => {
  const { url } = JSON.parse(readFileSync(join(world.data, 'running.json'), 'utf8')) as { readonly url: string }
  const page = await (await fetch(new URL('/metrics', url))).text()
  return Number(/^morchid_packets_total\{outcome="accepted"\} (\d+)$/m.exec(page)?.[1] ?? 0)
}

const leftHere = (): Promise<number> =>
  kiosk.page.evaluate(async () => (await (await caches.open('left-to-send')).keys()).length)

/** What the browser does by itself once it believes that there is a network. */
const browserAsks = async (session: CDPSession): Promise<void> => {
  const registrations = new Promise<string>((found) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: all }) => {
      const ours = all.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(kiosk.url))
      if (ours) found(ours.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registrations
  const origin = new URL(kiosk.url).origin
  await session.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: leftTag, lastChance: false })
}

test('what could not be sent before the page was closed is sent without it', async () => {
  const { page, context } = kiosk
  await people.offlineReady(page)
  await kiosk.link('down')
  const before = await packetsTaken()
  await people.begin(page, road)
  await people.answerAll(page, road, 'passable')
  await people.kept(page)
  await people.button(page, startsWith(word('shell', 'shell.lock'))).click()
  await expect.poll(leftHere).toBe(1)

  const blank = await context.newPage()
  const session = await context.newCDPSession(blank)
  await kiosk.link('up')
  await page.close()
  expect(await packetsTaken()).toBe(before)
  await browserAsks(session)
  await expect.poll(packetsTaken).toBeGreaterThan(before)
})

test('opened again, the page learns that it is received', async () => {
  const page = await kiosk.context.newPage()
  await page.goto(kiosk.url)
  await people.unlock(page, world.linkOf('mediator').name)
  // The question of before comes back by itself.
  await page.locator('[data-step="question"]').waitFor()
  await page.locator('a[href="/unsent"]').first().click()
  await page.getByText(word('unsent', 'empty'), { exact: true }).waitFor()
})
