// Who may open a photograph, and what a browser is told about it.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeTicket } from '../accept/statement.ts'
import { addBlob } from '../store/blobs.ts'
import { createBlobDevice, jpegOf, type TestBlob } from '../testing/test-blobs.ts'
import { createTestDevice, newId, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let mediator: TestDevice
let blob: TestBlob
beforeEach(async () => {
  server = await createTestServer()
  mediator = await createTestDevice(server, 'fatima')
  const { dossier } = await fileDossier(mediator, 0)
  await mediator.sync()
  const sender = createBlobDevice(server, mediator)
  blob = await sender.seal(dossier, jpegOf(randomBytes(3_000)))
  await sender.send(blob)
})
afterEach(() => server.close())

const ticketOf = (device: TestDevice): string => device.last.headers.get('Morchid-Board') ?? ''
const read = (
  { dossier, hash }: Pick<TestBlob, 'dossier' | 'hash'>,
  ticket: string,
  init: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<Response> =>
  server.request(`/api/blobs/${hash}?dossier=${dossier}`, {
    ...init,
    headers: { 'Morchid-Ticket': ticket, ...init.headers },
  })
const wordOf = ({ status, headers }: Response): unknown => [status, headers.get('Morchid-Problem')]

test('it is the bytes that were taken, kept in no cache, run by no browser', async () => {
  const answer = await read(blob, ticketOf(mediator))
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(blob.bytes)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(blob.bytes.length),
    'content-disposition': `attachment; filename="${blob.hash.slice(0, 8)}.jpg"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    etag: `"${blob.hash}"`,
    'morchid-blob': 'received',
  })
  const head = await read(blob, ticketOf(mediator), { method: 'HEAD' })
  expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([
    200,
    String(blob.bytes.length),
    '',
  ])
})

test('it is read on from any place after a cut', async () => {
  const size = blob.bytes.length
  for (const [range, from, to] of [
    ['bytes=0-', 0, size - 1],
    ['bytes=1000-', 1_000, size - 1],
    ['bytes=1000-1999', 1_000, 1_999],
    [`bytes=${size - 1}-${size + 500}`, size - 1, size - 1],
  ] as const) {
    const answer = await read(blob, ticketOf(mediator), { headers: { Range: range } })
    expect([answer.status, answer.headers.get('Content-Range')]).toEqual([206, `bytes ${from}-${to}/${size}`])
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(blob.bytes.subarray(from, to + 1))
  }
  for (const range of [`bytes=${size}-`, 'bytes=5-4'])
    expect((await read(blob, ticketOf(mediator), { headers: { Range: range } })).status).toBe(416)
  for (const range of ['bytes=-5', 'bytes=0-1,3-4', 'lines=1-'])
    expect((await read(blob, ticketOf(mediator), { headers: { Range: range } })).status).toBe(200)
})

describe('by who asks', () => {
  /** Where the request was filed, who else works in the commune, and what each is told. */
  const table = [
    ['fatima', 200, 'the point where it was opened'],
    ['omar', 200, 'the office where it was filed'],
    ['lahcen', 403, 'another point'],
    ['khadija', 403, 'another office'],
  ] as const
  test.each(table)('%s hears %i: %s', async (agent, status) => {
    const device = await createTestDevice(server, agent)
    await device.sync()
    const answer = await read(blob, ticketOf(device))
    expect(wordOf(answer)).toEqual([status, status === 200 ? null : 'blob-elsewhere'])
  })

  test('nobody without a ticket of ours, a late one, one for somebody else, or one that names no device', async () => {
    const { secret } = server.deps.keys
    const good = ticketOf(mediator)
    const withoutDevice = await makeTicket(secret, { unit: 'epn-asni', agent: 'fatima' }, server.now())
    for (const ticket of ['', 'x', good.replace('fatima', 'nadia'), mediator.enrolled.beacon, withoutDevice])
      expect(wordOf(await read(blob, ticket))).toEqual([401, 'blob-ticket'])
    server.setClock('2026-11-21T09:31:00Z')
    expect(wordOf(await read(blob, good))).toEqual([401, 'blob-ticket'])
  })

  test('a ticket ends with the trust in its device, and in its person', async () => {
    const [supervisor, office] = [await createTestDevice(server, 'nadia'), await createTestDevice(server, 'omar')]
    await office.sync()
    const [stolen, gone] = [ticketOf(mediator), ticketOf(office)]
    await supervisor.act(newId(), 'device-revoked', { device: mediator.id, reason: 'stolen', to: [] })
    await supervisor.act(newId(), 'person-left', { agent: 'omar', reason: 'left', to: [] })
    await supervisor.sync()
    for (const ticket of [stolen, gone]) expect(wordOf(await read(blob, ticket))).toEqual([403, 'blob-elsewhere'])
  })

  test('a photograph of another request does not open through one that may be read', async () => {
    const elsewhere = createBlobDevice(server, await createTestDevice(server, 'lahcen'))
    const other = await fileDossier(elsewhere.device, 1, 'xx.road-report', 13)
    await elsewhere.device.sync()
    const theirs = await elsewhere.seal(other.dossier, jpegOf(randomBytes(100)))
    await elsewhere.send(theirs)
    expect(wordOf(await read({ ...theirs, dossier: blob.dossier }, ticketOf(mediator)))).toEqual([404, 'blob-to-come'])
    expect(wordOf(await read(theirs, ticketOf(mediator)))).toEqual([403, 'blob-elsewhere'])
  })
})

test('what has not come, was refused, or was lost by the disk is told apart', async () => {
  const { dossier } = blob
  const noHash = 'A'.repeat(43)
  expect(wordOf(await read({ dossier, hash: noHash }, ticketOf(mediator)))).toEqual([404, 'blob-to-come'])
  expect(wordOf(await read({ dossier, hash: '..%2F..%2Fkeys.json' }, ticketOf(mediator)))).toEqual([
    404,
    'blob-to-come',
  ])
  const row = { dossier, hash: noHash, size: 1, type: '', device: mediator.id, received_at: '', look_on: null }
  await addBlob(server.deps.db, { ...row, refused: 'broken' })
  expect(wordOf(await read(row, ticketOf(mediator)))).toEqual([410, 'blob-refused-read'])
  await server.deps.blobs.store.remove(blob.hash)
  expect(wordOf(await read(blob, ticketOf(mediator)))).toEqual([404, 'blob-to-come'])
})
