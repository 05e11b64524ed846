// The register of an office as a file, from what the real store has applied.
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { disposeDue } from './erasure/dispose.ts'
import { exportRegister, type RegisterFile, type RegisterWanted } from './register-export.ts'
import { syncPorts } from './routes/sync-ports.ts'
import { createTestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, shippedPacks, type TestServer } from './testing/test-server.ts'

const titleRow = shippedPacks().find(({ id }) => id === 'ma.residence-certificate-local')?.titleRows[0]

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
  const [mediator, clerk] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'omar')]
  for (const [at, serial] of [7, 8, 9].entries()) {
    server.setClock(`2026-11-21T09:0${at}:00Z`)
    const { dossier } = await fileDossier(mediator, serial, 'ma.residence-certificate-local')
    await mediator.sync()
    await clerk.sync()
    if (serial === 8) continue
    await clerk.act(dossier, 'decided', { outcome: 'accepted' })
    if (serial === 9) await clerk.act(dossier, 'corrected', { field: titleRow, value: 'Aïcha', reason: 'Carte vue.' })
    const issued = await clerk.act(dossier, 'issued', { document: 'certificate' })
    if (serial === 9) await clerk.act(dossier, 'handed-over', { proof: 'mark', issued: issued.id })
    const outcome = await clerk.sync()
    expect(outcome.type === 'synced' && outcome.report.held).toEqual([])
  }
})
afterEach(() => server.close())

const wanted: RegisterWanted = { office: 'bureau-general', year: 2026, format: 'csv', lang: 'fr' }
const exported = async (changes: Partial<RegisterWanted> = {}): Promise<RegisterFile> => {
  const made = await exportRegister(server.deps.db, server.deps.packs.packOf, { ...wanted, ...changes })
  if (!made.ok) throw new Error(made.error.type)
  return made.value
}
const textOf = ({ bytes }: RegisterFile): string => Buffer.from(bytes, 'base64').toString()

test('papers and hand-overs of the office, with people and papers by name, in the order of their numbers', async () => {
  const file = await exported()
  const lines = textOf(file).split('\r\n').slice(1, -1)
  expect(file.rows).toBe(3)
  expect(lines.map((line) => line.split(',').slice(0, 4))).toEqual([
    ['2026-A-1', '2026-11-21T09:00:00Z', 'Délivré', 'Certificat de résidence'],
    ['2026-A-2', '2026-11-21T09:02:00Z', 'Délivré', 'Certificat de résidence'],
    ['2026-A-2', '2026-11-21T09:02:00Z', 'Remis', 'Certificat de résidence'],
  ])
  for (const line of lines) expect(line).toContain('Omar Kabbaj')
  expect(lines.map((line) => line.split(',')[5])).toEqual(['', 'Aïcha', 'Aïcha'])
  expect(file.series).toEqual([{ year: 2026, series: 'A', count: 2, last: 2, missing: [], twice: [] }])
})

test('a number that a restore has lost for good is told, never passed over', async () => {
  const { db } = server.deps
  await db.deleteFrom('journal').execute()
  const first = await db.selectFrom('entries').select('dossier').orderBy('position').executeTakeFirstOrThrow()
  await db.deleteFrom('lookups').where('dossier', '=', first.dossier).execute()
  expect((await exported()).series).toMatchObject([{ count: 1, last: 2, missing: [1] }])
})

test('the same as a spreadsheet, in Arabic from right to left', async () => {
  const parts = unzipSync(Buffer.from((await exported({ format: 'ods', lang: 'ar' })).bytes, 'base64'))
  const content = new TextDecoder().decode(parts['content.xml'])
  expect(content).toContain('شهادة السكنى')
  expect(content).toContain('style:writing-mode="rl-tb"')
})

test('an office and a year without papers have a register without rows', async () => {
  expect(await exported({ office: 'etat-civil' })).toMatchObject({ rows: 0, series: [] })
  expect(await exported({ year: 2025 })).toMatchObject({ rows: 0, series: [] })
})

test('a unit that is no office is refused with those that are', async () => {
  const made = await exportRegister(server.deps.db, server.deps.packs.packOf, { ...wanted, office: 'epn-asni' })
  expect(made).toEqual({
    ok: false,
    error: { type: 'unknown-office', offices: ['etat-civil', 'bureau-general'] },
  })
})

test('rule 15: an erased dossier keeps its number in the register, and no name', async () => {
  const { deps } = server
  server.setClock('2028-11-22T09:00:00Z')
  const erased = await disposeDue({ ...deps, ports: syncPorts(deps), packOf: (ref) => deps.packs.packOf(ref) })
  expect(erased).toBe(1)
  const file = await exported()
  expect(file.series).toEqual([{ year: 2026, series: 'A', count: 2, last: 2, missing: [], twice: [] }])
  expect(textOf(file)).toContain('(effacé)')
  expect(textOf(file)).not.toContain('Aïcha')
})
