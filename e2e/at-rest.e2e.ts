// Every value of every table of a device that has worked is either in the list of what may be read, or sealed: a table or
// a field that nobody thought of makes this fail. Names, answers and search keys are in nothing that lies open.
import { deflateRawSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleOf } from './bundle.ts'
import { createEnrolledWorld, type EnrolledWorld } from './enrolled.ts'
import * as people from './people.ts'
import type { Device } from './world.ts'

let world: EnrolledWorld
let kiosk: Device
beforeAll(async () => {
  world = await createEnrolledWorld()
  kiosk = await world.deviceOf('mediator')
})
afterAll(() => world.close())

const visit: people.Visit = {
  event: 'housing',
  pack: 'ma.residence-certificate-local',
  papers: ['photo'],
  answers: {
    purpose: 'school',
    first_name_ar: 'زبيدون',
    last_name_ar: 'تاكزلمات',
    first_name_latin: 'Zoubidoun',
    last_name_latin: 'Tagzelmatt',
    douar: 'Douar Imskarzen',
    address_words: 'derriere le four rouge',
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  },
}
/** Of nobody, and of no list that comes with the packs: as they are typed, and as they are looked for. */
const secrets = ['زبيدون', 'تاكزلمات', 'Zoubidoun', 'Tagzelmatt', 'zoubidoun', 'tagzelmatt', 'Imskarzen', 'four rouge']

/** `rows.sealed`, `meta.slot:….name`: where, what kind, and the value as text or as base64. */
interface Found {
  readonly path: string
  readonly kind: 'bytes' | 'text' | 'plain' | 'key'
  readonly value: string
}

/** Sent to the page as text. */
const walkDatabase = async (): Promise<Found[]> => {
  const done = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => asked.addEventListener('success', () => resolve(asked.result)))
  const database = await done(indexedDB.open('morchid'))
  const found: Found[] = []
  const walk = (path: string, value: unknown): void => {
    if (value instanceof Uint8Array)
      found.push({ path, kind: 'bytes', value: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) })
    else if (value instanceof CryptoKey) found.push({ path, kind: 'key', value: String(value.extractable) })
    else if (Array.isArray(value)) for (const one of value) walk(`${path}[]`, one)
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(`${path}.${key}`, one)
    else if (value !== undefined)
      found.push({ path, kind: typeof value === 'string' ? 'text' : 'plain', value: String(value) })
  }
  for (const table of database.objectStoreNames) {
    const rows = (await done(database.transaction(table).objectStore(table).getAll())) as Record<string, unknown>[]
    for (const row of rows)
      if (table === 'meta') {
        found.push({ path: 'meta#key', kind: 'text', value: String(row['key']) })
        walk(`meta.${String(row['key'])}`, row['value'])
      } else if (table === 'packs') walk('packs', row['id'])
      else walk(table, row)
  }
  database.close()
  return found
}

/** What may be read by whoever holds the profile (the table in pwa/storage/database.ts). */
const open: readonly RegExp[] = [
  /^rows\.(key|dossier|kind|incarnation|unsent|n|entry|pending|covered|damaged|page)$/,
  /^pages\.(id|unit|ids|receipt|epoch\.(counter|random))$/,
  /^chains\.(incarnation|born|agent|certificate|n|hash|acked|forked|stable)$/,
  /^outbox\.(order|incarnation|n|hash)$/,
  /^held\.(entry|incarnation|dossier|reason)$/,
  /^summaries\.dossier$/,
  /^linePages\.(id|dossiers\[\])$/,
  /^erased\.(dossier|entries\[\])$/,
  /^packs$/,
  /^blobs\.hash$/,
  // How much of it is where; what it shows is sealed to the server, and its key under the device's.
  /^papers\.(id|dossier|state|bytes|keptAt|sound|begun|sent|spoiled|why|asked)$/,
  /^paperFiles\.id$/,
  /^meta\.device\.id$/,
  /^meta\.server-key$/,
  /^meta\.(sync|lease|orders|incident)(\.[\w-]+)+$/,
  // The data key sealed to the commune's offline key, and which key that was.
  /^meta\.recovery\.(key|sealed)$/,
  /^meta\.sticks\[\]\.(number|id|secret|at|upTo\[\]\.(incarnation|n))$/,
  /^meta\.references\[\]\.(site|from|to|next)$/,
  /^meta\.stale\[\]$/,
  /^meta\.listed$/,
  /^meta\.slot:[\w-]+\.(agent|name|role|failures|notBefore|folded|kind|salt)$/,
]
const sealed: readonly RegExp[] = [
  /^rows\.sealed$/,
  /^chains\.sealedKey$/,
  /^outbox\.bytes$/,
  /^summaries\.sealed$/,
  /^linePages\.sealed$/,
  /^blobs\.sealed$/,
  /^papers\.sealedKey$/,
  /^paperFiles\.file$/,
  /^meta\.slot:[\w-]+\.sealed$/,
  /^meta\.(directory|device-key|(place|request|receipt|seal|printed|asleep|pin|visits):[^.]+)$/,
]
const isOne = (list: readonly RegExp[], path: string): boolean => list.some((one) => one.test(path))

/** Sealed bytes look like noise: what can be compressed was not sealed. Packets have a header and a certificate. */
const looksSealed = (bytes: Buffer): boolean => bytes.length < 200 || deflateRawSync(bytes).length > bytes.length * 0.97

let found: readonly Found[] = []

test('a whole visit, and one that was begun', async () => {
  await people.begin(kiosk.page, visit)
  await people.answerAll(kiosk.page, visit)
  await people.readBack(kiosk.page)
  await people.mandateAndFile(kiosk.page)
  await people.endVisit(kiosk.page)
  await people.begin(kiosk.page, visit)
  await people.answerAll(kiosk.page, visit, 'douar')
  await people.kept(kiosk.page)
  await kiosk.link('down')
  await kiosk.page.evaluate(await bundleOf(fileURLToPath(new URL('./papers-page.ts', import.meta.url))))
  await kiosk.page.evaluate('papers.put(1, 9_000)')
  found = await kiosk.page.evaluate(walkDatabase)
  for (const table of ['rows', 'chains', 'outbox', 'summaries', 'meta', 'papers', 'paperFiles'])
    expect(
      found.some((one) => one.path.startsWith(table)),
      `${table} has something`,
    ).toBe(true)
})

test('every value is in the list of what may be read, or sealed', () => {
  const unknown = new Set<string>()
  for (const { path, kind, value } of found) {
    if (isOne(sealed, path)) {
      if (kind !== 'bytes' && value !== 'null') unknown.add(`${path}: ${kind}, not sealed`)
      else if (kind === 'bytes' && path !== 'outbox.bytes' && !looksSealed(Buffer.from(value, 'base64')))
        unknown.add(`${path}: not like noise`)
    } else if (kind === 'key') {
      if (!path.startsWith('meta.device.') || (value === 'true' && !path.endsWith('.publicKey'))) unknown.add(path)
    } else if (!isOne(open, path) && path !== 'meta#key') unknown.add(`${path}: ${kind}`)
  }
  expect([...unknown]).toEqual([])
})

test('no name, no answer and no search key lies open, in the tables or in the mirror', async () => {
  const mirror = await kiosk.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const texts: string[] = []
    for (const name of ['mirror-0', 'mirror-1']) {
      const bytes = new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer())
      texts.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')))
    }
    return texts
  })
  const places = [
    ...found.map(({ path, kind, value }) => ({
      path,
      bytes: Buffer.from(value, kind === 'bytes' ? 'base64' : 'utf8'),
    })),
    ...mirror.map((value) => ({ path: 'mirror', bytes: Buffer.from(value, 'base64') })),
  ]
  expect(places.some(({ path, bytes }) => path === 'mirror' && bytes.length > 1000)).toBe(true)
  const told = places.flatMap(({ path, bytes }) =>
    secrets
      .filter((secret) => bytes.includes(Buffer.from(secret, 'utf8')) || bytes.includes(Buffer.from(secret, 'utf16le')))
      .map((secret) => `${path}: ${secret}`),
  )
  expect(told).toEqual([])
})
