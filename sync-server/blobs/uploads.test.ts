// What a killed server finds of uploads, and what it does not trip over.
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uploadId } from '../../shared/blob/blob-request.ts'
import { createLocks } from '../locks.ts'
import { createFar } from '../testing/two-processes.ts'
import { openUploads, type Uploads } from './uploads.ts'

let folder: string
let uploads: Uploads
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  uploads = await openUploads(folder, createLocks())
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const device = 'd'.repeat(22)
const idOf = (letter: string): string => uploadId(device, 'x'.repeat(22), letter.repeat(43))
const tus = { 'Tus-Resumable': '1.0.0' }
const begin = (id: string, length: number): Promise<Response> =>
  uploads.handle(
    new Request('http://x/api/blobs', { method: 'POST', headers: { ...tus, 'Upload-Length': String(length) } }),
    id,
  )
const append = (
  id: string,
  offset: number,
  bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  at = uploads,
): Promise<Response> =>
  at.handle(
    new Request(`http://x/api/blobs/${id}`, {
      method: 'PATCH',
      headers: { ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      body: bytes,
      duplex: 'half',
    }),
    id,
  )

test('the next start goes on where the disk is', async () => {
  const id = idOf('a')
  await begin(id, 10)
  await append(id, 0, Uint8Array.of(1, 2, 3))
  uploads = await openUploads(folder, createLocks())
  expect(await uploads.find(id)).toEqual({ offset: 3, size: 10 })
  await append(id, 3, Uint8Array.of(4, 5, 6, 7, 8, 9, 10))
  expect(await uploads.read(id)).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
})

test('a note that a power cut emptied, and half of what an upload is, are gone at the next start', async () => {
  const [good, noNote, emptyNote, noFile] = [idOf('a'), idOf('b'), idOf('c'), idOf('d')]
  await begin(good, 10)
  writeFileSync(join(folder, 'uploads', noNote), 'half')
  writeFileSync(join(folder, 'uploads', emptyNote), 'half')
  writeFileSync(join(folder, 'uploads', `${emptyNote}.json`), '')
  writeFileSync(join(folder, 'uploads', `${noFile}.json`), '{}')
  uploads = await openUploads(folder, createLocks())
  expect(readdirSync(join(folder, 'uploads')).toSorted()).toEqual([good, `${good}.json`])
  for (const id of [noNote, emptyNote]) expect(await uploads.find(id)).toBeNull()
  expect((await begin(emptyNote, 5)).status).toBe(201)
})

test('each device is counted apart', async () => {
  await begin(idOf('a'), 10)
  await begin(idOf('b'), 20)
  await begin(uploadId('e'.repeat(22), 'x'.repeat(22), 'a'.repeat(43)), 40)
  expect(await uploads.ofDevice(device)).toEqual({ count: 2, bytes: 30 })
})

test('what nobody went on with for 14 days goes', async () => {
  const [old, fresh] = [idOf('a'), idOf('b')]
  await begin(old, 10)
  await begin(fresh, 10)
  const note = join(folder, 'uploads', `${old}.json`)
  const said = { id: old, size: 10, offset: 0, creation_date: new Date(Date.now() - 15 * 86_400_000).toISOString() }
  writeFileSync(note, JSON.stringify(said))
  utimesSync(note, 0, 0)
  expect(await uploads.find(old)).toBeNull()
  expect(await uploads.expire()).toBe(1)
  expect(readdirSync(join(folder, 'uploads')).toSorted()).toEqual([fresh, `${fresh}.json`])
})

test('a link that died at another process does not hold up who goes on here', async () => {
  const far = createFar()
  const [here, there] = [await openUploads(folder, createLocks(far())), await openUploads(folder, createLocks(far()))]
  uploads = here
  const id = idOf('a')
  await begin(id, 6)
  const begun = Promise.withResolvers<void>()
  // Three bytes, and then nothing for ever.
  const dead = new ReadableStream<Uint8Array>({
    pull: (out) => {
      out.enqueue(Uint8Array.of(1, 2, 3))
      begun.resolve()
      return new Promise<void>(() => undefined)
    },
  })
  const stuck = append(id, 0, dead, there)
  await begun.promise
  const asked = await here.handle(new Request(`http://x/api/blobs/${id}`, { method: 'HEAD', headers: tus }), id)
  expect(asked.headers.get('Upload-Offset')).toBe('3')
  expect((await append(id, 3, Uint8Array.of(4, 5, 6))).status).toBe(204)
  await stuck
  expect(await here.read(id)).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6))
})

test('nothing but the name of an upload names a file', async () => {
  for (const name of ['../../etc/passwd', `${idOf('a')}.json`, '', `${idOf('a')}/x`]) {
    await expect(uploads.find(name)).rejects.toThrow(TypeError)
    await expect(uploads.read(name)).rejects.toThrow(TypeError)
    await expect(uploads.drop(name)).rejects.toThrow(TypeError)
    await expect(begin(name, 3)).rejects.toThrow(TypeError)
  }
})
