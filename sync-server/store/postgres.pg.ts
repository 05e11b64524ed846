// What only PostgreSQL can get wrong: several processes at one commune, several communes in one database, rules of order
// that are not ours, connections that break. The contract that every engine keeps is in store.test.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { openDataFolder } from '../data-folder.ts'
import { createEngines, testDatabase } from '../testing/postgres-engines.ts'
import { ids, logEntry, units, url as publicUrl } from '../testing/stored-entries.ts'
import { lastNumber, takeNumbers } from './counters.ts'
import { countedAgain, digestOf } from './journal.ts'
import { ensureEpoch, readFact, writeFact } from './meta.ts'
import { openPostgres } from './postgres.ts'
import type { Tables } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import { transact } from './sync-store.ts'

const { newSchema, open: engineOf, add, forget } = createEngines()

/** Held until it is let go. */
const standingTransaction = async (db: Kysely<Tables>): Promise<{ end(): Promise<void> }> => {
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  let done: Promise<void> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    done = db.transaction().execute(async (tx) => {
      await tx.insertInto('counters').values({ name: 'held', value: 1 }).execute()
      resolve()
      await held
    })
    done.catch(reject)
  })
  return {
    end: () => {
      letGo()
      return done
    },
  }
}

test('processes of one commune take turns: nothing that a transaction has read changes under it', async () => {
  const schema = newSchema()
  const processes = await Promise.all([1, 2, 3].map(() => engineOf(schema)))
  await Promise.all(
    processes.flatMap(({ db }) =>
      Array.from({ length: 20 }, () =>
        db.transaction().execute(async (tx) => {
          // Read, then written from what was read: the worst that a store could do.
          const row = await tx.selectFrom('counters').select('value').where('name', '=', 'n').executeTakeFirst()
          if (row)
            await tx
              .updateTable('counters')
              .set({ value: row.value + 1 })
              .where('name', '=', 'n')
              .execute()
          else await tx.insertInto('counters').values({ name: 'n', value: 1 }).execute()
        }),
      ),
    ),
  )
  expect(await Promise.all(processes.map(({ db }) => lastNumber(db, 'n')))).toEqual([60, 60, 60])
})

test('whoever sees a number of a unit has seen those before it, whichever process gave them', async () => {
  const schema = newSchema()
  const processes = await Promise.all([1, 2].map(() => engineOf(schema)))
  const [first, second] = processes
  if (!first || !second) throw new Error('two processes')
  await ensureEpoch(first.db, 'random')
  const seen: number[][] = []
  const writers = { atWork: true }
  const reader = (async () => {
    while (writers.atWork) {
      const rows = await second.db.selectFrom('journal').select('seq').orderBy('seq').execute()
      seen.push(rows.map(({ seq }) => seq))
    }
  })()
  await Promise.all(
    processes.flatMap(({ db }, p) =>
      Array.from({ length: 15 }, (_, at) => {
        const entry = logEntry(ids[p] ?? '', at * 3, null)
        return transact(db, publicUrl, async (tx) => {
          await tx.saveEntries([entry])
          await tx.journal('epn-asni', [entry.id])
        })
      }),
    ),
  )
  writers.atWork = false
  await reader
  expect(await lastNumber(first.db, 'unit:epn-asni')).toBe(30)
  for (const numbers of seen) expect(numbers).toEqual(numbers.map((_, at) => at + 1))
})

test('a commune at work keeps no other from working, and no reader of its own', async () => {
  const busy = await engineOf(newSchema())
  const other = await engineOf(newSchema())
  const standing = await standingTransaction(busy.db)
  await other.db.transaction().execute((tx) => takeNumbers(tx, 'n', 1))
  expect(await lastNumber(busy.db, 'held')).toBe(0)
  const readOnly = busy.db.transaction().setAccessMode('read only')
  expect(await readOnly.execute((tx) => lastNumber(tx, 'held'))).toBe(0)
  await standing.end()
  expect(await lastNumber(busy.db, 'held')).toBe(1)
})

test('communes of one database know nothing of each other, and one can go alone', async () => {
  const [asni, imlil] = [newSchema(), newSchema()]
  const one = await engineOf(asni)
  const two = await engineOf(imlil)
  await writeFact(one.db, 'lease-days', 30)
  expect(await two.db.selectFrom('meta').selectAll().execute()).toEqual([])
  // Also in a query that names no schema by itself.
  await two.db.transaction().execute(async (tx) => {
    expect((await sql`select * from meta`.execute(tx)).rows).toEqual([])
  })
  await sql`drop schema ${sql.id(asni)} cascade`.execute(one.db)
  forget(asni)
  await writeFact(two.db, 'lease-days', 31)
})

test('a transaction whose connection breaks leaves nothing and is told so, and the next one works', async () => {
  const { db } = await engineOf(newSchema())
  const broken = db.transaction().execute(async (tx) => {
    await tx.insertInto('counters').values({ name: 'lost', value: 1 }).execute()
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
    await tx.insertInto('counters').values({ name: 'lost too', value: 1 }).execute()
  })
  // By the server's last word, or by the client that has heard it.
  await expect(broken).rejects.toThrow(/terminat|connection error|EPIPE|ECONNRESET/)
  expect(await db.transaction().execute((tx) => takeNumbers(tx, 'next', 1))).toBe(1)
  expect(await lastNumber(db, 'lost')).toBe(0)
})

test('COMMIT waits for the disk, whatever the database was told', async () => {
  const { db } = await engineOf(newSchema())
  const said = sql<{ said: string }>`select current_setting('synchronous_commit') as said`
  expect((await said.execute(db)).rows).toEqual([{ said: 'on' }])
})

test('texts are compared by their bytes, numbers are as large as they come, and NUL is not refused', async () => {
  const { db } = await engineOf(newSchema())
  const names = ['B', 'a', 'é', 'z', '2026-11-22', '2026-11-22T09:00:00.000Z', '', '-a']
  for (const name of names)
    await db
      .insertInto('counters')
      .values({ name, value: 2 ** 52 })
      .execute()
  const rows = await db.selectFrom('counters').selectAll().orderBy('name').execute()
  expect(rows.map(({ name }) => name)).toEqual([...names].sort((one, two) => (one < two ? -1 : 1)))
  expect(rows.every(({ value }) => value === 2 ** 52)).toBe(true)
  await db.insertInto('meta').values({ key: 'a\0b', value: '' }).execute()
  expect(await db.selectFrom('meta').select('key').execute()).toEqual([{ key: 'a\uFFFDb' }])
  const { rows: columns } = await sql`select 1 from information_schema.columns where table_schema like 'e\\_%'
    and (data_type = 'integer' or (data_type = 'text' and collation_name is distinct from 'C'))`.execute(db)
  expect(columns).toEqual([])
})

test('a newer process may change a table under an older one, whose transactions stumble once', async () => {
  const schema = newSchema()
  const older = await engineOf(schema)
  const read = (db = older.db) => db.selectFrom('packs').selectAll().where('ref', '=', 'none').execute()
  const readInTurn = () => older.db.transaction().execute((tx) => read(tx))
  for (let times = 0; times < 7; times++) await read()
  const newer = await engineOf(schema)
  await sql`alter table packs add column added text`.execute(newer.db)
  await expect(readInTurn()).rejects.toMatchObject({ code: '0A000' })
  expect(await readInTurn()).toEqual([])
  await sql`alter table packs drop column added`.execute(newer.db)
  expect(await read()).toEqual([])
})

test('processes that start together in one folder have the same keys and one epoch', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'morchid-together-'))
  const schema = newSchema()
  const place = { dataDir, databaseUrl: testDatabase, databaseSchema: schema }
  const folders = await Promise.all([1, 2, 3].map(() => openDataFolder(place)))
  add(...folders)
  expect(new Set(folders.map(({ keys }) => keys.localWord)).size).toBe(1)
  const epochs = await Promise.all(folders.map(({ db }) => readFact(db, 'epoch')))
  expect(new Set(epochs.map((epoch) => epoch?.random)).size).toBe(1)
  rmSync(dataDir, { recursive: true })
})

test('a copy is a SQLite file of one moment, while others write', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-copy-'))
  const { db, copyTo } = await engineOf(newSchema())
  await ensureEpoch(db, 'random')
  const work = { atWork: true }
  const writing = (async () => {
    for (let at = 0; work.atWork; at++) {
      const entry = logEntry(ids[0] ?? '', at, null)
      await transact(db, publicUrl, async (tx) => {
        await tx.saveEntries([entry])
        for (const unit of units) await tx.journal(unit, [entry.id])
      })
    }
  })()
  for (const name of ['one', 'two', 'three']) {
    await copyTo(join(folder, name))
    const opened = openSqlite(join(folder, name))
    if (!opened.ok) throw new Error(opened.error.type)
    const copy = opened.value
    const entries = await lastNumber(copy.db, 'entries')
    expect((await copy.db.selectFrom('entries').select('position').execute()).length).toBe(entries)
    for (const unit of units) {
      expect(await lastNumber(copy.db, `unit:${unit}`)).toBe(entries)
      expect(await digestOf(copy.db, unit)).toEqual(await countedAgain(copy.db, unit))
    }
    await copy.close()
  }
  work.atWork = false
  await writing
  rmSync(folder, { recursive: true })
})

test('a database that is not there or does not answer is told apart', async () => {
  const folder = new URL(testDatabase).searchParams.get('host') ?? ''
  const typeOf = async (address: string): Promise<string> => {
    const opened = await openPostgres({ url: address, schema: 'any' })
    return opened.ok ? 'ok' : opened.error.type
  }
  expect(await typeOf(`postgresql:///nobody?host=${folder}&user=morchid`)).toBe('no-database')
  expect(await typeOf(`postgresql:///postgres?host=${folder}&user=nobody`)).toBe('refused')
  expect(await typeOf(`postgresql:///postgres?host=${folder}/none&user=morchid`)).toBe('unreachable')
})
