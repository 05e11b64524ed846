// A mandate given by voice, with no network: "yes and my name" is recorded, done again, kept small and sealed, heard
// again from the dossier; then it is taken back, and nothing more is done in the person's name. Chromium's own fake
// microphone, which beeps.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import { oneStory } from './one-story.ts'
import * as people from './people.ts'
import { startsWith, word } from './words.ts'
import { desk, type Device } from './world.ts'

const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator', desk, microphone)
  await kiosk.link('down')
})
afterAll(() => world.close())

oneStory('mandate-voice', () => ({ kiosk }))

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
const says = (room: 'desk' | 'voice', id: string) => people.button(kiosk.page, startsWith(word(room, id)))
const longest = { ms: 10_000, bytes: 25_600 }
let paper: people.Paper

test('the yes is recorded, heard, done again, and ends by itself after ten seconds', async () => {
  const { page } = kiosk
  await people.begin(page, road)
  await people.answerAll(page, road)
  await people.readBack(page)
  await says('desk', 'mandate.yes').click()
  await page.locator('#mandate-method input[value=voice]').check({ force: true })
  await says('voice', 'record.do').click()
  await page.waitForTimeout(1_500)
  await says('voice', 'record.stop').click()
  await says('voice', 'record.listen').waitFor()
  await says('voice', 'record.redo').click()
  await says('voice', 'record.listen').waitFor({ timeout: longest.ms + 5_000 })
  await says('desk', 'mandate.file').click()
  paper = await people.receiptOnScreen(page)
})

test('ten seconds of it take at most 25 KB, and lie sealed', async () => {
  const kept = await kiosk.page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const opening = indexedDB.open('morchid')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('blobs').objectStore('blobs').getAll()
          all.addEventListener('success', () => {
            opening.result.close()
            resolve((all.result as { sealed: Uint8Array }[]).map(({ sealed }) => sealed.length))
          })
        })
      }),
  )
  expect(kept).toHaveLength(1)
  expect(kept[0]).toBeGreaterThan(2_000)
  expect(kept[0]).toBeLessThanOrEqual(longest.bytes)
})

test('it is heard again from the dossier, offline, after the browser was killed', async () => {
  await people.endVisit(kiosk.page)
  await kiosk.killAndReopen()
  const { page } = kiosk
  await people.unlock(page, world.linkOf('mediator').name)
  await page.getByText(paper.reference).first().click()
  await people.button(page, /^Écouter l’accord/).click()
  await page.waitForTimeout(1_000)
  for (const problem of ['kept-voice.elsewhere', 'kept-voice.silent'])
    expect(await page.getByText(word('desk', problem)).count()).toBe(0)
})

test('taken back, it is said at once, and it cannot be taken back twice', async () => {
  const { page } = kiosk
  await says('desk', 'stop.revoke').click()
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: word('desk', 'stop.revoke-do') })
    .click()
  await page.getByText(word('desk', 'dossier.revoked')).first().waitFor()
  expect(await says('desk', 'stop.revoke').count()).toBe(0)
  await look('mandate-voice.revoked', page)
})
