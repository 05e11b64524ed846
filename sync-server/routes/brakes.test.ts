// Two processes of one commune, as far as limits go: two sets of brakes over one database.
import type { webcrypto } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStore } from '../testing/test-store.ts'
import type { StoreEngine } from '../store/engine.ts'
import { createBrakes, type Brakes } from './brakes.ts'

let store: StoreEngine
let secret: webcrypto.CryptoKey
let warnings: number
const processOf = (engine: StoreEngine): Brakes =>
  createBrakes({ db: engine.db, secret, log: { warn: () => void warnings++ } })
beforeEach(async () => {
  store = await openTestStore()
  warnings = 0
  secret = await crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
})
afterEach(() => store.close())

const at = Date.parse('2026-11-22T09:00:00Z')
const size = { burst: 2, perMinute: 60 }

test('what passed in one process counts in the other', async () => {
  const [one, two] = [processOf(store).bucket('s', size), processOf(store).bucket('s', size)]
  expect([await one('203.0.113.7', at), await two('203.0.113.7', at)]).toEqual([0, 0])
  expect([await one('203.0.113.7', at), await two('203.0.113.7', at)]).toEqual([1, 1])
  expect(await one('203.0.113.8', at)).toBe(0)
})

test('wrong tries are counted wherever they are made, and a right one forgives everywhere', async () => {
  const [one, two] = [processOf(store).tries('secret'), processOf(store).tries('secret')]
  for (let made = 0; made < 5; made++) expect(await (made % 2 === 0 ? one : two).count('12.34', at)).toBe(0)
  expect([await one.count('12.34', at), await two.count('12.34', at)]).toEqual([60_000, 60_000])
  await two.forgive('12.34')
  expect(await one.count('12.34', at)).toBe(0)
})

test('a restart forgets nothing', async () => {
  for (let made = 0; made < 5; made++) await processOf(store).tries('secret').count('12.34', at)
  expect(await processOf(store).tries('secret').count('12.34', at)).toBe(60_000)
})

test('doors have limits of their own', async () => {
  const brakes = processOf(store)
  const [one, other] = [brakes.bucket('s', size), brakes.bucket('enrol', size)]
  for (let i = 0; i < 2; i++) await one('203.0.113.7', at)
  expect([await one('203.0.113.7', at), await other('203.0.113.7', at)]).toEqual([1, 0])
})

test('neither an address nor a reference is written down', async () => {
  await processOf(store).bucket('s', size)('203.0.113.7', at)
  await processOf(store).tries('secret').count('12.34.56.78', at)
  const rows = await store.db.selectFrom('brakes').select('name').orderBy('name').execute()
  expect(rows.map(({ name }) => name.split(':')[0])).toEqual(['s', 'secret'])
  expect(JSON.stringify(rows)).not.toMatch(/203\.0|12\.34/)
})

test('a flood is stopped before the database', async () => {
  const door = processOf(store).bucket('s', size)
  for (let i = 0; i < 2; i++) await door('203.0.113.7', at)
  await store.db.deleteFrom('brakes').execute()
  for (let i = 0; i < 100; i++) expect(await door('203.0.113.7', at)).toBe(1)
  expect(await store.db.selectFrom('brakes').selectAll().execute()).toEqual([])
})

test('while the database takes no write this process counts alone, and nobody is turned away for it', async () => {
  const closed: StoreEngine = { ...store, db: store.db.withSchema('nowhere') as StoreEngine['db'] }
  const brakes = processOf(closed)
  const [door, tries] = [brakes.bucket('s', size), brakes.tries('secret')]
  expect([await door('a', at), await door('a', at), await door('a', at)]).toEqual([0, 0, 1])
  for (let made = 0; made < 5; made++) expect(await tries.count('12.34', at)).toBe(0)
  expect(await tries.count('12.34', at)).toBe(60_000)
  await tries.forgive('12.34')
  expect(await tries.count('12.34', at)).toBe(0)
  expect(warnings).toBeGreaterThan(5)
})
