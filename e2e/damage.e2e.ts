// What happens to the files of the database while the browser is not running is found at the next start, told in words,
// and put right from the mirror: what was kept before arrives at the server afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as damage from './damage-files.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import { look } from './look.ts'
import { isMirrored } from './mirrored.ts'
import * as people from './people.ts'
import { word } from './words.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
let request = '/'
const copies = mkdtempSync(join(tmpdir(), 'morchid-copies-'))
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(async () => {
  await world.close()
  rmSync(copies, { recursive: true, force: true })
})

const birth: people.Visit = {
  event: 'birth',
  pack: 'ma.birth-record-extract',
  papers: ['family-book'],
  answers: { for_whom: 'me', first_name_ar: 'محمد', last_name_ar: 'أيت بها' },
}
const field = '#q-first_name_latin'

interface Buckets {
  readonly storageBuckets: { open(name: string): Promise<{ readonly indexedDB: IDBFactory }> }
}

/** How much is in the database that the device uses now. */
const counts = (): Promise<{ unsent: number; waiting: number; rows: number; packets: number }> =>
  kiosk.page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.addEventListener('success', () => resolve(asked.result))
        asked.addEventListener('error', () => reject(asked.error))
      })
    const moved = localStorage.getItem('morchid.home')
    const buckets = (
      navigator as unknown as { storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> } }
    ).storageBuckets
    const home = moved === null ? indexedDB : (await buckets.open(moved)).indexedDB
    const database = await done(home.open('morchid'))
    const read = database.transaction(['rows', 'chains', 'outbox'])
    const rows = read.objectStore('rows')
    const unsent = await done(rows.index('unsent').count())
    const all = await done(rows.count())
    const packets = await done(read.objectStore('outbox').count())
    const chains = (await done(read.objectStore('chains').getAll())) as { n: number; acked: number }[]
    database.close()
    return { unsent, rows: all, packets, waiting: chains.reduce((sum, { n, acked }) => sum + n - acked, 0) }
  })

/** Typed offline: on the disk, in the mirror, nowhere else. */
const write = async (name: string): Promise<void> => {
  const { rows } = await counts()
  await kiosk.page.fill(field, name)
  await expect.poll(async () => (await counts()).rows).toBeGreaterThan(rows)
  await people.kept(kiosk.page)
  await expect.poll(() => isMirrored(kiosk.page)).toBe(true)
}

const unlock = async (): Promise<void> => {
  await people.unlock(kiosk.page, 'Fatima Bouzid')
  await kiosk.page.locator(field).waitFor()
}

const send = async (): Promise<void> => {
  await kiosk.link('up')
  await people.button(kiosk.page, word('shell', 'shell.send')).click()
  await expect.poll(counts, { timeout: 30_000 }).toMatchObject({ unsent: 0, waiting: 0 })
  await kiosk.link('down')
}

test('a request is begun, and some of it is received', async () => {
  await people.begin(kiosk.page, birth)
  await people.answerAll(kiosk.page, birth, 'first_name_latin')
  request = new URL(kiosk.page.url()).pathname
  await send()
})

const kinds: readonly (readonly [string, (profile: string) => void])[] = [
  ['its log was cut in the middle', damage.truncateLog],
  ['its log was overwritten', damage.overwriteLog],
  ['its CURRENT is empty', damage.emptyCurrent],
  ['its folder is gone', damage.deleteFolder],
  ['a byte of it was changed', damage.flipByte],
  // The last one: from there on the device lives elsewhere in the browser.
  ['its MANIFEST is gone', damage.removeManifest],
]

/** Lost as a whole or in part: which one is the browser's own doing. */
const isTold = async (): Promise<void> => {
  const titles = ['lost.title', 'behind.title'].map((id) => kiosk.page.getByText(word('damage', id)))
  const [lost, behind] = titles
  if (lost && behind) await lost.or(behind).waitFor()
  await kiosk.page.getByText(word('damage', 'nothing-missing')).waitFor()
}

const comesBack = async (name: string): Promise<void> => {
  await unlock()
  expect(await kiosk.page.inputValue(field)).toBe(name)
  await send()
}

test('an older copy of the folder was put back: what was written since is back', async () => {
  let putBack = (_profile: string): void => undefined
  await kiosk.killAndReopen(request, (profile) => {
    putBack = damage.copyFolder(profile, join(copies, 'older'))
  })
  await unlock()
  await write('Copie')
  await kiosk.killAndReopen(request, putBack)
  await kiosk.page.getByText(word('damage', 'behind.title')).waitFor()
  await comesBack('Copie')
})

test.each(kinds)('%s: told, restored, and what was kept arrives', async (name, hit) => {
  await write(name)
  await kiosk.killAndReopen(request, hit)
  await isTold()
  if (hit === damage.deleteFolder) await look('damage.lost', kiosk.page)
  await comesBack(name)
})

test('the commune was told: nothing of it waits any more', async () => {
  const untold = await kiosk.page.evaluate(async () => {
    const moved = localStorage.getItem('morchid.home') ?? ''
    const { storageBuckets } = navigator as unknown as Buckets
    const opening = (await storageBuckets.open(moved)).indexedDB.open('morchid')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const asked = opening.result.transaction('meta').objectStore('meta').count('incident')
    await new Promise((resolve) => asked.addEventListener('success', resolve))
    opening.result.close()
    return asked.result
  })
  expect(untold).toBe(0)
  expect(await counts()).toMatchObject({ unsent: 0, waiting: 0 })
})
