// What a supervisor sees of how people are served: numbers that came from desks, by form and point, and never a small one.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDevice } from '../bench/device.ts'
import { actBytes, makeAct } from '../shared/dossier/act.ts'
import { countVisits, type EndedVisit } from '../shared/visit/count.ts'
import { look } from './look.ts'
import * as people from './people.ts'
import { createWorld, type Device, type World } from './world.ts'

let world: World
let chief: Device
beforeAll(async () => {
  world = await createWorld()
  chief = await world.device()
  await people.enrol(chief, world.linkOf('supervisor').url)
})
afterAll(() => world.close())

const road: people.Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: {
    service_code: 'washed-out-track',
    severity: 'danger',
    passable: 'mule',
    position: { lat: '31.2503', lon: '-7.9776' },
    since: 'today',
  },
}
const residence = 'ma.residence-certificate-local@1.0.0'
const visit = (turnedMs: number, filed = true, skipReason?: string): EndedVisit => ({
  procedure: residence,
  filed,
  visit: {
    heard: 'shi',
    turned: { questions: turnedMs },
    byCitizen: 6,
    byHelper: 5,
    readBack: skipReason === undefined ? 'done' : 'skipped',
    ...(skipReason === undefined ? {} : { skipReason }),
    wrong: turnedMs > 100_000 ? 1 : 0,
    taught: { asked: 3, missed: 1 },
  },
})
const times = (n: number, one: EndedVisit): readonly EndedVisit[] => Array.from({ length: n }, () => one)

/** A desk without a screen that counts a day. */
const countedAt = async (link: string, id: string, visits: readonly EndedVisit[]): Promise<void> => {
  const desk = await openDevice({ server: new URL(link).origin, enrolment: link })
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const dossier = id.padEnd(22, 'A')
  const counted = makeAct({
    v: 1,
    dossier,
    kind: 'visits-counted',
    by: desk.author,
    at: new Date().toISOString(),
    beacon: null,
    after: [],
    payload: { day, forms: countVisits(visits), to: ['bureau-general'] },
  })
  await desk.keep([{ dossier, kind: 'act', bytes: actBytes(counted) }])
  const { end, held } = await desk.sync()
  await desk.close()
  expect(end.type).toBe('synced')
  expect(held).toEqual([])
}

test('a visit is counted by its desk the day after, and one alone is only named', async () => {
  const other = await createWorld()
  try {
    const kiosk = await other.device()
    const boss = await other.device()
    await people.enrol(boss, other.linkOf('supervisor').url)
    await kiosk.page.clock.setFixedTime(Date.now() - 86_400_000)
    await people.enrol(kiosk, other.linkOf('mediator').url)
    await people.begin(kiosk.page, road)
    await people.answerAll(kiosk.page, road)
    await people.readBack(kiosk.page)
    await people.mandateAndFile(kiosk.page)
    await people.endVisit(kiosk.page)
    await kiosk.page.clock.setFixedTime(Date.now())
    // A night without a hand locks it by itself; until it notices, somebody else may do it.
    await people
      .button(kiosk.page, /Verrouiller/)
      .click({ timeout: 5_000 })
      .catch(() => undefined)
    await people.unlock(kiosk.page, 'Fatima Bouzid')
    const opened = people.button(kiosk.page, /Verrouiller/)
    const offered = people.withoutDigits(kiosk.page)
    await opened.or(offered).first().waitFor()
    if (await offered.isVisible()) await offered.click()
    await opened.waitFor()
    await boss.page.getByRole('link', { name: 'Visites' }).click()
    const tooFew = boss.page.getByText('Moins de 5 visites, donc rien à montrer : Signaler un problème de route')
    await people.comes(boss.page, tooFew)
    expect(await boss.page.locator('.supervisor-form').count()).toBe(0)
  } finally {
    await other.close()
  }
})

test('numbers come by form and point; where nobody said no it is an alarm; small ones are not shown', async () => {
  const { page } = chief
  await countedAt(world.linkOf('mediator').url, 'asni', [
    ...times(14, visit(150_000)),
    ...times(8, visit(40_000, true, 'noise')),
    visit(400_000, true, 'Mme Aït Brahim part'),
  ])
  await countedAt(world.linkOf('mediator', 1).url, 'imlil', [
    ...times(12, visit(90_000)),
    ...times(3, visit(20_000, false)),
    { ...visit(10_000), procedure: 'xx.road-report@1.0.0' },
  ])
  await page.getByRole('link', { name: 'Visites' }).click()
  await people.comes(page, page.locator('.supervisor-point').nth(1))
  for (const summary of await page.locator('.supervisor-point > summary').all()) await summary.click()
  const words = await page.locator('main').innerText()
  expect(words).toContain('Personne n’a dit non')
  expect(words).toContain('moins de 5')
  expect(words).toContain('Moins de 5 visites, donc rien à montrer : Signaler un problème de route')
  expect(words).not.toContain('Brahim')
  for (const name of ['Fatima', 'Lahcen']) expect(words).not.toContain(name)
  // In the order of the commune, whatever the numbers.
  await expect.poll(() => page.locator('.supervisor-point bdi').first().innerText()).toBe('EPN Asni')
  await look('supervisor-visits', page)
})
