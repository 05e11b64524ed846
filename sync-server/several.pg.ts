// Two servers of one commune over one PostgreSQL and one data folder: what one is told the other knows.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Client } from 'pg'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { loadKeys } from './accept/keys.ts'
import { makeTicket } from './accept/statement.ts'
import { parseConfig } from './config.ts'
import { settle } from './faults/writer.ts'
import { startServer, type RunningServer } from './main.ts'
import { createBlobDevice, jpegOf, type TestBlob } from './testing/test-blobs.ts'
import { createTestDevice, newId } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import type { Reachable } from './testing/test-server.ts'

let folder: string
let servers: readonly [RunningServer, RunningServer]
let schema = 0
/** At the same moment, on a database that has nothing yet. */
const start = async (): Promise<readonly [RunningServer, RunningServer]> => {
  const config = parseConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    PWA_DIR: join(folder, 'pwa'),
    DATABASE_URL: process.env['TEST_DATABASE_URL'],
    DATABASE_SCHEMA: `several_${process.pid}_${schema}`,
    LOG_LEVEL: 'silent',
  })
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  return Promise.all([startServer(config.value), startServer(config.value)])
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-several-'))
  schema++
  servers = await start()
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(servers.map((server) => server.close()))
  rmSync(folder, { recursive: true, force: true })
})

const reach = ({ url, links }: RunningServer): Reachable => ({
  request: (path, init) => fetch(`${url}${path}`, init),
  now: () => new Date(),
  codeFor: async (agent) => links.find((link) => link.agent === agent)?.url.split(/[=&]/)[1] ?? '',
})
/** Each request to the other one. */
const inTurns = (): Reachable => {
  let at = 0
  return { ...reach(servers[0]), request: (path, init) => fetch(`${servers[at++ % 2]?.url}${path}`, init) }
}
const fileOf = ({ hash }: TestBlob): string => join(folder, 'data', 'blobs', hash.slice(0, 2), hash)
const post = ({ url }: RunningServer, path: string, body: unknown): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

test('two that start together serve the same commune in the same life', async () => {
  const [one, two] = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/healthz`)).json()))
  expect(one).toEqual(two)
  expect(servers[0].links.map(({ agent }) => agent)).toEqual(servers[1].links.map(({ agent }) => agent))
})

test('the boards of both hear what came to one', async () => {
  // News alone moves them: nobody looks by himself meanwhile.
  await Promise.all(servers.map((server) => server.close()))
  vi.useFakeTimers({ toFake: ['setInterval'] })
  servers = await start()
  const keys = await loadKeys(join(folder, 'data'), false)
  if (!keys.ok) throw new Error(keys.error.type)
  const ticket = await makeTicket(keys.value.secret, { unit: 'bureau-general', agent: 'omar' }, new Date())
  const boards = servers.map(({ url }) => {
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/board`, 'bureau-general', doc, {
      params: { ticket },
      disableBc: true,
    })
    const head = doc.getMap('head')
    const moved = new Promise((resolve) => head.observe(() => Number(head.get('seq')) > 0 && resolve(head.get('seq'))))
    return { provider, moved, synced: new Promise((resolve) => provider.once('sync', resolve)) }
  })
  await Promise.all(boards.map(({ synced }) => synced))
  const mediator = await createTestDevice(reach(servers[0]), 'fatima')
  await fileDossier(mediator, 0)
  await mediator.sync()
  const [near, far] = await Promise.all(boards.map(({ moved }) => moved))
  expect(far).toBe(near)
  for (const { provider } of boards) provider.destroy()
})

test('a device goes on at the other process where it stopped at one', async () => {
  const turns = inTurns()
  const mediator = await createTestDevice(turns, 'fatima')
  for (let serial = 0; serial < 4; serial++) {
    await fileDossier(mediator, serial)
    expect((await mediator.sync()).type).toBe('synced')
  }
  expect(await mediator.disk.outbox()).toEqual([])
  const reader = await createTestDevice(reach(servers[1]), 'fatima')
  await settle(reader.sync)
  for (const { entry } of mediator.disk.rows) expect(reader.disk.pulled.has(entry ?? '')).toBe(true)
})

test('a code that was used at one is used at the other', async () => {
  const code = await reach(servers[0]).codeFor('fatima')
  await createTestDevice(reach(servers[0]), 'fatima', { code })
  await expect(createTestDevice(reach(servers[1]), 'fatima', { code })).rejects.toThrow('enrolment-code-used')
})

test('a limit counts what came to both', async () => {
  const asked = await Promise.all(
    Array.from({ length: 60 }, (_, at) => post(servers[at % 2 === 0 ? 0 : 1], '/api/enrol', { code: newId() })),
  )
  const passed = asked.filter(({ status }) => status === 400)
  // One comes back every two seconds.
  expect(passed.length).toBeGreaterThanOrEqual(30)
  expect(passed.length).toBeLessThan(60)
})

test('one may go, and the other serves on', async () => {
  await servers[0].close()
  const mediator = await createTestDevice(reach(servers[1]), 'fatima')
  await fileDossier(mediator, 0)
  expect((await mediator.sync()).type).toBe('synced')
})

test('connections to the database that break are made again', async () => {
  const [here, far] = servers
  const mediator = await createTestDevice(reach(here), 'fatima')
  const admin = new Client({ connectionString: process.env['TEST_DATABASE_URL'] })
  await admin.connect()
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1', [
    `morchid several_${process.pid}_${schema}%`,
  ])
  await admin.end()
  await fileDossier(mediator, 0)
  // A request that met a dead connection is answered 500, and the device comes again.
  let outcome = await mediator.sync()
  for (let tries = 0; outcome.type !== 'synced' && tries < 20; tries++) outcome = await mediator.sync()
  expect(outcome.type).toBe('synced')
  const reader = await createTestDevice(reach(far), 'fatima')
  await settle(reader.sync)
  expect(reader.disk.pulled.size).toBeGreaterThanOrEqual(mediator.disk.rows.length)
})

test('a photograph whose parts come to one and the other is here for both', async () => {
  const turns = inTurns()
  const sender = createBlobDevice(turns, await createTestDevice(turns, 'fatima'))
  const blob = await sender.seal(newId(), jpegOf(randomBytes(5000)))
  expect((await sender.create(blob)).status).toBe(201)
  for (let offset = 0; offset < blob.file.length; offset += 1000)
    expect((await sender.patch(blob, offset, Math.min(offset + 1000, blob.file.length))).status).toBe(204)
  for (let asked = 0; asked < 2; asked++) expect(await sender.standing(blob)).toEqual(['received'])
  expect(new Uint8Array(readFileSync(fileOf(blob)))).toEqual(blob.bytes)
})

test('the same picture of two requests, at both at the same moment, is kept once and named twice', async () => {
  const bytes = jpegOf(randomBytes(5000))
  const senders = await Promise.all(
    servers.map(async (server) => createBlobDevice(reach(server), await createTestDevice(reach(server), 'fatima'))),
  )
  const blobs = await Promise.all(senders.map((sender) => sender.seal(newId(), bytes)))
  const answers = await Promise.all(senders.flatMap((sender, at) => (blobs[at] ? [sender.send(blobs[at])] : [])))
  expect(answers.map((answer) => answer.headers.get('Morchid-Blob'))).toEqual(['received', 'received'])
  expect(await senders[0]?.standing(...blobs)).toEqual(['received', 'received'])
  for (const blob of blobs) expect(new Uint8Array(readFileSync(fileOf(blob)))).toEqual(bytes)
})
