// A commune moves to PostgreSQL and back, and is still what it was, to the last byte.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseFile, openDataFolder, type DataPlace } from '../data-folder.ts'
import { demoCommune } from '../demo.ts'
import { addBlob } from '../store/blobs.ts'
import { addEnrolmentCode, useEnrolmentCode } from '../store/enrolment.ts'
import { actsOf } from '../store/log.ts'
import { beginNewLife, readFact } from '../store/meta.ts'
import { directoryFor } from '../store/directory.ts'
import { setUpCommune } from '../store/people.ts'
import { openPostgres } from '../store/postgres.ts'
import { openSqlite } from '../store/sqlite.ts'
import { transact } from '../store/sync-store.ts'
import { ids, logEntry, noise, submission, units, url as publicUrl } from '../testing/stored-entries.ts'
import { fillSchema, lifeInSchema } from './fill-schema.ts'
import { migrateCommune, type Migrated } from './migrate-commune.ts'
import { moveCommune } from './move-commune.ts'
import { openSide, parseSide, schemaOf } from './sides.ts'

const url = process.env['TEST_DATABASE_URL'] ?? ''
const schema = schemaOf(demoCommune.commune)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-migrate-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  const opened = await openPostgres({ url, schema })
  if (!opened.ok) throw new Error(opened.error.message)
  const { db, close } = opened.value
  const { rows } = await sql<{
    name: string
  }>`select nspname as name from pg_namespace where nspname like 'c\\_%'`.execute(db)
  for (const { name } of rows) await sql`drop schema ${sql.id(name)} cascade`.execute(db)
  await close()
})

/** With a bit of everything that a commune has after a while. */
const commune = async (dataDir: string): Promise<void> => {
  const { db, close } = await openDataFolder(dataDir)
  await setUpCommune(db, demoCommune)
  const [device = '', dossier = '', other = ''] = ids
  const key = new Uint8Array(65).fill(7)
  const now = new Date('2026-11-21T09:00:00Z')
  await addEnrolmentCode(db, 'fatima', 'code', now)
  await useEnrolmentCode(db, { code: 'code', device, deviceKey: key, agentKey: key }, now)
  const act = new TextEncoder().encode(JSON.stringify(submission(dossier)))
  const entries = Array.from({ length: 250 }, (_, at) =>
    logEntry(at % 2 ? dossier : other, at, at % 9 ? null : 'guard'),
  )
  await transact(db, publicUrl, async (tx) => {
    await tx.saveEntries(entries)
    await tx.saveEntries([{ ...logEntry(dossier, 1, 'pending'), id: 'A'.repeat(43), kind: 'draft', bytes: act }])
    await tx.saveDrafts([{ dossier, state: noise }])
    await tx.saveCirculation(dossier, units)
    const applied = entries.filter(({ held }) => held === null).map(({ id }) => id)
    for (const unit of units) await tx.journal(unit, applied)
    await tx.saveIncarnation({
      incarnation: device,
      device,
      agent: 'fatima',
      publicKey: key,
      n: 3,
      hash: 'h',
      firstSeen: '',
      lasts: 60,
    })
    await tx.savePackets([1, 2, 3].map((n) => ({ incarnation: device, n, hash: `h${n}`, bytes: noise.subarray(n) })))
    await tx.takeNumber({ office: 'etat-civil', year: 2026, series: 'A' })
    await tx.takeReferences(device, 'epn-asni')
  })
  await addBlob(db, {
    dossier,
    hash: 'f'.repeat(43),
    size: 2 ** 32,
    type: 'image/jpeg',
    device,
    received_at: now.toISOString(),
    refused: null,
    look_on: null,
  })
  await close()
}

const move = (from: string, to: string, told: string | null = null): Promise<Migrated> =>
  migrateCommune({
    from: parseSide(from, url),
    to: parseSide(to, url),
    schema: told,
    unlessTold: schema,
    now: new Date(),
  })

const told = async (place: DataPlace): Promise<unknown> => {
  const { db, close } = await openDataFolder(place)
  try {
    const { value } = await transact(db, publicUrl, async (tx) => ({
      epoch: await tx.epoch(),
      dossiers: [...(await tx.dossiers(ids))],
      heard: await tx.entriesSince('epn-asni', 0, 1000),
      digest: await tx.digestOf('epn-asni'),
      held: await tx.heldOf(ids),
    }))
    return { ...value, directory: await directoryFor(db, null, publicUrl), acts: await actsOf(db, ids[1] ?? '') }
  } finally {
    await close()
  }
}

test('a commune that goes to PostgreSQL and comes back answers the same at each step', async () => {
  const data = join(folder, 'data')
  await commune(data)
  const before = await told({ dataDir: data })

  const there = await move(`sqlite:${data}`, 'postgres:')
  expect(there.schema).toBe('c_07_041_07_03')
  expect(there.tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['entries', 'contents', 'journal', 'packets', 'blobs', 'meta']),
  )
  for (const { from, to } of there.tables) expect(to).toEqual(from)
  expect(there.tables.find(({ name }) => name === 'entries')?.from.rows).toBe(251)
  expect(existsSync(databaseFile(data))).toBe(false)
  expect(readdirSync(data).filter((name) => name.includes('.deplace-'))).toHaveLength(1)
  expect(await told({ dataDir: data, databaseUrl: url, databaseSchema: schema })).toEqual(before)

  const back = await move(`postgres:${url}`, `sqlite:${data}`)
  expect(back.aside).toMatch(/^c_07_041_07_03_aside_\d+$/)
  const sums = (tables: Migrated['tables']) => new Map(tables.map(({ name, from }) => [name, from.digest]))
  expect(sums(back.tables)).toEqual(sums(there.tables))
  expect(await told({ dataDir: data })).toEqual(before)
})

test('what is served, what is not empty and what has other keys is left alone, in words', async () => {
  const data = join(folder, 'data')
  await commune(data)
  const running = await openDataFolder(data)
  await expect(move(`sqlite:${data}`, `postgres:${url}`)).rejects.toThrow(/Arrêtez-le/)
  await running.close()
  await expect(move(`sqlite:${folder}`, 'postgres:')).rejects.toThrow(/Il n'y a pas de base/)
  await expect(move(`sqlite:${data}`, `sqlite:${folder}`)).rejects.toThrow(/postgres/)

  const server = await openDataFolder({ dataDir: join(folder, 'other'), databaseUrl: url, databaseSchema: schema })
  await expect(move(`sqlite:${data}`, 'postgres:')).rejects.toThrow(/Arrêtez tous ses processus/)
  await setUpCommune(server.db, demoCommune)
  await server.close()
  await expect(move(`sqlite:${data}`, 'postgres:')).rejects.toThrow(/n’est pas vide/)
  expect(existsSync(databaseFile(data))).toBe(true)
  await expect(move('postgres:', `sqlite:${data}`)).rejects.toThrow(/n'est pas celui de cette commune/)
  await expect(openDataFolder({ dataDir: data, databaseUrl: url, databaseSchema: schema })).rejects.toThrow(
    /ne sont pas celles/,
  )
  await move(`sqlite:${data}`, 'postgres:', 'c_elsewhere')
})

test('a value that changes on the way is noticed, and the former place stays in use', async () => {
  const data = join(folder, 'data')
  await commune(data)
  const from = await openSide({ kind: 'sqlite', dataDir: data }, schema, 'from')
  const to = await openSide({ kind: 'postgres', url }, schema, 'to')
  await sql`create function ${sql.id(schema, 'spoil')}() returns trigger language plpgsql as
    $$ begin new.name := new.name || ' '; return new; end $$`.execute(to.db)
  await sql`create trigger spoil before insert on ${sql.id(schema, 'agents')} for each row execute function
    ${sql.id(schema, 'spoil')}()`.execute(to.db)
  let left = false
  const done = await moveCommune(from, to, async () => void (left = true))
  expect(done.ok ? null : done.error).toMatchObject({ type: 'differs', tables: [{ name: 'agents' }] })
  expect(left).toBe(false)
  await from.close()
  await to.close()
})

test('a restored file takes the place of a schema, which is put aside', async () => {
  const data = join(folder, 'data')
  await commune(data)
  const place = { url, schema }
  const stamp = '1'
  expect(await lifeInSchema(place)).toEqual({ ok: true, value: null })
  expect(await fillSchema(databaseFile(data), place, stamp)).toEqual({ ok: true, value: { aside: null } })
  expect(await lifeInSchema(place)).toEqual({ ok: true, value: 1 })

  const opened = openSqlite(databaseFile(data))
  if (!opened.ok) throw new Error(opened.error.type)
  const backup = { number: 1, at: '' }
  await beginNewLife(opened.value.db, { past: 1, random: 'new', at: '2026-11-22T00:00:00.000Z', backup })
  await opened.value.close()
  const served = await openDataFolder({ dataDir: data, databaseUrl: url, databaseSchema: schema })
  expect(await fillSchema(databaseFile(data), place, stamp)).toEqual({ ok: false, error: { type: 'in-use' } })
  expect(await readFact(served.db, 'epoch')).toMatchObject({ counter: 1 })
  await served.close()
  expect(await fillSchema(databaseFile(data), place, stamp)).toEqual({
    ok: true,
    value: { aside: `${schema}_aside_1` },
  })
  expect(await lifeInSchema(place)).toEqual({ ok: true, value: 2 })
  expect(await lifeInSchema({ url, schema: `${schema}_aside_1` })).toEqual({ ok: true, value: 1 })
})
