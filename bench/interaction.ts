// How soon the desk answers a hand, on both sides of it: from a press to the next frame (INP), from "go on" to the next
// question, from a tap to the next card. With the processor as it is and slowed six times, beside what the browser itself
// takes, and beside another build when one is given. Measured, never asserted.
//
//   npm run bench:interaction -- --visits 3
//   npm run bench:interaction -- --work                    what the browser had to do, instead of how long it took
//   npm run bench:interaction -- --instant                 every press comes from nowhere and lets go at once
//   npm run bench:interaction -- --beside /tmp/before      a build made with `vite build --outDir`
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import * as people from '../e2e/people.ts'
import { createWorld, type Device, type World } from '../e2e/world.ts'
import { noteTimes, takeTimes, type Interaction, type Times } from './interaction/times.ts'
import { askTurned, pressByHand, visitDesk } from './interaction/visit.ts'
import { startWork, takeWork, type Work } from './interaction/work.ts'

const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '3' },
    beside: { type: 'string' },
    rates: { type: 'string', default: '1,6' },
    instant: { type: 'boolean', default: false },
    work: { type: 'boolean', default: false },
  },
})
const visits = Number(values.visits)
const rates = values.rates.split(',').map(Number)
const apps = [process.env['PWA_DIR'] ?? 'dist/pwa', ...(values.beside === undefined ? [] : [values.beside])]

/** For as long as the page is there: the session that asked for it stays open. */
const slow = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** Presses that do nothing on a screen of the desk, and a page that only changes its heading. */
const floorOf = async (
  { page, url }: Device,
  rate: number,
): Promise<{ readonly still: Times; readonly bare: Times }> => {
  const press = async (x: number, y: number) => {
    for (let nth = 0; nth < 20; nth++) {
      await page.mouse.click(x, y)
      await page.waitForTimeout(60)
    }
  }
  await page.goto(url)
  await page.locator('main h1').waitFor()
  await slow(page, rate)
  await press(10, 760)
  const still = await takeTimes(page)
  await page.goto(`${url}/healthz`)
  await page.setContent('<h1>0</h1><button>+</button>')
  await page.evaluate(noteTimes)
  await page.evaluate(() =>
    document.querySelector('button')?.addEventListener('click', () => {
      const title = document.querySelector('h1')
      if (title) title.textContent = String(Number(title.textContent) + 1)
    }),
  )
  const box = await page.locator('button').boundingBox()
  await press((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
  await slow(page, 1)
  return { still, bare: await takeTimes(page) }
}

const at = (all: readonly number[], share: number): string => {
  const sorted = all.toSorted((a, b) => a - b)
  return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(0).padStart(6)
}
const line = (what: string, all: readonly number[]): void =>
  console.log(`${what.padEnd(46)}${[0.5, 0.95, 1].map((share) => at(all, share)).join('')}  of ${all.length}`)

/** What was not reported took less than a frame. */
const durations = ({ interactions, presses }: Times): readonly number[] => [
  ...interactions.map((one) => one.ms),
  ...Array.from({ length: Math.max(0, presses - interactions.length) }, () => 8),
]
/** One number for a visit (web.dev/articles/inp): the slowest, once one in fifty has been left out. */
const inp = (all: readonly number[]): string =>
  (all.toSorted((a, b) => b - a)[Math.floor(all.length / 50)] ?? 0).toFixed(0)
const worst = (interactions: readonly Interaction[]): string =>
  interactions
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 4)
    .map(({ ms, type, on, waited, worked }) => `${ms} ${type} ${on} (waited ${waited}, worked ${worked})`)
    .join('; ')

const none: Times = { interactions: [], presses: 0, moves: [] }
const added = (a: Times, b: Times): Times => ({
  interactions: [...a.interactions, ...b.interactions],
  presses: a.presses + b.presses,
  moves: [...a.moves, ...b.moves],
})

const lineOfWork = (what: string, all: readonly Work[]): void => {
  line(
    `  ${what}: elements styled anew`,
    all.map((one) => one.styled),
  )
  line(
    `  ${what}: boxes laid out anew`,
    all.map((one) => one.boxes),
  )
  line(
    `  ${what}: ms of the page’s processor`,
    all.map((one) => one.cpuMs),
  )
}

/** With the processor as it is. */
const printWork = async (): Promise<void> => {
  for (const { app, kiosk } of desks) {
    const work: Work[] = []
    for (let done = 0; done < visits; done++) {
      const session = await startWork(kiosk.page)
      await visitDesk(kiosk.page)
      await askTurned(kiosk.page)
      await takeTimes(kiosk.page)
      work.push(...(await takeWork(session)))
    }
    console.log(app)
    for (const kind of ['question', 'card', 'heading'])
      lineOfWork(
        kind,
        work.filter((one) => one.kind === kind),
      )
  }
}

const open = async (app: string) => {
  const world: World = await createWorld({ PWA_DIR: app })
  const kiosk = await world.device()
  await kiosk.context.addInitScript(noteTimes)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(kiosk.page)
  await kiosk.link('down')
  const other = await world.device()
  await other.context.addInitScript(noteTimes)
  return { app, world, kiosk, other }
}

const desks = await Promise.all(apps.map(open))
for (const { kiosk } of desks.slice(0, 1)) pressByHand(kiosk.page, values.instant)
try {
  console.log(`${'ms'.padEnd(46)}${['p50', 'p95', 'max'].map((name) => name.padStart(6)).join('')}`)
  if (values.work) await printWork()
  for (const rate of values.work ? [] : rates) {
    const times = desks.map(() => ({ desk: none, person: none }))
    for (let done = 0; done < visits; done++)
      for (const [nth, { kiosk }] of desks.entries()) {
        const into = times[nth]
        if (!into) continue
        await slow(kiosk.page, rate)
        await visitDesk(kiosk.page)
        into.desk = added(into.desk, await takeTimes(kiosk.page))
        await askTurned(kiosk.page)
        into.person = added(into.person, await takeTimes(kiosk.page))
      }
    for (const [nth, { app, other }] of desks.entries()) {
      const { desk, person } = times[nth] ?? { desk: none, person: none }
      const all = added(desk, person)
      const moved = (kind: string, { moves }: Times) => moves.filter((one) => one.kind === kind).map((one) => one.ms)
      console.log(`CPU ÷ ${rate}, ${app}`)
      line('  press to next frame', durations(all))
      console.log(
        `${'  interaction to next paint, as browsers sum it up'.padEnd(46)}${inp(durations(all)).padStart(18)}`,
      )
      line('  "go on" to the next question', moved('question', desk))
      line('  to any other heading', moved('heading', all))
      line('  a tap to the person’s next card', moved('card', person))
      const floor = nth === 0 ? await floorOf(other, rate) : null
      if (floor) {
        line('  floor: a press where nothing is', durations(floor.still))
        line('  floor: a page with a heading only', moved('heading', floor.bare))
      }
      console.log(`  slowest: ${worst(all.interactions)}`)
    }
  }
} finally {
  for (const { world } of desks) await world.close()
}
