// What a real file holds of a request once it is erased: none of fifty secrets, and no piece of any cell that held them.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parsePacket } from '../../shared/sync/packet.ts'
import { demoCommune } from '../demo.ts'
import { ensureEpoch } from '../store/meta.ts'
import { migrate } from '../store/migrations.ts'
import { setUpCommune } from '../store/people.ts'
import { openSqlite, type OpenSqlite } from '../store/sqlite.ts'
import { plantSecrets, type Planted } from '../testing/planted-secrets.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let folder: string
let engine: OpenSqlite
let server: TestServer
let planted: Planted

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-erasure-'))
  const opened = openSqlite(join(folder, 'commune.sqlite'))
  if (!opened.ok) throw new Error(opened.error.type)
  engine = opened.value
  await migrate(engine.db, 'blob')
  await ensureEpoch(engine.db, 'random')
  await setUpCommune(engine.db, demoCommune)
  server = await createTestServer({ db: engine.db, checkpoint: engine.checkpoint })
  planted = await plantSecrets(server)
})
afterEach(async () => {
  await engine.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const filesUnder = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesUnder(join(path, name))) : [path]

/** Database, log, and a copy made now. */
const everyByte = async (): Promise<Buffer> => {
  const copy = join(folder, 'copy.sqlite')
  await engine.copyTo(copy)
  const bytes = Buffer.concat(filesUnder(folder).map((path) => readFileSync(path)))
  rmSync(copy)
  return bytes
}

/** Pieces of what is stored for the dossier, as it lies on the disk: sealed or packed, it need not be read to be found. */
const piecesOf = async (dossier: string): Promise<readonly Buffer[]> => {
  const { db } = engine
  const entries = await db.selectFrom('entries').select('content').where('dossier', '=', dossier).execute()
  const numbers = entries.map(({ content }) => content)
  const contents = await db.selectFrom('contents').select('bytes').where('number', 'in', numbers).execute()
  const packets = await db.selectFrom('packets').select('bytes').execute()
  const [lookup] = await db.selectFrom('lookups').selectAll().where('dossier', '=', dossier).execute()
  // Header, signature and certificate of a packet stay.
  const bodies = packets.flatMap(({ bytes }) => {
    const read = parsePacket(bytes)
    return read.ok ? [read.value.packet.body] : []
  })
  const cells = [...contents.map(({ bytes }) => bytes), ...bodies].map((bytes) => Buffer.from(bytes))
  return [
    ...cells.flatMap(piecesEvery64),
    Buffer.from(lookup?.token_hash ?? 'none'),
    Buffer.from(lookup?.secret_hash ?? 'none'),
  ]
}
const piecesEvery64 = (cell: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.floor(cell.length / 64) }, (_, at) => cell.subarray(at * 64, at * 64 + 24))

test('rule 15: of fifty secrets none is left in database, log, photographs and a copy, nor any piece of what held them', async () => {
  const before = await everyByte()
  const pieces = await piecesOf(planted.dossier)
  expect(await planted.readable()).toBe(50)
  expect(pieces.length).toBeGreaterThan(20)
  expect(pieces.filter((piece) => before.includes(piece)).length).toBeGreaterThan(pieces.length * 0.8)
  server.setClock('2028-11-23T09:00:00Z')
  expect(await planted.dispose()).toBe(2)
  expect(await planted.finish()).toBe(2)
  const after = await everyByte()
  expect(await planted.readable()).toBe(0)
  expect(pieces.filter((piece) => after.includes(piece))).toEqual([])
  expect(await server.deps.blobs.store.find(planted.hash)).toBeNull()
})
