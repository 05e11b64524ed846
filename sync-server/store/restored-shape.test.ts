// A folder that was restored by a former version noted the row of the last packet; chains now know where they stood.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ids } from '../testing/stored-entries.ts'
import { packetsSinceRestore } from './chains.ts'
import { beginNewLife, readFact } from './meta.ts'
import { migrate } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

const former = async (lastPacket: number | null) => {
  const opened = openSqlite(':memory:')
  if (!opened.ok) throw new Error(opened.error.type)
  const { db } = opened.value
  await migrate(db, 'blob', '2026-11-24-blobs')
  for (const [at, id] of ids.entries())
    await sql`insert into incarnations (id, device, agent, public_key, n, hash, first_seen, lasts)
      values (${id}, 'd', 'a', ${new Uint8Array(65)}, ${3 - at}, 'h', '', 60)`.execute(db)
  // In the order in which they came: a1 b1 a2 | b2 a3 c1
  const came = [
    [0, 1],
    [1, 1],
    [0, 2],
    [1, 2],
    [0, 3],
    [2, 1],
  ] as const
  for (const [chain, n] of came)
    await sql`insert into packets values (${ids[chain]}, ${n}, 'h', ${new Uint8Array([chain, n])})`.execute(db)
  if (lastPacket !== null) {
    const restore = { counter: 2, at: '2026-11-22T00:00:00.000Z', backup: { number: 1, at: '' }, lastPacket }
    await sql`insert into meta values ('restore', ${JSON.stringify(restore)})`.execute(db)
  }
  await migrate(db, 'blob')
  return opened.value
}

const since = async ({ db }: Awaited<ReturnType<typeof former>>): Promise<unknown> => {
  const all: number[][] = []
  await packetsSinceRestore(db, 2, (packets) => void all.push(...packets.map((bytes) => [...bytes])))
  return all.sort(([one = 0], [two = 0]) => one - two)
}

test('what came after the last packet of a former restore is told from what was in the copy', async () => {
  const engine = await former(3)
  const came = [
    [0, 3],
    [1, 2],
    [2, 1],
  ]
  expect(await since(engine)).toEqual(came)
  expect(await readFact(engine.db, 'restore')).toEqual({
    counter: 2,
    at: '2026-11-22T00:00:00.000Z',
    backup: { number: 1, at: '' },
  })
  await engine.close()
})

test('a restore marks where every chain stands', async () => {
  const engine = await former(null)
  expect(await since(engine)).toHaveLength(6)
  await beginNewLife(engine.db, { past: 1, random: 'r', at: '2026-11-22T00:00:00.000Z', backup: { number: 1, at: '' } })
  expect(await since(engine)).toEqual([])
  await engine.close()
})
