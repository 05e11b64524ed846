import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadPacks, summaryOf } from './packs-check.ts'

const shipped = join(import.meta.dirname, '../procedures')
let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'packs-'))
  await cp(shipped, dir, { recursive: true })
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const rewrite = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(dir, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(dir, file), text.replace(from, to))
}

const run = (folder: string): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, 'packs-check.ts'), folder], (error, out, complaints) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said: out + complaints }),
    )
  })

test('says what each pack holds and succeeds', async () => {
  const { packs } = await loadPacks(dir)
  expect(packs.map(summaryOf)).toEqual([
    'ma.birth-record-extract@1.2.0 [draft] : 24 questions, 8 faits (7 portal, 1 unverified)',
    'ma.residence-certificate-local@1.3.0 [draft] : 23 questions, 7 faits (7 portal, 1 unverified)',
    'xx.road-report@1.2.0 [active] : 11 questions, 0 faits',
  ])
  expect(await run(dir)).toMatchObject({ code: 0 })
})

test('names pack, row and column of a mistake in French, fails, and still loads the others', async () => {
  await rewrite('xx.road-report.json', "${service_code} != 'sign'", "${servise_code} != 'sign'")
  const { code, said } = await run(dir)
  expect(code).toBe(1)
  expect(said).toContain('xx.road-report, form.survey[2].relevant, ligne 3, colonne relevant')
  expect(said).toContain('servise_code')
  expect(said).toContain('2 procédures correctes, 1 erreurs')
})

test('says which file is no JSON, which list is not there, and which name is taken twice', async () => {
  await writeFile(join(dir, 'a-broken.json'), '{ "schema": ')
  await rm(join(dir, 'lists/ma-communes.json'))
  await cp(join(dir, 'xx.road-report.json'), join(dir, 'zz-copy.json'))
  const { packs, errors } = await loadPacks(dir)
  expect(packs.map(({ id }) => id)).toEqual(['ma.residence-certificate-local', 'xx.road-report'])
  expect(errors).toMatchObject([
    { file: 'a-broken.json', pack: '?', code: 'shape' },
    { file: 'ma.birth-record-extract.json', code: 'missing', row: 16, column: 'type' },
    { file: 'zz-copy.json', pack: 'xx.road-report', code: 'duplicate-id' },
  ])
})

test('fails on a folder without packs', async () => {
  expect(await run(join(dir, 'lists'))).toMatchObject({ code: 1 })
})
