// A pack with a mistake is reported with its place and not offered; the others work.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRef, type ProcedurePack } from '../shared/procedure/pack.ts'
import { explainPackProblem, readPacks, shelvePacks } from './packs.ts'
import { createTestServer } from './testing/test-server.ts'

const shipped = new URL('../procedures/', import.meta.url).pathname
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-packs-'))
  copyFileSync(join(shipped, 'xx.road-report.json'), join(folder, 'xx.road-report.json'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const good = (): ProcedurePack =>
  JSON.parse(readFileSync(join(shipped, 'ma.residence-certificate-local.json'), 'utf8')) as ProcedurePack
const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))

test('a mistake in a row names the file, the pack, the row and the column', () => {
  const pack = good()
  const survey = pack.form.survey.map((row, i) => (i === 2 ? { ...row, relevant: '${nobody} = ' } : row))
  write('broken.json', { ...pack, form: { ...pack.form, survey } })
  const { packs, problems } = readPacks(folder)
  expect(packs.map(({ id }) => id)).toEqual(['xx.road-report'])
  const line = problems.flatMap(explainPackProblem).join('\n')
  expect(line).toMatch(/broken\.json \(ma\.residence-certificate-local\).*ligne \d+, colonne relevant/)
})

test('what is no JSON, and the same pack twice, are reported too', () => {
  write('a.json', '{')
  write('z.json', readFileSync(join(shipped, 'xx.road-report.json'), 'utf8'))
  const { packs, problems } = readPacks(folder)
  expect(packs).toHaveLength(1)
  expect(problems.map(({ file, errors }) => [file, errors[0]?.code])).toEqual([
    ['a.json', 'not-json'],
    ['z.json', 'id-twice'],
  ])
})

test('a folder that is not there offers nothing', () => {
  expect(readPacks(join(folder, 'nowhere'))).toEqual({ packs: [], problems: [] })
})

test('a dossier keeps the version it was opened with, which is no longer offered', async () => {
  const server = await createTestServer()
  const { packs } = readPacks(folder)
  const [old] = packs
  if (!old) throw new Error('no pack')
  await shelvePacks(server.deps.db, packs)
  const next = { ...old, version: '99.0.0' }
  const { shelf, changed } = await shelvePacks(server.deps.db, [next])
  expect(changed).toEqual([])
  expect(shelf.packOf(packRef(old))).toMatchObject({ status: 'withdrawn', workflow: old.workflow })
  expect(shelf.packOf(packRef(next))?.status).toBe(old.status)
  expect(shelf.packOf('xx.nothing@1.0.0')).toBeNull()

  const silent = await shelvePacks(server.deps.db, [{ ...next, modified: '2030-01-01' }])
  expect(silent.changed).toEqual([packRef(next)])
  expect(silent.shelf.version).not.toBe(shelf.version)
  await server.close()
})

test('a process learns the packs that a newer one offers, as withdrawn, and both tell devices the same of the rest', async () => {
  const server = await createTestServer()
  const { packs } = readPacks(folder)
  const [old] = packs
  if (!old) throw new Error('no pack')
  const next = { ...old, version: '99.0.0' }
  const { shelf: here } = await shelvePacks(server.deps.db, packs)
  const before = here.version
  await here.learn()
  expect(here.version).toBe(before)

  await shelvePacks(server.deps.db, [next])
  expect(here.packOf(packRef(next))).toBeNull()
  await here.learn()
  expect(here.packOf(packRef(next))).toMatchObject({ status: 'withdrawn' })
  expect(here.packOf(packRef(old))?.status).toBe(old.status)
  expect(here.version).not.toBe(before)
  const { shelf: again } = await shelvePacks(server.deps.db, packs)
  expect(again.version).toBe(here.version)
  await server.close()
})
