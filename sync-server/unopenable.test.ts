// What an operator reads when a database cannot be used, and that a bug is still a bug.
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseFile, openDataFolder, StartProblem } from './data-folder.ts'
import { explainUnopenable } from './unopenable.ts'

const openAfter = async (harm: (dataDir: string) => Promise<void>): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-unopenable-'))
  try {
    await (await openDataFolder(folder)).close()
    await harm(folder)
    return await openDataFolder(folder).then(
      async (opened) => opened.close(),
      (cause: unknown) => cause,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('pages that were overwritten are told as damage, with what to do', async () => {
  const cause = await openAfter(async (folder) => {
    const handle = openSync(databaseFile(folder), 'r+')
    const { size } = statSync(databaseFile(folder))
    // The first pages stay: it still opens.
    writeSync(handle, new Uint8Array(size - 12_288).fill(0xa5), 0, size - 12_288, 12_288)
    closeSync(handle)
  })
  expect(cause).toBeInstanceOf(StartProblem)
  expect(String(cause)).toContain('Restaurez une sauvegarde')
})

test('a database that a newer program has opened is told as such', async () => {
  const cause = await openAfter(async (folder) => {
    const opened = await openDataFolder(folder)
    await opened.db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '2999-01-01-later', timestamp: '2999-01-01T00:00:00Z' })
      .execute()
    await opened.close()
  })
  expect(cause).toBeInstanceOf(StartProblem)
  expect(String(cause)).toContain('version plus récente')
})

test('damage that is met later is told too, however deep it lies', () => {
  const damage = new Error('migration failed', { cause: new Error('database disk image is malformed') })
  expect(explainUnopenable('/srv', damage)).toMatch(/abîmée .*npm run restore/)
})

test('anything else is left as it is', () => {
  expect(explainUnopenable('/srv', new Error('undefined is not a function'))).toBeNull()
  expect(explainUnopenable('/srv', 'x')).toBeNull()
})
