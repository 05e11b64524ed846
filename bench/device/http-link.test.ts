// The wire against servers that do what networks do: refuse, answer in the server's place, hang up, say nothing.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { createHttpLink, type HttpLink } from './http-link.ts'

let server: Server | null = null
let link: HttpLink | null = null
afterEach(async () => {
  link?.close()
  server?.closeAllConnections()
  await new Promise((resolve) => void (server ? server.close(resolve) : resolve(null)))
})

/** A link to a server that answers like this. */
const linkTo = async (answer: RequestListener, silenceMs = 10_000): Promise<HttpLink> => {
  server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  })
  const listening = server
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve))
  link = createHttpLink(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`, silenceMs)
  return link
}
const request = new Uint8Array([1, 2, 3])
const offline = { ok: false, error: { type: 'offline' } }

describe('what an answer means', () => {
  test('our own type is unpacked and handed on', async () => {
    const to = await linkTo((_, response) => {
      response.writeHead(200, { 'content-type': mediaType, 'content-encoding': 'br' })
      response.end(brotliCompressSync(new Uint8Array([7, 8])))
    })
    expect(await to.sync(request)).toEqual({ ok: true, value: new Uint8Array([7, 8]) })
  })

  test.each([429, 503, 507])('%i is a refusal, with the wait that was asked for', async (status) => {
    const to = await linkTo((_, response) => response.writeHead(status, { 'retry-after': '300' }).end('plain'))
    const error = { type: 'refused', status, retryAfter: 300, problem: null }
    expect(await to.sync(request)).toEqual({ ok: false, error })
  })

  test('a problem of ours is a refusal with its words', async () => {
    const to = await linkTo((_, response) =>
      response
        .writeHead(400, { 'content-type': 'application/problem+json' })
        .end('{"type":"urn:morchid:sync-protocol"}'),
    )
    expect(await to.sync(request)).toMatchObject({ error: { type: 'refused', status: 400, retryAfter: null } })
  })

  test.each([
    [200, 'text/html'],
    [302, 'text/html'],
    [502, 'text/html'],
    [200, 'application/json'],
  ])('%i %s is no answer of ours', async (status, type) => {
    const to = await linkTo((_, response) => response.writeHead(status, { 'content-type': type }).end('<html>'))
    expect(await to.sync(request)).toEqual(offline)
  })

  test('what does not unpack, or is cut short, is no answer', async () => {
    const headers = { 'content-type': mediaType, 'content-encoding': 'br' }
    let asked = 0
    const to = await linkTo((_, response) => {
      if (asked++ === 0) return response.writeHead(200, headers).end('no brotli')
      return response.writeHead(200, { ...headers, 'content-length': 99 }).write('a', () => response.destroy())
    })
    expect(await to.sync(request)).toEqual(offline)
    expect(await to.sync(request)).toEqual(offline)
  })
})

describe('connections', () => {
  const answer: RequestListener = (_, response) => response.writeHead(200, { 'content-type': mediaType }).end('ok')

  test('two at the most, and they stay open', async () => {
    const sockets = new Set<Socket>()
    const to = await linkTo((asked, response) => {
      sockets.add(asked.socket)
      answer(asked, response)
    })
    for (let round = 0; round < 2; round++) await Promise.all([1, 2, 3, 4].map(() => to.sync(request)))
    expect(sockets.size).toBe(2)
    expect(to.traffic().requests).toBe(8)
  })

  test('one that the server closed while it lay idle costs no failure', async () => {
    const to = await linkTo(answer)
    expect((await to.sync(request)).ok).toBe(true)
    server?.closeIdleConnections()
    expect((await to.sync(request)).ok).toBe(true)
  })

  test('`sent` is called before the answer, once', async () => {
    const sent = Promise.withResolvers<void>()
    let calls = 0
    const to = await linkTo((asked, response) => void sent.promise.then(() => answer(asked, response)))
    const said = (): void => {
      calls++
      sent.resolve()
    }
    expect((await to.sync(new Uint8Array(100_000), said)).ok).toBe(true)
    expect(calls).toBe(1)
  })

  test('a server that says nothing is given up', async () => {
    const to = await linkTo(() => undefined, 50)
    expect(await to.sync(request)).toEqual(offline)
  })

  test('an answer that comes slowly is waited for as long as its bytes move', async () => {
    const to = await linkTo(async (_, response) => {
      response.writeHead(200, { 'content-type': mediaType })
      for (let byte = 0; byte < 10; byte++) {
        response.write('.')
        await sleep(150)
      }
      response.end()
    }, 1000)
    expect(await to.sync(request)).toMatchObject({ ok: true, value: { length: 10 } })
  })

  test('a request that is stopped ends at once, and so does one while offline', async () => {
    const asked = Promise.withResolvers<void>()
    const to = await linkTo(() => asked.resolve())
    const stop = new AbortController()
    const stopped = to.sync(request, undefined, stop.signal)
    await asked.promise
    stop.abort()
    expect(await stopped).toEqual(offline)
    to.offline()
    expect(await to.sync(request)).toEqual(offline)
    expect(to.traffic().requests).toBe(1)
  })
})
