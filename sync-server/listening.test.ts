// Giving up the port, against real connections.
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { StartProblem } from './data-folder.ts'
import { nearUrl, stopListening, takePort } from './listening.ts'

const listen = async (handler: RequestListener): Promise<{ server: Server; url: string }> => {
  const server = createServer(handler)
  server.keepAliveTimeout = 75_000
  const port = await takePort(server, { port: 0, host: '127.0.0.1' })
  return { server, url: nearUrl('0.0.0.0', port) }
}
const ask = (url: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer))
    }).on('error', reject)
  })

test('who is being served is served to the end, who comes now finds a closed door', async () => {
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { server, url } = await listen((_, answer) => {
    begun.resolve()
    void gate.promise.then(() => answer.end('fine'))
  })
  const agent = new Agent({ keepAlive: true })
  const slow = ask(url, agent)
  await begun.promise
  const stopped = stopListening(server)
  await expect(ask(url, new Agent())).rejects.toThrow('ECONNREFUSED')
  gate.resolve()
  expect((await slow).statusCode).toBe(200)
  await stopped
  agent.destroy()
})

test('a connection that is kept does not hold up the end', async () => {
  const { server, url } = await listen((_, answer) => answer.end('fine'))
  const agent = new Agent({ keepAlive: true })
  expect((await ask(url, agent)).headers.connection).toBe('keep-alive')
  await stopListening(server)
  agent.destroy()
})

test('a request that does not end is cut', async () => {
  const begun = Promise.withResolvers<void>()
  const { server, url } = await listen(() => begun.resolve())
  const stuck = ask(url, new Agent())
  await begun.promise
  await Promise.all([expect(stuck).rejects.toThrow('socket hang up'), stopListening(server, 1)])
})

test('a port that is taken is said in one sentence', async () => {
  const { server } = await listen(() => undefined)
  const { port } = server.address() as AddressInfo
  await expect(takePort(createServer(), { port, host: '127.0.0.1' })).rejects.toThrow(StartProblem)
  server.close()
  await once(server, 'close')
})
