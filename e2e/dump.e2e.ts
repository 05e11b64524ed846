// What a thief finds in a locked profile: 200 values are planted in requests, and then looked for in the page's heap and
// in every file of the browser. The same search finds them in an open page, and finds a value kept in clear on purpose.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as citizen from './citizen-side.ts'
import { createHunt, heapStrings, huntFiles, planted, wholeStrings } from './hunt.ts'
import type { Hunt } from './hunt.ts'
import * as people from './people.ts'
import { pressKey } from './press-key.ts'
import { road as someRoad } from './road.ts'
import { word } from './words.ts'
import { createWorld, type Device, type World } from './world.ts'

const secrets: string[] = []
/** New values, written one after the other into one answer. */
const plant = (count: number, make: () => string): string => {
  const made = Array.from({ length: count }, make)
  secrets.push(...made)
  return made.join(' ')
}

const card = planted.card()
const phoneNumber = planted.phone()
secrets.push(card, phoneNumber)
const residence: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  answers: {
    purpose: 'bank',
    first_name_ar: plant(8, planted.arabicWord),
    last_name_ar: plant(8, planted.arabicWord),
    first_name_latin: plant(8, planted.word),
    last_name_latin: plant(8, planted.word),
    douar: plant(8, planted.word),
    address_words: plant(40, planted.word),
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}
const road: people.Visit = {
  ...someRoad,
  answers: {
    ...someRoad.answers,
    douar: plant(8, planted.word),
    landmark: plant(10, planted.word),
    description: plant(60, planted.word),
  },
}
/** Typed in the very moment of the lock. */
const last = plant(40, planted.word)
const third: people.Visit = {
  ...residence,
  answers: {
    purpose: 'bank',
    first_name_ar: 'الحسين',
    last_name_ar: 'أمغار',
    first_name_latin: 'A',
    last_name_latin: 'B',
  },
}
/** Kept in clear on purpose: what looks through the files must find it. */
const control = planted.word()

/** On the disk when it resolves: what is written to localStorage gets there when the browser likes. */
const keepInClear = (value: string): Promise<void> =>
  new Promise((kept, failed) => {
    const opening = indexedDB.open('control', 1)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('values'))
    opening.addEventListener('error', () => failed(opening.error))
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction('values', 'readwrite', { durability: 'strict' })
      transaction.objectStore('values').put(value, 'control')
      transaction.addEventListener('complete', () => kept())
      transaction.addEventListener('abort', () => failed(transaction.error))
    })
  })

let world: World
let kiosk: Device
let hunt: Hunt
beforeAll(async () => {
  world = await createWorld()
  kiosk = await world.device(undefined, 'fr', [wholeStrings])
  await kiosk.page.clock.install()
  await people.enrol(kiosk, world.linkOf('mediator').url)
  await people.offlineReady(kiosk.page)
  await kiosk.page.evaluate(keepInClear, control)
  hunt = createHunt(secrets)
})
afterAll(() => world.close())

/** The clock of the test remembers where each timer was set, and with it what that place could see: no browser does. */
const forgetWhereTimersWereSet = (): void => {
  const { __pwClock } = globalThis as unknown as {
    readonly __pwClock: { readonly controller: { readonly _timers: ReadonlyMap<number, { error?: unknown }> } }
  }
  for (const timer of __pwClock.controller._timers.values()) delete timer.error
}

const foundInHeap = async (looked: Hunt = hunt): Promise<readonly string[]> => {
  await kiosk.page.evaluate(forgetWhereTimersWereSet)
  return [...looked.inText((await heapStrings(kiosk.page)).join('\n'))]
}

const inPrivate = async (visit: people.Visit, field: string, value: string): Promise<void> => {
  const { page } = kiosk
  await people.answerAll(page, visit, field)
  await pressKey(page, 'd')
  await page.fill(`#q-${field}`, value)
  await page.locator('main form button[type=submit]').click()
  await page.locator(`#q-${field}`).waitFor({ state: 'detached' })
}

test('200 values are planted: in a filed request, in a left one, in one that is on the screen', async () => {
  const { page } = kiosk
  expect(new Set(secrets).size).toBe(200)
  await people.begin(page, residence)
  await people.answerAll(page, residence)
  await people.readBack(page)
  await people.mandateAndFile(page)
  await people.endVisit(page)
  await people.begin(page, road)
  await inPrivate(road, 'phone', phoneNumber)
  await page.getByRole('link', { name: 'Morchid' }).click()
  await page.getByRole('link', { name: new RegExp(`^${word('desk', 'home.find')}`) }).click()
  await page.fill('#find', secrets[30] ?? '')
  await page.locator('.dossier-row').first().click()
  await page.getByRole('heading', { name: word('desk', 'dossier.history') }).waitFor()
})

test('the search finds them in the heap of an open page, and a value in clear in the files', async () => {
  expect((await foundInHeap()).length).toBeGreaterThan(50)
  expect(huntFiles(createHunt([control]), kiosk.profile).size).toBeGreaterThan(0)
})

test('paused: none of 200 in the heap', async () => {
  const { page } = kiosk
  await page.getByRole('link', { name: 'Morchid' }).click()
  await people.begin(page, residence)
  await inPrivate(third, 'card_number', card)
  await people.answerAll(page, third, 'douar')
  await citizen.turnScreen(page)
  // A voice may speak in the first of them.
  for (let times = 0; times < 2; times++) await page.clock.fastForward(11 * 60_000)
  await page.getByRole('heading', { name: word('turn', 'pause.title') }).waitFor()
  await page.waitForTimeout(1_000)
  expect(await foundInHeap()).toEqual([])
  await page.keyboard.type(citizen.pin, { delay: 30 })
  await page.locator('#q-douar').waitFor()
})

test('locked while somebody types: none of 200 in the heap a second later', async () => {
  const { page } = kiosk
  await page.fill('#q-douar', last)
  await page.keyboard.press('Control+l')
  await page.locator('input[type=password]').waitFor()
  await page.waitForTimeout(1_000)
  expect(await foundInHeap(createHunt([...secrets, people.passphrase]))).toEqual([])
})

test('none of 200 in the files of the profile, nor in what a page can read of its storage', async () => {
  const { page } = kiosk
  const storage = await page.evaluate(async () => {
    const cached: string[] = []
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url)
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      location.href,
      document.title,
      cached,
    ])
  })
  expect([...hunt.inText(storage)]).toEqual([])
  // Twice: what the browser keeps for itself it writes when it likes, at the latest when it is killed.
  expect([...huntFiles(hunt, kiosk.profile)].map(([file]) => file)).toEqual([])
  await kiosk.killAndReopen()
  expect([...huntFiles(hunt, kiosk.profile)].map(([file]) => file)).toEqual([])
})

test('what was typed in the moment of the lock was kept', async () => {
  const { page } = kiosk
  await people.unlock(page, world.linkOf('mediator').name)
  await page.locator('#q-douar').waitFor()
  await expect.poll(() => page.inputValue('#q-douar')).toBe(last)
})
