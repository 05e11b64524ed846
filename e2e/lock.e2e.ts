// A desk that is left alone: covered after two minutes, given back by four digits at the same question, locked by the
// fifth wrong ones or by time. Covered or locked it goes on sending. The page's clock is a fake one, moved by hand.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { audit, keepPicture } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { speak, startsWith, word } from './words.ts'
import { createWorld, desk, phone, type Device, type World } from './world.ts'

const minute = 60_000

let world: World
let kiosk: Device
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(desk)
  await kiosk.page.clock.install()
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(kiosk.page)
})
afterAll(() => world.close())

oneStory('lock', () => ({ kiosk }))

const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  answers: {
    purpose: 'bank',
    first_name_ar: 'الحسين',
    last_name_ar: 'أمغار',
    first_name_latin: 'Lhoucine',
    last_name_latin: 'Amghar',
    douar: 'Douar Imskar',
  },
}
const name = () => world.linkOf('mediator').name
const pass = (ms: number): Promise<void> => kiosk.page.clock.fastForward(ms)
const paused = () => kiosk.page.getByRole('heading', { name: word('turn', 'pause.title') }).waitFor()
const locked = () => kiosk.page.locator('input[type=password]').waitFor()
const asked = (field: string): Promise<void> => kiosk.page.locator(`#q-${field}`).waitFor()
const type = (digits: string): Promise<void> => kiosk.page.keyboard.type(digits, { delay: 20 })

const expectNothingOf = async (words: readonly string[]): Promise<void> => {
  const seen = await kiosk.page.evaluate(() => document.documentElement.outerHTML + document.title + location.href)
  for (const one of words) expect(seen).not.toContain(one)
}

/** What this device knows the server to have: every packet it cut, and no row that waits. */
const isAllReceived = (): Promise<boolean> =>
  kiosk.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('morchid')
      asked.addEventListener('success', () => resolve(asked.result))
      asked.addEventListener('error', () => reject(asked.error))
    })
    const all = (table: string) =>
      new Promise<Record<string, number>[]>((resolve) => {
        const asked = database.transaction(table).objectStore(table).getAll()
        asked.addEventListener('success', () => resolve(asked.result as Record<string, number>[]))
      })
    const [chains, rows] = [await all('chains'), await all('rows')]
    database.close()
    return (
      chains.some((chain) => (chain['n'] ?? 0) > 0) &&
      chains.every((chain) => chain['acked'] === chain['n']) &&
      rows.every((row) => row['pending'] === undefined && row['unsent'] === undefined)
    )
  })

test('somebody without four digits finds the device locked, is told why, and may choose them', async () => {
  await pass(2 * minute + 5_000)
  await locked()
  await kiosk.page.getByText(word('setup', 'unlock.idle')).waitFor()
  await people.unlock(kiosk.page, name())
  await kiosk.page.getByText(word('turn', 'pause.offer')).waitFor()
  await keepPicture('lock.offer.fr', kiosk.page)
  await type(citizen.pin)
  await kiosk.page.getByRole('heading', { name: word('turn', 'turn.pin.again') }).waitFor()
  await type(citizen.pin)
  await kiosk.page.locator('.top-bar').waitFor()
})

test('two minutes without a touch: the screen is covered, and nothing of the person is on it', async () => {
  const { page } = kiosk
  await people.begin(page, visit)
  await people.answerAll(page, visit, 'douar')
  await citizen.turnScreen(page)
  await page.locator('[data-corner="helper"]').click()
  await page.locator('main.pin').waitFor()
  await type(citizen.pin)
  await asked('douar')
  await page.fill('#q-douar', 'Douar Imskar')
  await pass(2 * minute + 5_000)
  await paused()
  await page.getByText(name()).waitFor()
  await expectNothingOf(['Lhoucine', 'Amghar', 'أمغار', 'Imskar'])
})

test('it says who works here and what waits, in both languages and on a phone', async () => {
  const { page } = kiosk
  for (const size of [desk, phone]) {
    await page.setViewportSize(size)
    await keepPicture(`lock.pause.fr.${size.width}`, page)
    expect.soft(await audit(page)).toEqual([])
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(over).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(desk)
})

test('wrong digits change nothing, Back leads nowhere, the right ones lead to the same question with what was typed', async () => {
  const { page } = kiosk
  await type('1112')
  await page.getByText(word('turn', 'turn.pin.wrong')).waitFor()
  await page.evaluate(() => history.back())
  await pass(1_500)
  await paused()
  await type(citizen.pin)
  await asked('douar')
  expect(await page.inputValue('#q-douar')).toBe('Douar Imskar')
})

test('a person who thinks in front of a question keeps the screen; ten minutes later it is covered too', async () => {
  const { page } = kiosk
  await citizen.turnScreen(page)
  const card = await citizen.cardOnScreen(page)
  await pass(3 * minute)
  await pass(3 * minute)
  expect(await citizen.cardOnScreen(page)).toBe(card)
  // A voice may speak in the first of them.
  for (let times = 0; times < 2; times++) await pass(10 * minute + 5_000)
  await paused()
  await expectNothingOf(['Lhoucine', 'Imskar', 'douar'])
  await type(citizen.pin)
  await asked('douar')
})

test('covered without a link, then locked by the fifth wrong digits: what was written leaves as soon as there is a link', async () => {
  const { page } = kiosk
  await kiosk.link('down')
  await page.fill('#q-douar', 'Douar Tacheddirt')
  await pass(2 * minute + 5_000)
  await paused()
  await page.getByText(word('turn', 'pause.offline')).waitFor()
  for (const wrong of ['1112', '1113', '1114', '1115']) {
    await type(wrong)
    await page.locator('.pin__key--zero:disabled').waitFor()
    await pass(9_000)
    await page.locator('.pin__key--zero:enabled').waitFor()
  }
  await type('1116')
  await locked()
  expect(await isAllReceived()).toBe(false)
  await kiosk.link('up')
  await expect.poll(isAllReceived, { timeout: 20_000 }).toBe(true)
  await locked()
})

test('the passphrase opens it, at the same question', async () => {
  const { page } = kiosk
  await people.unlock(page, name())
  await asked('douar')
  expect(await page.inputValue('#q-douar')).toBe('Douar Tacheddirt')
})

test('what is written at the last moment leaves while the screen is covered; a quarter of an hour later it is locked', async () => {
  const { page } = kiosk
  await page.fill('#q-douar', 'Douar Aremd')
  await pass(2 * minute + 5_000)
  await paused()
  await expect.poll(isAllReceived, { timeout: 20_000 }).toBe(true)
  await page.getByText(word('turn', 'pause.none-waits')).waitFor()
  await pass(15 * minute + 5_000)
  await locked()
  await people.unlock(page, name())
  await asked('douar')
  expect(await page.inputValue('#q-douar')).toBe('Douar Aremd')
})

test('a machine that slept half an hour is locked before anything is shown', async () => {
  const { page } = kiosk
  const now = await page.evaluate(() => Date.now())
  await page.clock.setSystemTime(now + 30 * minute)
  await page.keyboard.press('Shift')
  await locked()
  await people.unlock(page, name())
  await asked('douar')
})

test('a window that stays hidden is covered after half a minute', async () => {
  const { page } = kiosk
  // Headless Chromium shows every page: only the browser's word for it can be changed.
  const hide = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (hidden ? 'hidden' : 'visible'),
      })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await hide(true)
  await pass(20_000)
  await asked('douar')
  await pass(25_000)
  await paused()
  await hide(false)
  await type(citizen.pin)
  await asked('douar')
})

test('Ctrl+L locks a covered screen, and the words are there in Arabic', async () => {
  const { page } = kiosk
  await page.locator('.lang-switch').getByRole('button', { name: 'العربية', exact: true }).click()
  await page.waitForFunction(() => document.documentElement.lang === 'ar')
  speak('ar')
  await pass(2 * minute + 5_000)
  await paused()
  for (const size of [desk, phone]) {
    await page.setViewportSize(size)
    await keepPicture(`lock.pause.ar.${size.width}`, page)
    expect.soft(await audit(page)).toEqual([])
  }
  await page.keyboard.press('Control+l')
  await locked()
  await people.button(page, startsWith(word('setup', 'unlock.do'))).waitFor()
  speak('fr')
})
