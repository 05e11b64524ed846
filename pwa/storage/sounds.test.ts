import { expect, test } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { BlobRow, Database } from './database.ts'
import { paperId } from './paper-id.ts'
import { createSounds, sendOldSounds } from './sounds.ts'

const dossier = 'CCCCCCCCCCCCCCCCCCCCCA'
const other = 'CCCCCCCCCCCCCCCCCCCCCB'
const sound = new Uint8Array(14_000).map((_, at) => at % 251)

const open = async () => {
  const rows = new Map<string, BlobRow>()
  const blobs = {
    put: async (row: BlobRow) => void rows.set(row.hash, row),
    get: async (hash: string) => rows.get(hash),
    delete: async (hash: string) => void rows.delete(hash),
  }
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const papers = new Map<string, Uint8Array>()
  const sent = {
    keep: async (at: string, bytes: Uint8Array) => {
      papers.set(paperId(at, sha256Url(bytes)), bytes)
      return sha256Url(bytes)
    },
    open: async (at: string, hash: string) => papers.get(paperId(at, hash)) ?? null,
    drop: async (at: string, hashes: readonly string[]) => {
      for (const hash of hashes) papers.delete(paperId(at, hash))
    },
  }
  const database = {
    blobs: { ...blobs, toCollection: () => ({ primaryKeys: async () => [...rows.keys()] }) },
    papers: { toCollection: () => ({ primaryKeys: async () => [...papers.keys()] }) },
  } as unknown as Database
  return { rows, papers, sent, database, sounds: createSounds(database, key, sent) }
}

test('a recording is heard again as it was, without any link', async () => {
  const { sounds } = await open()
  const hash = await sounds.keep(dossier, sound)
  expect(await sounds.open(dossier, hash)).toEqual(sound)
  expect(await sounds.keep(dossier, sound)).toBe(hash)
})

test('it lies sealed, and is bound to its dossier and its hash', async () => {
  const { rows, sounds } = await open()
  const hash = await sounds.keep(dossier, sound)
  const [row] = rows.values()
  expect(Buffer.from(row?.sealed ?? []).includes(Buffer.from(sound.slice(0, 64)))).toBe(false)
  // Moved under another dossier's name, it does not open there.
  rows.set(`${other}/${hash}`, { hash: `${other}/${hash}`, sealed: row?.sealed ?? new Uint8Array() })
  expect(await sounds.open(other, hash)).toBeNull()
  expect(await sounds.open(dossier, 'nothing')).toBeNull()
})

test('a damaged one is told as absent', async () => {
  const { rows, sounds } = await open()
  const hash = await sounds.keep(dossier, sound)
  for (const row of rows.values()) row.sealed[100] = (row.sealed[100] ?? 0) ^ 1
  expect(await sounds.open(dossier, hash)).toBeNull()
})

test('one that no act names is gone', async () => {
  const { rows, papers, sounds } = await open()
  const hash = await sounds.keep(dossier, sound)
  await sounds.drop(dossier, hash)
  expect([rows.size, papers.size]).toEqual([0, 0])
})

test('it is sent as papers are, and so is one that an older app kept, once', async () => {
  const { papers, sent, database, sounds } = await open()
  const hash = await sounds.keep(dossier, sound)
  expect(papers.get(`${dossier}/${hash}`)).toEqual(sound)
  papers.clear()
  expect(await sendOldSounds(database, sounds, sent)).toBe(1)
  expect(papers.get(`${dossier}/${hash}`)).toEqual(sound)
  expect(await sendOldSounds(database, sounds, sent)).toBe(0)
})
