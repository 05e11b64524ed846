// F8 where no small file system can be had: the database is given a limit of pages instead, so that SQLite itself says
// that it is full. The disk around it is not, so nothing is said here of the reserve.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer } from '../testing/test-server.ts'

test('a database that can grow no more refuses the whole request with 507, and takes it when it can', async () => {
  let ranOut = 0
  const server = await createTestServer({
    storage: { look: async () => 'ok', room: () => ({ free: 50, total: 100 }), ranOut: async () => void ranOut++ },
  })
  const { db } = server.deps
  const limitPages = async (pages: number): Promise<void> => {
    // No page may be left free inside.
    await sql`VACUUM`.execute(db)
    await sql.raw(`PRAGMA max_page_count = ${pages}`).execute(db)
  }
  const stored = async (): Promise<unknown> =>
    Promise.all(
      (['packets', 'entries', 'contents', 'journal', 'lookups', 'counters'] as const).map((table) =>
        db.selectFrom(table).selectAll().execute(),
      ),
    )

  const device = await createTestDevice(server, 'fatima')
  await device.sync()
  const before = await stored()
  await limitPages(1)
  for (let serial = 0; serial < 20; serial++) await fileDossier(device, serial)
  expect(await device.sync()).toMatchObject({ type: 'no-answer', failure: { status: 507 } })
  expect(ranOut).toBe(1)
  for (let turn = 0; turn < 5; turn++) await device.sync()
  expect(await stored()).toEqual(before)

  await limitPages(1_000_000)
  for (let again = true; again;) {
    const outcome = await device.sync()
    again = outcome.type === 'synced' && outcome.report.again
  }
  const { incarnation } = device
  const entries = await db.selectFrom('entries').select('id').where('incarnation', '=', incarnation).execute()
  expect(new Set(entries.map(({ id }) => id))).toEqual(new Set(device.disk.rows.map(({ entry }) => entry)))
  await server.close()
})
