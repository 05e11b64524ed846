// A copy is called good only when it is: each thing that can be wrong with it is told. Devices let go of their packets
// on this word.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer } from '../testing/test-server.ts'
import { readFact } from '../store/meta.ts'
import { openSqlite, type OpenSqlite } from '../store/sqlite.ts'
import { makeBackup } from './make-backup.ts'
import { countsOf, readCopy, type Counts } from './read-copy.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-copy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'copy.sqlite')
let good: Uint8Array
let least: Counts

const changed = async (change: (db: OpenSqlite['db']) => Promise<unknown>): Promise<void> => {
  const opened = openSqlite(file)
  if (!opened.ok) throw new Error(opened.error.type)
  await change(opened.value.db)
  await opened.value.close()
}

beforeEach(() => writeFileSync(file, good))

/** Two packets of one device. */
beforeAll(async () => {
  const server = await createTestServer()
  const device = await createTestDevice(server, 'fatima')
  for (const serial of [0, 1]) {
    await fileDossier(device, serial)
    await device.sync()
  }
  least = await countsOf(server.deps.db)
  const made = await server.deps.backup(folder)
  if (!made.ok) throw new Error(made.error.message)
  await server.close()
  writeFileSync(file, readFileSync(join(made.value.folder, 'morchid.sqlite')))
  // Pages that hold nothing would hide their damage.
  await changed((db) => sql`VACUUM`.execute(db))
  good = readFileSync(file)
})
test('a good copy says what is in it', async () => {
  const read = await readCopy(file, least)
  expect(read).toMatchObject({ ok: true, value: { counts: { packets: 2, devices: 1 }, heads: [{ n: 2 }] } })
})

test('a copy with fewer rows than there were before it began is not good', async () => {
  expect(await readCopy(file, { ...least, journal: least.journal + 1 })).toEqual({
    ok: false,
    error: 'la copie est incomplète (journal)',
  })
})

test('a chain with a hole, or a head without its packet, is not good', async () => {
  for (const n of [1, 2]) {
    writeFileSync(file, good)
    await changed((db) => db.deleteFrom('packets').where('n', '=', n).execute())
    const read = await readCopy(file, { ...least, packets: 0 })
    expect(read).toEqual({ ok: false, error: 'il manque des envois dans une chaîne de la copie' })
  }
})

test('damaged bytes are not good, wherever they are', async () => {
  const page = 4096
  for (let at = page; at < good.length; at += page) {
    const damaged = Uint8Array.from(good)
    // The header of a page says what it is.
    damaged.fill(0xff, at, at + 8)
    writeFileSync(file, damaged)
    expect((await readCopy(file, least)).ok, `page ${at / page}`).toBe(false)
  }
})

test('a folder that cannot be written is told, and no device hears of a backup', async () => {
  const server = await createTestServer()
  const place = join(folder, 'a-file')
  writeFileSync(place, '')
  const made = await makeBackup(
    { db: server.deps.db, copyTo: async () => undefined },
    folder,
    place,
    new Date(0),
    server.deps.blobs.store,
  )
  expect(made).toMatchObject({ ok: false, error: { type: 'place' } })
  expect(await readFact(server.deps.db, 'backup')).toBeNull()
  await server.close()
})

test('a copy that is not good is kept under a name that says so, and no device hears of it', async () => {
  const server = await createTestServer()
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'keys.json'), '{}')
  const cut = async (path: string): Promise<void> => writeFileSync(path, good.subarray(0, good.length / 2))
  const made = await makeBackup(
    { db: server.deps.db, copyTo: cut },
    dataDir,
    join(folder, 'shelf'),
    new Date(0),
    server.deps.blobs.store,
  )
  expect(made).toMatchObject({ ok: false, error: { type: 'not-good', where: expect.stringMatching(/inachevee$/) } })
  expect(readdirSync(join(folder, 'shelf'))).toEqual(['sauvegarde-000001-1970-01-01T00-00-00.000Z.inachevee'])
  expect(await readFact(server.deps.db, 'backup')).toBeNull()
  await server.close()
})
