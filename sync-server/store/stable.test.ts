// What a new life and a backup leave behind in the folder (rule 4).
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { lastNumber, takeNumbers } from './counters.ts'
import { beginNewLife, readFact } from './meta.ts'
import { markStable } from './stable.ts'

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
})
afterEach(() => server.close())

const chain = async (id: string, n: number): Promise<void> => {
  const noBackup = { stable_n: 0, backed_n: 0, stable_backup: 0, restored_n: 0 }
  await server.deps.db
    .insertInto('incarnations')
    .values({
      id,
      device: 'd',
      agent: 'a',
      public_key: new Uint8Array(),
      n,
      hash: 'h',
      first_seen: '',
      lasts: 1,
      withdrawn: 0,
      ...noBackup,
    })
    .execute()
}
const marksOf = async (id: string): Promise<unknown> =>
  server.deps.db
    .selectFrom('incarnations')
    .select(['stable_n', 'backed_n', 'stable_backup'])
    .where('id', '=', id)
    .executeTakeFirst()
const head = (incarnation: string, n: number) => ({ incarnation, n, hash: 'h' })
const backUp = (number: number, ...heads: ReturnType<typeof head>[]): Promise<void> =>
  markStable(server.deps.db, heads, { number, at: `day ${number}` })

test('a packet is stable once two verified backups have it', async () => {
  await chain('one', 9)
  await backUp(1, head('one', 4))
  expect(await marksOf('one')).toEqual({ stable_n: 0, backed_n: 4, stable_backup: 0 })
  await backUp(2, head('one', 9))
  expect(await marksOf('one')).toEqual({ stable_n: 4, backed_n: 9, stable_backup: 2 })
  expect(await readFact(server.deps.db, 'backup')).toEqual({ number: 2, at: 'day 2' })
})

test('a chain that has come to its end is told as stable once, not with every backup', async () => {
  await chain('ended', 4)
  for (const number of [1, 2, 3, 4]) await backUp(number, head('ended', 4))
  expect(await marksOf('ended')).toEqual({ stable_n: 4, backed_n: 4, stable_backup: 2 })
})

test('a chain that the copy lacks, or that is said to be longer than it is, gains nothing', async () => {
  await chain('new', 3)
  await backUp(1)
  await backUp(2, head('new', 4))
  expect(await marksOf('new')).toEqual({ stable_n: 0, backed_n: 0, stable_backup: 0 })
})

const restored = { at: '2026-11-22T00:00:00.000Z', backup: { number: 7, at: 'day 7' }, random: 'new' }

test('rule 4: a new life is above the copy’s and the replaced folder’s', async () => {
  const { db } = server.deps
  expect(await beginNewLife(db, { ...restored, past: 1 })).toEqual({ counter: 2, random: 'new' })
  expect(await beginNewLife(db, { ...restored, past: 40 })).toEqual({ counter: 41, random: 'new' })
  expect(await beginNewLife(db, { ...restored, past: 3 })).toEqual({ counter: 42, random: 'new' })
  expect(await readFact(db, 'epoch')).toEqual({ counter: 42, random: 'new' })
})

test('rule 4: when nobody knows the lives since the copy, the new one is far above', async () => {
  expect((await beginNewLife(server.deps.db, { ...restored, past: null })).counter).toBeGreaterThan(1000)
})

test('numbers that a lost record may have given out are not given again: references, backups', async () => {
  const { db } = server.deps
  await takeNumbers(db, 'site:12', 3)
  await takeNumbers(db, 'backup', 7)
  await beginNewLife(db, { ...restored, past: 1 })
  expect(await lastNumber(db, 'site:12')).toBe(13)
  expect(await lastNumber(db, 'site:13')).toBe(0)
  expect(await lastNumber(db, 'backup')).toBeGreaterThan(1000)
})
