// First load over a 2G link (round trip 600 ms, 120/60 kbit/s) with the CPU slowed six times, against an empty HTML page
// in the same run. Bytes are what crossed the wire, headers included.
//
//   npm run bench:first-load            prints a table; nothing is asserted
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { createLink } from '../e2e/link.ts'
import { createWorld, phone, type Device } from '../e2e/world.ts'

const edge = { roundTripMs: 600, downKbit: 120, upKbit: 60 }

interface Measure {
  readonly surface: string
  readonly usableKb: number
  readonly usableS: number
  readonly readyKb: number | null
  readonly readyS: number | null
}

const slow = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
}

const measure = async (
  surface: string,
  device: Device,
  url: string,
  usable: (page: Page) => Promise<unknown>,
  ready: ((page: Page) => Promise<unknown>) | null,
): Promise<Measure> => {
  await slow(device.page)
  device.wire.shape(edge)
  device.wire.bytes()
  const from = performance.now()
  await device.page.goto(url, { waitUntil: 'commit', timeout: 120_000 })
  await usable(device.page)
  const usableS = (performance.now() - from) / 1000
  const first = device.wire.bytes()
  let readyKb: number | null = null
  let readyS: number | null = null
  if (ready) {
    await ready(device.page)
    readyS = (performance.now() - from) / 1000
    const rest = device.wire.bytes()
    readyKb = (first.down + first.up + rest.down + rest.up) / 1000
  }
  device.wire.shape(null)
  return { surface, usableKb: (first.down + first.up) / 1000, usableS, readyKb, readyS }
}

const world = await createWorld()
const floor = createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html; charset=utf-8')
  answer.end('<!doctype html><html lang=fr><title>.</title><link rel=icon href="data:,"><form><input autofocus></form>')
})
await new Promise<void>((resolve) => {
  floor.listen(0, '127.0.0.1', resolve)
})

const rows: Measure[] = []
const input = (page: Page): Promise<unknown> => page.waitForSelector('input', { timeout: 120_000 })
const worker = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 120_000 })
try {
  const plain = await world.device(phone)
  const floorLink = await createLink(() => (floor.address() as AddressInfo).port)
  const onFloor: Device = { ...plain, page: plain.page, context: plain.context, wire: floorLink, url: floorLink.url }
  rows.push(await measure('floor: one HTML page', onFloor, floorLink.url, input, null))
  rows.push(await measure('citizen status page', plain, `${plain.url}/s?lang=fr`, input, null))
  await floorLink.close()
  const kiosk = await world.device()
  rows.push(await measure('desk, enrolment link', kiosk, kiosk.at(world.linkOf('mediator').url), input, worker))
} finally {
  await world.close()
  floor.close()
}

const n = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits))
console.log('\nsurface                 KB usable   s usable   KB offline-ready   s offline-ready')
for (const row of rows)
  console.log(
    `${row.surface.padEnd(22)} ${n(row.usableKb, 1).padStart(9)} ${n(row.usableS, 1).padStart(10)} ${n(row.readyKb, 1).padStart(18)} ${n(row.readyS, 1).padStart(17)}`,
  )
