// The operator's list: what need not be said, and every fault at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainConfig, parseConfig } from '../config.ts'
import { hostName, readCommunes } from './communes-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-list-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (content: unknown): string => {
  const path = join(folder, 'communes.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const faultsOf = (content: unknown): readonly string[] => {
  const read = readCommunes(written(content), '/srv')
  return read.ok ? [] : read.error
}
const [asni, imlil] = [
  { code: '07.041.07.03', url: 'https://Asni.Guichet.example/' },
  { code: 'imlil', url: 'https://imlil.guichet.example:8443', names: ['imlil.local'] },
]

test('a code and an address are enough: folder and schema follow from the code', () => {
  expect(readCommunes(written({ communes: [asni, imlil] }), '/srv')).toEqual({
    ok: true,
    value: {
      connections: 20,
      idleMinutes: 5,
      communes: [
        {
          code: '07.041.07.03',
          publicUrl: 'https://Asni.Guichet.example',
          names: ['asni.guichet.example'],
          dataDir: '/srv/07.041.07.03',
          schema: 'c_07_041_07_03',
        },
        {
          code: 'imlil',
          publicUrl: 'https://imlil.guichet.example:8443',
          names: ['imlil.guichet.example', 'imlil.local'],
          dataDir: '/srv/imlil',
          schema: 'c_imlil',
        },
      ],
    },
  })
})

test('a name is the same with its port, its last dot and in capitals', () => {
  for (const said of ['asni.example', 'ASNI.example', 'asni.example:443', 'asni.example.', 'asni.example.:80'])
    expect(hostName(said)).toBe('asni.example')
})

test('every fault is named at once, by its place', () => {
  const faults = faultsOf({
    connections: 1,
    communes: [
      { code: 'Asni', url: 'asni' },
      { code: 'imlil', url: 'https://x/y', schema: 'pg_x', folder: 'x' },
    ],
  })
  for (const place of [
    'connections',
    'communes.0.code',
    'communes.0.url',
    'communes.1.url',
    'communes.1.schema',
    'communes.1.folder',
  ])
    expect(faults.filter((fault) => fault.startsWith(`${place} :`)).length, place).toBeGreaterThan(0)
  expect(faultsOf({ communes: [] })).toEqual(['communes : une commune au moins'])
  expect(faultsOf('{')[0]).toMatch(/^un fichier JSON qui se lit/)
})

test('two communes share no code, name, folder or schema, and no folder lies in another', () => {
  const shared = { ...imlil, dataDir: '/srv/07.041.07.03/', schema: 'c_07_041_07_03', names: ['asni.guichet.example'] }
  expect(
    faultsOf({ communes: [asni, { ...shared, code: asni.code }] }).map((fault) => fault.replace(/ à elle.*/, '')),
  ).toEqual(['communes.1 : un code', 'communes.1 : un nom', 'communes.1 : un dossier', 'communes.1 : un schéma'])
  expect(faultsOf({ communes: [asni, { ...imlil, dataDir: '/srv/07.041.07.03/imlil' }] })).toEqual([
    'commune imlil : un dossier hors de celui de la commune 07.041.07.03',
  ])
})

test('the environment names the list, or one of it as if it were the only one', () => {
  const env = { COMMUNES_FILE: written({ communes: [asni, imlil] }), DATA_DIR: '/srv', BACKUP_DIR: '/copies' }
  const all = parseConfig(env)
  expect(all.ok && all.value.communes?.communes.map(({ code }) => code)).toEqual([asni.code, 'imlil'])
  const one = parseConfig({ ...env, COMMUNE: 'imlil' })
  expect(one.ok && one.value).toMatchObject({
    dataDir: '/srv/imlil',
    databaseSchema: 'c_imlil',
    publicUrl: 'https://imlil.guichet.example:8443',
    backupDir: '/copies/imlil',
  })
  expect(one.ok && one.value.communes).toBeUndefined()
})

test('what the list says is not said again, and nothing hides another fault', () => {
  const list = written({ communes: [asni, { code: 'IMLIL', url: 'https://imlil.example' }] })
  const parsed = parseConfig({
    COMMUNES_FILE: list,
    PUBLIC_URL: 'https://a.example',
    DATABASE_SCHEMA: 'c_1',
    PORT: 'x',
  })
  expect(parsed.ok ? [] : parsed.error.map(({ variable }) => variable)).toEqual([
    'PORT',
    'PUBLIC_URL',
    'DATABASE_SCHEMA',
    'COMMUNES_FILE',
  ])
  expect(parsed.ok ? '' : explainConfig(parsed.error)).toContain(
    'COMMUNES_FILE : valeur refusée, attendu : communes.1.code : un code',
  )
  const alone = parseConfig({ COMMUNE: 'imlil' })
  expect(alone.ok ? [] : alone.error.map(({ variable }) => variable)).toEqual(['COMMUNES_FILE'])
  const stranger = parseConfig({ COMMUNES_FILE: written({ communes: [asni] }), COMMUNE: 'imlil' })
  expect(stranger.ok ? [] : stranger.error.map(({ variable }) => variable)).toEqual(['COMMUNE'])
  const inside = parseConfig({
    COMMUNES_FILE: list,
    DATA_DIR: folder,
    BACKUP_DIR: join(folder, 'copies'),
  })
  expect(inside.ok ? [] : inside.error.map(({ variable }) => variable)).toContain('BACKUP_DIR')
})
