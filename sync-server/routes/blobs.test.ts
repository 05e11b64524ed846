// Photographs on their way in, over links that break anywhere: what arrives is whole or is not there, and every refusal is
// a word.
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { uploadId } from '../../shared/blob/blob-request.ts'
import { mostBlobBytes, sealOverhead } from '../../shared/blob/sealed-blob.ts'
import { makeBeacon } from '../accept/statement.ts'
import { addBlob, blobOf } from '../store/blobs.ts'
import { createBlobDevice, hashOf, jpegOf, type BlobDevice, type TestBlob } from '../testing/test-blobs.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let sender: BlobDevice
beforeEach(async () => {
  server = await createTestServer()
  sender = createBlobDevice(server, await createTestDevice(server, 'fatima'))
})
afterEach(() => server.close())

const dossier = newId()
const photo = (size = 2_000): Promise<TestBlob> => sender.seal(dossier, jpegOf(randomBytes(size)))
const kept = async ({ hash }: TestBlob): Promise<Uint8Array | null> => {
  const found = await server.deps.blobs.store.read(hash)
  return found && new Uint8Array(await buffer(found))
}
const wordOf = async (answer: Promise<Response>): Promise<unknown> => {
  const { status, headers } = await answer
  return [status, headers.get('Morchid-Problem')]
}
/** Seeded, so that a cut that did harm can be cut again. */
const chances = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

describe('a photograph is sent', () => {
  test('and is here with the last answer, not before', async () => {
    const blob = await photo()
    const made = await sender.create(blob)
    expect([made.status, made.headers.get('Location'), made.headers.get('Upload-Offset')]).toEqual([
      201,
      `/api/blobs/${uploadId(sender.device.id, dossier, blob.hash)}`,
      '0',
    ])
    const part = await sender.patch(blob, 0, 900)
    expect([part.status, part.headers.get('Upload-Offset'), part.headers.get('Morchid-Blob')]).toEqual([
      204,
      '900',
      null,
    ])
    expect(await sender.standing(blob)).toEqual(['unknown'])
    const last = await sender.patch(blob, 900)
    expect([last.status, last.headers.get('Morchid-Blob')]).toEqual([204, 'received'])
    expect(await kept(blob)).toEqual(blob.bytes)
    expect(await sender.standing(blob)).toEqual(['received'])
    expect(await blobOf(server.deps.db, dossier, blob.hash)).toMatchObject({ type: 'image/jpeg', refused: null })
  })

  test('again by who lost its note: every answer says that all of it is here, and nothing need be sent', async () => {
    const blob = await photo()
    await sender.send(blob)
    const whole = String(blob.file.length)
    for (const [answer, status] of [
      [await sender.create(blob), 201],
      [await sender.head(blob), 200],
    ] as const)
      expect([answer.status, answer.headers.get('Upload-Offset'), answer.headers.get('Morchid-Blob')]).toEqual([
        status,
        whole,
        'received',
      ])
    expect(await wordOf(sender.patch(blob, 0))).toEqual([409, 'blob-offset'])
  })

  test('and cut at every border of its parts, and at 200 other places: all of it arrives, from where it stopped', async () => {
    const chance = chances(7)
    const size = 6_000
    const places = [
      ...Array.from({ length: 12 }, (_, at) => at * 512),
      ...Array.from({ length: 200 }, () => Math.floor(chance() * size)),
    ]
    const blob = await photo(size)
    await sender.create(blob)
    let sent = 0
    for (const place of places.toSorted((a, b) => a - b)) {
      const offset = Number((await sender.head(blob)).headers.get('Upload-Offset'))
      if (place <= offset) continue
      await cutPatch(blob, offset, place)
      sent += place - offset
    }
    const offset = Number((await sender.head(blob)).headers.get('Upload-Offset'))
    const last = await sender.patch(blob, offset)
    expect(last.headers.get('Morchid-Blob')).toBe('received')
    expect(await kept(blob)).toEqual(blob.bytes)
    expect(sent + blob.file.length - offset).toBe(blob.file.length)
  })

  test('from a wrong place: it is told, and asks', async () => {
    const blob = await photo()
    await sender.create(blob)
    await sender.patch(blob, 0, 500)
    expect(await wordOf(sender.patch(blob, 400))).toEqual([409, 'blob-offset'])
    expect((await sender.head(blob)).headers.get('Upload-Offset')).toBe('500')
  })

  test('until the server died at the last byte: whoever asks next has it finished', async () => {
    const blob = await photo()
    await sender.create(blob)
    const id = uploadId(sender.device.id, dossier, blob.hash)
    await server.deps.blobs.uploads.handle(
      new Request(`http://x/api/blobs/${id}`, {
        method: 'PATCH',
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
        body: new Uint8Array(blob.file),
      }),
      id,
    )
    expect(await sender.standing(blob)).toEqual(['unknown'])
    expect((await sender.head(blob)).headers.get('Morchid-Blob')).toBe('received')
    expect(await kept(blob)).toEqual(blob.bytes)
  })

  test('twice at once: kept once, and both hear so or are told to ask', async () => {
    const blob = await photo()
    await sender.create(blob)
    const answers = await Promise.all([sender.patch(blob, 0), sender.patch(blob, 0), sender.head(blob)])
    for (const { status } of answers) expect([200, 204, 400, 409]).toContain(status)
    expect((await sender.head(blob)).headers.get('Morchid-Blob')).toBe('received')
    expect(await kept(blob)).toEqual(blob.bytes)
  })

  test('and given up: nothing of it stays', async () => {
    const blob = await photo()
    await sender.create(blob)
    await sender.patch(blob, 0, 100)
    expect((await sender.drop(blob)).status).toBe(204)
    expect(await wordOf(sender.head(blob))).toEqual([404, 'blob-gone'])
    expect(await server.deps.blobs.uploads.ofDevice(sender.device.id)).toEqual({ count: 0, bytes: 0 })
  })
})

/** A body that breaks off, as the server sees a link that does. */
const cutPatch = async (blob: TestBlob, offset: number, place: number): Promise<void> => {
  const { dossier, hash, file } = blob
  const said = { method: 'PATCH', dossier, hash, size: file.length } as const
  let isGiven = false
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      if (isGiven) return stream.error(new Error('the link is cut'))
      stream.enqueue(new Uint8Array(file.subarray(offset, place)))
      isGiven = true
    },
  })
  await server
    .request(`/api/blobs/${uploadId(sender.device.id, dossier, hash)}`, {
      method: 'PATCH',
      headers: {
        ...(await sender.headersFor(said)),
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      body,
      duplex: 'half',
    } as RequestInit)
    .catch(() => undefined)
}

describe('who may send', () => {
  test('nobody without a device of this commune, its own signature and what it signed', async () => {
    const blob = await photo()
    await sender.create(blob)
    const other = createBlobDevice(server, await createTestDevice(server, 'omar'))
    const path = `/api/blobs/${uploadId(sender.device.id, dossier, blob.hash)}`
    const said = { method: 'HEAD', dossier, hash: blob.hash, size: blob.file.length } as const
    const right = await sender.headersFor(said)
    const attempts: readonly Record<string, string>[] = [
      {},
      { ...right, 'Morchid-Signature': 'A'.repeat(86) },
      { ...right, 'Morchid-Signature': '' },
      { ...right, 'Morchid-Size': '1' },
      { ...right, 'Morchid-Device': newId() },
      await other.headersFor(said),
      { ...(await other.headersFor(said)), 'Morchid-Device': sender.device.id },
      await sender.headersFor({ ...said, method: 'PATCH' }),
      await sender.headersFor({ ...said, hash: 'A'.repeat(43) }),
      await sender.headersFor({ ...said, dossier: newId() }),
    ]
    for (const [at, headers] of attempts.entries()) {
      const answer = server.request(path, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0', ...headers } })
      expect(await wordOf(answer), `attempt ${at}`).toEqual([401, 'blob-unsigned'])
    }
    expect((await server.request(path, { method: 'HEAD', headers: right })).status).toBe(200)
  })

  test('a device that has not synced for a day syncs first; a beacon of nobody is none', async () => {
    const blob = await photo()
    server.setClock('2026-11-22T09:00:01Z')
    expect(await wordOf(sender.create(blob))).toEqual([401, 'blob-beacon'])
    const again = createBlobDevice(server, {
      ...sender.device,
      enrolled: { ...sender.device.enrolled, beacon: await makeBeacon(server.deps.keys.secret, server.now()) },
    })
    expect((await again.create(blob)).status).toBe(201)
    for (const beacon of ['', 'x', '2026-11-22T09:00:00Z.'.padEnd(64, 'A')]) {
      const liar = createBlobDevice(server, {
        ...sender.device,
        enrolled: { ...sender.device.enrolled, beacon },
      })
      expect(await wordOf(liar.create(blob))).toEqual([401, 'blob-beacon'])
    }
  })

  test('rule 7: a device whose trust ended brings what it took before', async () => {
    const supervisor = await createTestDevice(server, 'nadia')
    const blob = await photo()
    await sender.create(blob)
    await supervisor.act(newId(), 'device-revoked', { device: sender.device.id, reason: 'stolen', to: [] })
    await supervisor.sync()
    expect((await sender.patch(blob, 0)).headers.get('Morchid-Blob')).toBe('received')
  })
})

describe('what is refused', () => {
  test('bytes that are not the promised ones are gone, and may come again', async () => {
    const blob = await photo()
    const file = Uint8Array.from(blob.file)
    file[700] = (file[700] ?? 0) ^ 1
    expect(await wordOf(sender.send({ ...blob, file }))).toEqual([422, 'blob-spoiled'])
    expect(await wordOf(sender.head(blob))).toEqual([404, 'blob-gone'])
    expect((await sender.send(blob)).headers.get('Morchid-Blob')).toBe('received')
  })

  test('what is no whole, single, decent picture: told once at the end, and at once from then on', async () => {
    const page = jpegOf(randomBytes(500))
    const bad: Readonly<Record<string, Uint8Array>> = {
      'a drawing with a script': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'a page': Buffer.from('<!doctype html><script>alert(1)</script>'),
      'a PDF': Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF'),
      'two things at once': Buffer.concat([page, Buffer.from('<script>alert(1)</script>')]),
      'cut short': page.subarray(0, -40),
      '100 megapixels': jpegOf(randomBytes(500), 10_000, 10_000),
      nothing: new Uint8Array(),
    }
    for (const [name, bytes] of Object.entries(bad)) {
      const blob = await sender.seal(dossier, bytes)
      expect(await wordOf(sender.send(blob)), name).toEqual([422, 'blob-refused'])
      expect(await wordOf(sender.create(blob)), name).toEqual([422, 'blob-refused'])
      expect(await wordOf(sender.head(blob)), name).toEqual([422, 'blob-refused'])
      expect(await sender.standing(blob), name).toEqual(['refused'])
      expect(await kept(blob), name).toBeNull()
    }
  })

  test('too large, malformed, by another method', async () => {
    const large = { ...(await photo()), file: new Uint8Array(mostBlobBytes + sealOverhead + 1) }
    expect(await wordOf(sender.create(large))).toEqual([413, 'too-large'])
    expect(await wordOf(sender.create({ ...large, hash: '../../etc/passwd' }))).toEqual([400, 'blob-malformed'])
    const blob = await photo()
    await sender.create(blob)
    const path = `/api/blobs/${uploadId(sender.device.id, dossier, blob.hash)}`
    const headers = await sender.headersFor({ method: 'HEAD', dossier, hash: blob.hash, size: blob.file.length })
    expect((await server.request(path, { method: 'GET', headers })).status).toBe(405)
    // Some servers let POST pass for PATCH.
    expect(
      (await server.request(path, { method: 'POST', headers: { ...headers, 'X-HTTP-Method-Override': 'PATCH' } }))
        .status,
    ).toBe(405)
  })

  test('more bytes than were announced', async () => {
    const blob = await photo()
    await sender.create(blob)
    const longer = { ...blob, file: Buffer.concat([blob.file, randomBytes(10)]) }
    const headers = {
      ...(await sender.headersFor({ method: 'PATCH', dossier, hash: blob.hash, size: blob.file.length })),
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': String(longer.file.length),
    }
    const path = `/api/blobs/${uploadId(sender.device.id, dossier, blob.hash)}`
    const answer = server.request(path, { method: 'PATCH', headers, body: new Uint8Array(longer.file) })
    expect(await wordOf(answer)).toEqual([413, 'too-large'])
  })

  test('the 21st unfinished upload of a device, or more than 24 MB of them; another device is not held up', async () => {
    for (let n = 0; n < 20; n++) expect((await sender.create(await photo())).status).toBe(201)
    const crowded = await sender.create(await photo())
    expect([crowded.status, crowded.headers.get('Retry-After')]).toEqual([429, '60'])
    const other = createBlobDevice(server, await createTestDevice(server, 'omar'))
    const big = async (): Promise<TestBlob> => {
      const bytes = randomBytes(8)
      const place = { dossier, hash: hashOf(bytes) }
      return { ...place, bytes, file: new Uint8Array(mostBlobBytes) }
    }
    for (let n = 0; n < 12; n++) expect((await other.create(await big())).status).toBe(201)
    expect((await other.create(await big())).status).toBe(429)
  })

  test('more than 4 GB of one device in a week; the week after it goes on', async () => {
    const row = {
      type: '',
      device: sender.device.id,
      received_at: server.now().toISOString(),
      refused: null,
      look_on: null,
    }
    for (let n = 0; n < 3; n++)
      await addBlob(server.deps.db, { ...row, dossier: newId(), hash: 'A'.repeat(43), size: 1.5 * 1024 ** 3 })
    const blob = await photo()
    expect(await wordOf(sender.create(blob))).toEqual([429, 'blob-too-many'])
    await server.deps.db.updateTable('blobs').set({ received_at: '2026-11-14T08:59:59.000Z' }).execute()
    expect((await sender.create(blob)).status).toBe(201)
  })

  test('anything on a full disk', async () => {
    const full = await createTestServer({
      storage: { look: async () => 'full', room: () => ({ free: 50, total: 100 }), ranOut: async () => undefined },
    })
    const device = createBlobDevice(full, await createTestDevice(full, 'fatima'))
    expect(await wordOf(device.create(await device.seal(dossier, jpegOf(randomBytes(50)))))).toEqual([
      507,
      'storage-full',
    ])
    await full.close()
  })

  test('a question after nothing, after too many, or in no words we know', async () => {
    const ask = async (text: string): Promise<unknown> => {
      const body = Buffer.from(text)
      const said = { method: 'STANDING', dossier: '', hash: hashOf(body), size: body.length } as const
      const headers = { ...(await sender.headersFor(said)), 'Content-Length': String(body.length) }
      return wordOf(Promise.resolve(server.request('/api/blobs/standing', { method: 'POST', headers, body })))
    }
    const one = [dossier, 'A'.repeat(43)]
    for (const text of [
      '',
      '{}',
      '{"blobs":[]}',
      '{"blobs":[["a","b"]]}',
      JSON.stringify({ blobs: Array.from({ length: 501 }, () => one) }),
    ])
      expect(await ask(text), text.slice(0, 30)).toEqual([400, 'blob-malformed'])
    expect(await ask(' '.repeat(65_537))).toEqual([413, 'too-large'])
    expect(await ask(JSON.stringify({ blobs: Array.from({ length: 500 }, () => one) }))).toEqual([200, null])
  })
})

test('the log says neither what came nor for whom', async () => {
  const blob = await photo()
  await sender.send(blob)
  const log = server.logLines.join('')
  expect(log).not.toContain(blob.hash)
  expect(log).not.toContain(dossier)
})
