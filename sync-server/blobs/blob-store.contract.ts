// What every place for blobs must do, whatever it is made of.
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BlobStore } from './blob-store.ts'

export interface OpenStore {
  readonly store: BlobStore
  /** The same bytes, as another start of the server finds them. */
  reopen(): Promise<BlobStore>
  close(): Promise<void>
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')
const inPieces = (bytes: Uint8Array, pieces: number): Readable =>
  Readable.from(
    Array.from({ length: pieces }, (_, at) =>
      Buffer.from(
        bytes.subarray(Math.floor((bytes.length * at) / pieces), Math.floor((bytes.length * (at + 1)) / pieces)),
      ),
    ),
  )

export const blobStoreContract = (name: string, open: () => Promise<OpenStore>): void => {
  describe(`${name}: a place for blobs`, () => {
    let opened: OpenStore
    let store: BlobStore
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const put = (bytes: Uint8Array, pieces = 3) => store.put(hashOf(bytes), bytes.length, inPieces(bytes, pieces))
    const read = async (from: BlobStore, hash: string, start = 0): Promise<Uint8Array | null> => {
      const found = await from.read(hash, start)
      return found && new Uint8Array(await buffer(found))
    }
    const names = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for await (const { hash } of store.all()) found.push(hash)
      return found.toSorted()
    }

    test('gives back what was put in, from any place on, and after a restart', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 5_000 }),
          fc.integer({ min: 1, max: 9 }),
          fc.nat(),
          async (bytes, pieces, place) => {
            const hash = hashOf(bytes)
            expect(await put(bytes, pieces)).toEqual({ ok: true, value: undefined })
            expect(await store.find(hash)).toMatchObject({ hash, size: bytes.length })
            expect(await read(store, hash)).toEqual(bytes)
            const from = bytes.length === 0 ? 0 : place % bytes.length
            expect(await read(await opened.reopen(), hash, from)).toEqual(bytes.slice(from))
          },
        ),
        { numRuns: 25 },
      )
    })

    test('keeps nothing of bytes that are not the ones that were promised', async () => {
      const bytes = randomBytes(3_000)
      const hash = hashOf(bytes)
      const changed = Uint8Array.from(bytes)
      changed[1_234] = (changed[1_234] ?? 0) ^ 1
      const attempts: readonly Uint8Array[] = [
        changed,
        bytes.subarray(0, -1),
        Buffer.concat([bytes, bytes.subarray(0, 1)]),
        new Uint8Array(),
      ]
      for (const attempt of attempts)
        expect(await store.put(hash, bytes.length, inPieces(attempt, 4))).toEqual({ ok: false, error: 'other-bytes' })
      expect(await store.find(hash)).toBeNull()
      expect(await read(store, hash)).toBeNull()
      expect(await names()).toEqual([])
    })

    test('a sender that breaks off leaves nothing, and may come again', async () => {
      const bytes = randomBytes(4_000)
      const broken = Readable.from(
        (function* () {
          yield bytes.subarray(0, 1_000)
          throw new Error('the link is cut')
        })(),
      )
      await expect(store.put(hashOf(bytes), bytes.length, broken)).rejects.toThrow('the link is cut')
      expect(await names()).toEqual([])
      expect((await put(bytes)).ok).toBe(true)
      expect(await read(store, hashOf(bytes))).toEqual(new Uint8Array(bytes))
    })

    test('the same bytes sent twice at once are kept once', async () => {
      const bytes = randomBytes(2_000)
      const both = await Promise.all([put(bytes, 1), put(bytes, 7)])
      expect(both.every((one) => one.ok)).toBe(true)
      expect(await names()).toEqual([hashOf(bytes)])
    })

    test('lists all there is; what is removed is gone, and removing it again is no error', async () => {
      const all = [randomBytes(10), randomBytes(20), randomBytes(30)]
      for (const bytes of all) await put(bytes)
      const hashes = all.map(hashOf).toSorted()
      expect(await names()).toEqual(hashes)
      const [first = ''] = hashes
      await store.remove(first)
      await store.remove(first)
      expect(await names()).toEqual(hashes.slice(1))
      expect(await store.find(first)).toBeNull()
      expect(await store.read(first)).toBeNull()
    })

    test('nothing but a hash names a blob', async () => {
      for (const name of ['../../etc/passwd', '', 'a'.repeat(42), `${'a'.repeat(42)}/`]) {
        await expect(store.find(name)).rejects.toThrow(TypeError)
        await expect(store.put(name, 0, Readable.from([]))).rejects.toThrow(TypeError)
        await expect(store.remove(name)).rejects.toThrow(TypeError)
      }
    })
  })
}
