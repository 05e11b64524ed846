import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blobStoreContract } from './blob-store.contract.ts'
import { openFolderStore } from './folder-store.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'blobs-'))

blobStoreContract('a folder', async () => {
  const root = await newFolder()
  return {
    store: await openFolderStore(root, randomUUID),
    reopen: () => openFolderStore(root, randomUUID),
    close: () => rm(root, { recursive: true }),
  }
})

test('what a crash left unfinished is cleared at the next start', async () => {
  const root = await newFolder()
  await mkdir(join(root, 'unfinished'))
  await writeFile(join(root, 'unfinished', 'half'), 'half a photograph')
  await openFolderStore(root, randomUUID)
  expect(existsSync(join(root, 'unfinished', 'half'))).toBe(false)
  expect(await readdir(root)).toEqual(['unfinished'])
  await rm(root, { recursive: true })
})
