// A new device of an office: how long until it holds everything, when the server has a year of a commune for it. The real
// app in a real browser, from the enrolment link to the last line of its queue, over the real server and its store.
//
//   npm run bench:pull -- --count 10000 --rates 1,6 --link 3g      # or lan, 2g
import { parseArgs } from 'node:util'
import * as people from '../e2e/people.ts'
import type { Shape } from '../e2e/link.ts'
import { createWorld, type World } from '../e2e/world.ts'
import { openDataFolder } from '../sync-server/data-folder.ts'
import { demoCommune } from '../sync-server/demo.ts'
import { memberOf } from './load/commune.ts'
import { createFiller } from './load/fill.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    rates: { type: 'string', default: '1,6' },
    link: { type: 'string', default: 'lan' },
  },
})
const count = Number(values.count)
/** As in the other benches (sync/link.ts). */
const shapes: Readonly<Record<string, Shape | null>> = {
  lan: null,
  '3g': { roundTripMs: 400, downKbit: 400, upKbit: 400 },
  '2g': { roundTripMs: 600, downKbit: 120, upKbit: 60 },
}

/** Requests of two points to one office, as the store would have them. */
const fill = async (data: string): Promise<number> => {
  const folder = await openDataFolder({ dataDir: data })
  try {
    const staffOf = (id: string) => demoCommune.agents.find((one) => one.id === id) ?? fail(id)
    const office = 'etat-civil'
    const mediators = [
      await memberOf(folder.db, staffOf('fatima'), { site: 12, place: 0, office }),
      await memberOf(folder.db, staffOf('lahcen'), { site: 13, place: 0, office }),
    ]
    const clerks = [await memberOf(folder.db, staffOf('salma'), { site: 0, place: 0, office })]
    const from = performance.now()
    await createFiller({ mediators, clerks }).fill(folder.db, 0, count, () => undefined)
    return (performance.now() - from) / 1000
  } finally {
    await folder.close()
  }
}

const fail = (what: string): never => {
  throw new Error(`no ${what} in this commune`)
}

interface Pulled {
  /** Seconds from the link to a queue that shows something, and to the last line. */
  readonly first: number
  readonly last: number
  /** Bytes that came, and the longest time the page did nothing else, ms. */
  readonly received: number
  readonly longestTask: number
  readonly heapMb: number
}

interface InPage {
  morchidLongest?: number
}

const pull = async (world: World, person: string, rate: number): Promise<Pulled> => {
  const device = await world.device()
  const { page } = device
  await page.addInitScript(() => {
    const here = globalThis as InPage
    here.morchidLongest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) here.morchidLongest = Math.max(here.morchidLongest ?? 0, duration)
    }).observe({ type: 'longtask' })
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  const link = world.links.find(({ name }) => name === person) ?? fail(person)
  await people.enrol(device, link.url)
  device.wire.shape(shapes[values.link] ?? null)
  device.wire.bytes()
  await page.evaluate(() => void ((globalThis as InPage).morchidLongest = 0))
  const from = performance.now()
  const seconds = (): number => (performance.now() - from) / 1000
  await page.locator('.data-list__row').first().waitFor({ timeout: 600_000 })
  const first = seconds()
  await page.waitForFunction(isAllThere, count, { timeout: 3_600_000, polling: 250 })
  const last = seconds()
  const longestTask = await page.evaluate(() => (globalThis as InPage).morchidLongest ?? 0)
  await session.send('HeapProfiler.collectGarbage')
  const heapMb = (await session.send('Runtime.getHeapUsage')).usedSize / 1e6
  const received = device.wire.bytes().down
  await device.quit()
  return { first, last, received, longestTask, heapMb }
}

/** The tab of what is to be done counts every one. */
const isAllThere = (wanted: number): boolean =>
  Number(document.querySelector('.clerk-tab__count')?.textContent?.replaceAll(/\D/g, '')) >= wanted

const world = await createWorld()
try {
  await world.stopServer()
  console.log(`${count} requests filled in ${(await fill(world.data)).toFixed(1)} s\n`)
  await world.restartServer()
  console.log(
    '| | first row, s | all, s | MB received | longest task, ms | heap, MB |\n| --- | --- | --- | --- | --- | --- |',
  )
  for (const [at, rate] of values.rates.split(',').map(Number).entries()) {
    const done = await pull(world, ['Khadija Idrissi', 'Salma Benjelloun'][at % 2] ?? '', rate)
    const { first, last, received, longestTask, heapMb } = done
    const cells = [
      first.toFixed(1),
      last.toFixed(1),
      (received / 1e6).toFixed(2),
      Math.round(longestTask),
      heapMb.toFixed(1),
    ]
    console.log(`| ${values.link}, CPU ÷ ${rate} | ${cells.join(' | ')} |`)
  }
} finally {
  await world.close()
}
