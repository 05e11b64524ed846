// How soon the desk answers a hand: from a key or a tap to the next frame (INP), and from "go on" to the next question on
// screen, with the processor as it is and slowed six times, beside a page that only changes its heading. Measured, never
// asserted.
//
//   npm run bench:interaction -- --visits 3
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import * as people from '../e2e/people.ts'
import { createWorld, type Device } from '../e2e/world.ts'

const { values } = parseArgs({ options: { visits: { type: 'string', default: '3' } } })
const visits = Number(values.visits)

const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {
    purpose: 'school',
    first_name_ar: 'الحسين',
    last_name_ar: 'أمغار',
    first_name_latin: 'Lhoucine',
    last_name_latin: 'Amghar',
    douar: 'Douar Imskar',
    address_words: 'à côté de la fontaine',
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}

declare global {
  /** Of the page: ms of each interaction, and from each "go on" to the frame with another heading. */
  var morchidTimes: { readonly interactions: number[]; readonly headings: number[] }
}

/** Sent to the page as text: it can name nothing of this file. */
const noteTimes = (): void => {
  globalThis.morchidTimes = { interactions: [], headings: [] }
  const { interactions, headings } = globalThis.morchidTimes
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ((entry as PerformanceEntry & { interactionId?: number }).interactionId) interactions.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  let pressed: number | null = null
  let heading = ''
  for (const type of ['click', 'submit'])
    addEventListener(type, (event) => (pressed = event.timeStamp), { capture: true })
  new MutationObserver(() => {
    const now = document.querySelector('h1')?.textContent ?? ''
    if (now === heading) return
    heading = now
    const from = pressed
    pressed = null
    if (from !== null) requestAnimationFrame((at) => headings.push(at - from))
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

const slow = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

const takeTimes = (page: Page) =>
  page.evaluate(() => {
    const { interactions, headings } = globalThis.morchidTimes
    return { interactions: interactions.splice(0), headings: headings.splice(0) }
  })

const oneVisit = async (page: Page): Promise<void> => {
  await people.begin(page, visit)
  await people.answerAll(page, visit)
  await people.readBack(page)
  await people.mandateAndFile(page)
  await people.endVisit(page)
}

/** A page that does nothing but show another heading: what the browser itself takes. */
const floor = async ({ page, url }: Device, rate: number): Promise<readonly number[]> => {
  await page.goto(`${url}/healthz`)
  await page.setContent('<h1>0</h1><button>+</button>')
  await page.evaluate(noteTimes)
  await page.evaluate(() => {
    document.querySelector('button')?.addEventListener('click', () => {
      const title = document.querySelector('h1')
      if (title) title.textContent = String(Number(title.textContent) + 1)
    })
  })
  await slow(page, rate)
  for (let press = 0; press < 20; press++) {
    await page.locator('button').click()
    await page.waitForTimeout(50)
  }
  await slow(page, 1)
  return (await takeTimes(page)).headings
}

const at = (all: readonly number[], share: number): string => {
  const sorted = all.toSorted((a, b) => a - b)
  return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(0).padStart(6)
}
const line = (what: string, all: readonly number[]): string =>
  `${what.padEnd(46)}${[0.5, 0.95, 1].map((share) => at(all, share)).join('')}  of ${all.length}`

const world = await createWorld()
try {
  const [kiosk, other] = [await world.device(), await world.device()]
  await kiosk.context.addInitScript(noteTimes)
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(kiosk.page)
  await kiosk.link('down')
  console.log(`${'ms'.padEnd(46)}${['p50', 'p95', 'max'].map((name) => name.padStart(6)).join('')}`)
  for (const rate of [1, 6]) {
    const all = { interactions: [] as number[], headings: [] as number[] }
    for (let done = 0; done < visits; done++) {
      await slow(kiosk.page, rate)
      await oneVisit(kiosk.page)
      const taken = await takeTimes(kiosk.page)
      all.interactions.push(...taken.interactions)
      all.headings.push(...taken.headings)
    }
    console.log(line(`CPU ÷ ${rate}: press to next frame, over 16 ms`, all.interactions))
    console.log(line(`CPU ÷ ${rate}: "go on" to the next heading`, all.headings))
    console.log(line(`CPU ÷ ${rate}: a page with a heading only`, await floor(other, rate)))
  }
} finally {
  await world.close()
}
