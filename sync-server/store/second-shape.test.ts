// A folder of the first shape, as people have it, brought to the second: nothing of it may be lost or change its place.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { EntryId } from '../../shared/sync/ports.ts'
import { ids, logEntry, url } from '../testing/stored-entries.ts'
import { countedAgain, digestOf } from './journal.ts'
import { ensureEpoch } from './meta.ts'
import { migrate } from './migrations.ts'
import { openSqlite, type OpenSqlite } from './sqlite.ts'
import { transact } from './sync-store.ts'

const [one, two] = [ids[0] ?? '', ids[1] ?? '']

/** 1,203 entries of two dossiers, every seventh held, as the first shape kept them. */
const firstShape = async (): Promise<{ engine: OpenSqlite; journal: EntryId[] }> => {
  const opened = openSqlite(':memory:')
  if (!opened.ok) throw new Error(opened.error.type)
  const { db } = opened.value
  await migrate(db, 'blob', '2026-11-21-first')
  await ensureEpoch(db, 'random')
  const journal: EntryId[] = []
  for (let n = 1; n <= 1203; n++) {
    const dossier = n % 2 === 0 ? two : one
    const { id, kind, bytes } = logEntry(dossier, n, null)
    const held = n % 7 === 0 ? 'guard' : null
    await sql`insert into entries values (${id}, ${dossier}, ${kind}, ${bytes}, ${one}, ${n}, ${held}, ${Math.ceil(n / 2)})`.execute(
      db,
    )
    if (held !== null) continue
    journal.push(id)
    await sql`insert into journal values ('epn-asni', ${journal.length}, ${id})`.execute(db)
  }
  await sql`insert into counters values ('unit:epn-asni', ${journal.length}), (${`dossier:${one}`}, 602), (${`dossier:${two}`}, 601)`.execute(
    db,
  )
  await sql`insert into drafts values (${one}, ${new Uint8Array([1, 2])})`.execute(db)
  await sql`insert into circulation values (${one}, 'epn-asni')`.execute(db)
  await sql`insert into lookups values (${one}, 'r', 't', 's')`.execute(db)
  await sql`insert into incarnations values (${one}, 'd', 'a', ${new Uint8Array(65)}, 9, 'h', '', 60)`.execute(db)
  return { engine: opened.value, journal }
}

test('everything of the first shape is in the second, in its place', async () => {
  const { engine, journal } = await firstShape()
  const { db } = engine
  expect((await migrate(db, 'blob'))[0]).toBe('2026-11-22-second')
  await transact(db, url, async (tx) => {
    const told = await tx.entriesSince('epn-asni', 0, 5000)
    expect(told.map(({ id }) => id)).toEqual(journal)
    for (const { id, dossier, kind, bytes, n } of told) {
      const entry = logEntry(dossier, n, null)
      expect({ id, kind, bytes: [...(bytes ?? [])] }).toEqual({
        id: entry.id,
        kind: entry.kind,
        bytes: [...entry.bytes],
      })
    }
    const applied = journal.map((id, at) => ({ id, n: told[at]?.n ?? 0 }))
    for (const dossier of [one, two])
      expect(await tx.entriesOf(dossier)).toEqual(
        applied.filter(({ n }) => (n % 2 === 0 ? two : one) === dossier).map(({ id }) => id),
      )
    expect((await tx.heldOf([one])).length).toBe(1203 - journal.length)
    const stored = (await tx.dossiers([one])).get(one)
    expect(stored).toMatchObject({ draft: new Uint8Array([1, 2]), revision: 0, circulation: ['epn-asni'] })
    expect(await tx.incarnation(one)).toMatchObject({ n: 9, hash: 'h' })
    expect(await tx.stableOf('d', 0)).toEqual([])
  })
  expect(await digestOf(db, 'epn-asni')).toEqual(await countedAgain(db, 'epn-asni'))
  expect((await digestOf(db, 'epn-asni')).some((byte) => byte !== 0)).toBe(true)
  await engine.close()
})

test('the log goes on where it was, and the counters of dossiers are gone', async () => {
  const { engine, journal } = await firstShape()
  const { db } = engine
  await migrate(db, 'blob')
  const fresh = logEntry(one, 5000, null)
  await transact(db, url, async (tx) => {
    await tx.saveEntries([fresh])
    await tx.journal('epn-asni', [fresh.id])
  })
  await transact(db, url, async (tx) => {
    expect((await tx.entriesOf(one)).at(-1)).toBe(fresh.id)
    expect((await tx.entriesSince('epn-asni', journal.length, 5)).map(({ seq, id }) => [seq, id])).toEqual([
      [journal.length + 1, fresh.id],
    ])
  })
  const counters = await db.selectFrom('counters').select(['name', 'value']).orderBy('name').execute()
  expect(counters).toEqual([
    { name: 'entries', value: 1204 },
    { name: 'unit:epn-asni', value: journal.length + 1 },
    { name: 'units', value: 1 },
  ])
  await engine.close()
})
