// What only a file on a disk can get wrong; the contract that every engine keeps is in store.test.ts. The two tests of
// other processes start real ones: a lock and a kill -9 cannot be faked.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { migrate } from './migrations.ts'
import { openSqlite, type OpenSqlite } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (path: string): OpenSqlite => {
  const opened = openSqlite(path)
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}
test('migrations run once, and again harmlessly after a power cut in the middle', async () => {
  const engine = open(':memory:')
  const steps = await migrate(engine.db, 'blob')
  expect(steps.slice(0, 2)).toEqual(['2026-11-21-first', '2026-11-22-second'])
  expect(await migrate(engine.db, 'blob')).toEqual([])
  await engine.db.deleteFrom('kysely_migration' as never).execute()
  await engine.db.schema.dropTable('lookups').execute()
  expect(await migrate(engine.db, 'blob')).toEqual(steps)
  expect(await engine.db.selectFrom('lookups').selectAll().execute()).toEqual([])
  await engine.close()
})

test('the file has WAL, full synchronisation and foreign keys', async () => {
  const engine = open(join(folder, 'pragmas.sqlite'))
  const ask = async (name: string): Promise<unknown> => {
    const { rows } = await engine.db.executeQuery<Record<string, unknown>>({
      sql: `PRAGMA ${name}`,
      parameters: [],
      query: { kind: 'RawNode' } as never,
      queryId: { queryId: name },
    })
    return Object.values(rows[0] ?? {})[0]
  }
  expect(await ask('journal_mode')).toBe('wal')
  expect(await ask('synchronous')).toBe(2)
  expect(await ask('foreign_keys')).toBe(1)
  expect(await ask('locking_mode')).toBe('exclusive')
  await engine.close()
})

test('a clean close leaves one file with everything in it', async () => {
  const path = join(folder, 'closed.sqlite')
  const engine = open(path)
  await migrate(engine.db, 'blob')
  await engine.db.insertInto('meta').values({ key: 'k', value: 'kept' }).execute()
  await engine.close()
  expect(readFileSync(path).includes('kept')).toBe(true)
})

test('closed in the middle of a transaction, as when a request is cut off, it keeps what was committed and no more', async () => {
  const path = join(folder, 'cut.sqlite')
  const engine = open(path)
  await migrate(engine.db, 'blob')
  await engine.db.insertInto('meta').values({ key: 'committed', value: 'x' }).execute()
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const cut = engine.db.transaction().execute(async (tx) => {
    await tx.insertInto('meta').values({ key: 'half', value: 'x' }).execute()
    begun.resolve()
    await gate.promise
    await tx.insertInto('meta').values({ key: 'other half', value: 'x' }).execute()
  })
  await begun.promise
  await engine.close()
  gate.resolve()
  await expect(cut).rejects.toThrow()
  const again = open(path)
  const rows = await again.db.selectFrom('meta').select('key').where('value', '=', 'x').execute()
  expect(rows).toEqual([{ key: 'committed' }])
  await again.close()
})

test('a file that is no database is told from one in use, and left as it is', () => {
  const path = join(folder, 'noise.sqlite')
  writeFileSync(path, 'not a database at all'.repeat(500))
  const opened = openSqlite(path)
  expect(opened.ok ? null : opened.error.type).toBe('damaged')
  expect(readFileSync(path, 'utf8')).toBe('not a database at all'.repeat(500))
})

test('a full disk in mid-transaction is told as such, not as the transaction that it ended', async () => {
  const engine = open(':memory:')
  await migrate(engine.db, 'blob')
  await sql`PRAGMA max_page_count = 1`.execute(engine.db)
  const work = engine.db.transaction().execute(async (tx) => {
    for (let n = 0; n < 50; n++)
      await tx
        .insertInto('meta')
        .values({ key: `k${n}`, value: 'x'.repeat(50_000) })
        .execute()
  })
  await expect(work).rejects.toMatchObject({ errcode: 13 })
  expect(await engine.db.selectFrom('meta').selectAll().execute()).toEqual([])
  await engine.close()
})

const child = (script: string, path: string): string[] => ['--input-type=module', '-e', script, path]
const sqliteModule = JSON.stringify(new URL('sqlite.ts', import.meta.url).href)
const migrationsModule = JSON.stringify(new URL('migrations.ts', import.meta.url).href)

test('a second process is told that the folder is in use, and the first goes on', async () => {
  const path = join(folder, 'locked.sqlite')
  const engine = open(path)
  await migrate(engine.db, 'blob')
  const script = `import { openSqlite } from ${sqliteModule}
    const opened = openSqlite(process.argv[1]); console.log(opened.ok ? 'opened' : opened.error.type)`
  const second = spawnSync(process.execPath, child(script, path), { encoding: 'utf8' })
  expect(second.stdout.trim()).toBe('in-use')
  await engine.db.insertInto('meta').values({ key: 'k', value: 'v' }).execute()
  await engine.close()
  expect(spawnSync(process.execPath, child(script, path), { encoding: 'utf8' }).stdout.trim()).toBe('opened')
}, 30_000)

test('after kill -9 in mid-write every acknowledged row is there, and the lock is gone', async () => {
  const path = join(folder, 'killed.sqlite')
  const script = `import { openSqlite } from ${sqliteModule}; import { migrate } from ${migrationsModule}
    const { db } = openSqlite(process.argv[1]).value
    await migrate(db, 'blob')
    const { value } = await db.selectFrom('counters').select('value').where('name', '=', 'n').executeTakeFirst() ?? { value: 0 }
    for (let n = value + 1; ; n++) {
      await db.transaction().execute(async (tx) => {
        await tx.insertInto('drafts').values({ dossier: 'd' + n, state: new Uint8Array(1500).fill(n) }).execute()
        await tx.insertInto('counters').values({ name: 'n', value: n })
          .onConflict((c) => c.column('name').doUpdateSet({ value: n })).execute()
      })
      process.stdout.write(n + '\\n')
    }`
  let acked = 0
  for (let round = 0; round < 4; round++) {
    const writer = spawn(process.execPath, child(script, path), { stdio: ['ignore', 'pipe', 'inherit'] })
    const enough = acked + 20
    await new Promise<void>((resolve) => {
      createInterface({ input: writer.stdout }).on('line', (line) => {
        acked = Number(line)
        if (acked >= enough) resolve()
      })
    })
    writer.kill('SIGKILL')
    await new Promise((resolve) => writer.on('close', resolve))
    const engine = open(path)
    const rows = await engine.db.selectFrom('drafts').select(['dossier', 'state']).execute()
    const { value } = await engine.db.selectFrom('counters').select('value').executeTakeFirstOrThrow()
    expect(value).toBeGreaterThanOrEqual(acked)
    expect(rows).toHaveLength(value)
    expect(rows.every(({ state }) => state?.length === 1500)).toBe(true)
    acked = value
    await engine.close()
  }
  expect(acked).toBeGreaterThanOrEqual(80)
}, 60_000)
