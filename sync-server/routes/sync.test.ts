// The one road for data at its door: real sockets, so that links can break in the middle, and every byte is counted.
import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { createAdaptorServer } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ServerPorts } from '../../shared/sync/server-ports.ts'
import { parseAnswer, type SyncAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { examineJob } from '../../shared/sync/examine.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, type Reachable, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let http: Server
/** When set, examination waits for it. */
let gate: Promise<void> | null = null
const examine: ServerPorts['examine'] = async (_device, jobs) => {
  await gate
  return jobs.map((job) => [...examineJob(job)])
}
const sockets: Socket[] = []

beforeEach(async () => {
  gate = null
  server = await createTestServer({ examine })
  http = createAdaptorServer({ fetch: server.app.fetch }) as Server
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
  await server.close()
})

/** A device, and what it asked. While `offline`, nothing arrives. */
const linkedDevice = async (): Promise<{ device: TestDevice; asked: Uint8Array[]; offline: boolean }> => {
  const link = { asked: new Array<Uint8Array>(), offline: false }
  const between: Reachable = {
    ...server,
    request: async (path, init) => {
      if (path !== '/api/sync') return server.request(path, init)
      link.asked.push(new Uint8Array(await new Response(init.body ?? null).arrayBuffer()))
      return link.offline ? new Response(null, { status: 503 }) : server.request(path, init)
    },
  }
  return Object.assign(link, { device: await createTestDevice(between, 'fatima') })
}

/** The first two packets of one chain, not sent. */
const twoPackets = async (): Promise<readonly [Uint8Array, Uint8Array]> => {
  const link = await linkedDevice()
  link.offline = true
  for (const serial of [0, 1]) {
    await fileDossier(link.device, serial)
    await link.device.sync()
  }
  const [first, second] = link.device.disk.packets.map(({ bytes }) => bytes)
  if (!first || !second) throw new Error('no two packets')
  return [first, second]
}

const relayed = (...packets: Uint8Array[]): Uint8Array => relayRequest(packets, new Uint8Array(8))

const post = async (request: Uint8Array): Promise<SyncAnswer> => {
  const body = new Uint8Array(request)
  const answer = await server.request('/api/sync', { method: 'POST', headers: { 'Content-Type': mediaType }, body })
  const parsed = parseAnswer(new Uint8Array(await answer.arrayBuffer()))
  if (!parsed.ok) throw new Error(`status ${answer.status}`)
  return parsed.value
}

const headOf = (length: number, more = ''): string =>
  `POST /api/sync HTTP/1.1\r\nHost: a\r\nContent-Type: ${mediaType}\r\nContent-Length: ${length}\r\n${more}\r\n`

const dial = async (): Promise<Socket> => {
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

interface Heard {
  readonly raw: Buffer
  readonly head: string
  readonly body: Buffer
}

/** One answer, as it came over the socket. */
const hear = (socket: Socket): Promise<Heard> =>
  new Promise((resolve) => {
    let raw = Buffer.alloc(0)
    socket.on('data', (bytes: Buffer) => {
      raw = Buffer.concat([raw, bytes])
      const end = raw.indexOf('\r\n\r\n')
      const head = raw.subarray(0, end).toString('latin1')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (end >= 0 && raw.length === end + 4 + length) resolve({ raw, head, body: raw.subarray(end + 4) })
    })
  })

const storedPackets = async (): Promise<readonly number[]> =>
  (await server.deps.db.selectFrom('packets').select('n').orderBy('n').execute()).map(({ n }) => n)

describe('rule 9: a link that breaks', () => {
  test('in the middle of a request leaves the packets that came whole', async () => {
    const [first, second] = await twoPackets()
    const request = relayed(first, second)
    const socket = await dial()
    socket.write(headOf(request.length))
    socket.end(request.subarray(0, request.length - 20))
    await vi.waitUntil(async () => (await storedPackets()).length > 0, { timeout: 20_000 })
    expect(await storedPackets()).toEqual([1])
    expect(await post(request)).toMatchObject({ refused: [], heads: [{ n: 2 }] })
    expect(await storedPackets()).toEqual([1, 2])
  })
})

describe('two requests of one device that follow each other', () => {
  test('are taken in the order in which they came, however long the first one takes', async () => {
    const [first, second] = await twoPackets()
    let open = (): void => undefined
    gate = new Promise((resolve) => (open = resolve))
    const both = [post(relayed(first)), post(relayed(second))]
    // The second one has nothing to wait for but its turn.
    gate = null
    await new Promise((resolve) => setImmediate(resolve))
    open()
    expect((await Promise.all(both)).map(({ refused, heads }) => [refused, heads[0]?.n])).toEqual([
      [[], 1],
      [[], 2],
    ])
  })
})

describe('an answer', () => {
  test('rule 9: nothing new costs at most 300 bytes down, headers and all', async () => {
    const link = await linkedDevice()
    await fileDossier(link.device, 0)
    await link.device.sync()
    await link.device.sync()
    const request = link.asked.at(-1) ?? new Uint8Array()
    const socket = await dial()
    const heard = hear(socket)
    socket.write(headOf(request.length, 'Accept-Encoding: br\r\n'))
    socket.write(request)
    const { raw, head } = await heard
    expect(head).toMatch(/^HTTP\/1\.1 200 /)
    expect(head).toMatch(/^x-content-type-options: nosniff$/im)
    expect(raw.length).toBeLessThanOrEqual(300)
    // The connection is still there for the next one.
    const again = hear(socket)
    socket.write(headOf(request.length))
    socket.write(request)
    expect((await again).head).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('comes in the shape the caller can read', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    for (const serial of [0, 1, 2, 3, 4]) await fileDossier(mediator, serial)
    await mediator.sync()
    const link = await linkedDevice()
    await link.device.sync()
    const request = link.asked[0] ?? new Uint8Array()
    const ask = async (encoding: string): Promise<{ shape: string | undefined; body: Buffer }> => {
      const socket = await dial()
      const heard = hear(socket)
      socket.write(headOf(request.length, `Accept-Encoding: ${encoding}\r\n`))
      socket.write(request)
      const { head, body } = await heard
      return { shape: /content-encoding: (\w+)/i.exec(head)?.[1], body }
    }
    const [br, gzip, plain] = [await ask('gzip, br'), await ask('gzip'), await ask('identity')]
    expect([br.shape, gzip.shape, plain.shape]).toEqual(['br', 'gzip', undefined])
    expect(br.body.length).toBeLessThan(plain.body.length)
    for (const body of [brotliDecompressSync(br.body), gunzipSync(gzip.body), plain.body]) {
      const answer = parseAnswer(new Uint8Array(body))
      expect(answer.ok && answer.value.entries.length).toBe(25)
    }
  })
})
