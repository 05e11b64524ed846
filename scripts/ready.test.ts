// What the unit waits for: a server that can work, and never longer than there is something to wait for.
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'

const home = join(import.meta.dirname, '..')
const ready = (env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> =>
  new Promise((done) => {
    const options = { cwd: home, env: { PATH: process.env['PATH'], ...env } }
    execFile(process.execPath, ['scripts/ready.ts'], options, (error, _, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said }),
    )
  })
const answering = async (status: (looks: number) => number) => {
  let looks = 0
  const http = createServer((_, answer) => answer.writeHead(status(++looks)).end()).listen(0, '127.0.0.1')
  await once(http, 'listening')
  return { port: String((http.address() as AddressInfo).port), looks: () => looks, close: () => http.close() }
}

test('it comes back when the server says that it can work, and not before', async () => {
  const server = await answering((looks) => (looks < 3 ? 503 : 200))
  expect(await ready({ PORT: server.port })).toEqual({ code: 0, said: '' })
  expect(server.looks()).toBe(3)
  server.close()
})

test('a server that answers and cannot work does not fail its start, and is said', async () => {
  const server = await answering(() => 503)
  const { code, said } = await ready({ PORT: server.port })
  expect(code).toBe(0)
  expect(said).toContain('morchid doctor')
  server.close()
})

test('of a server that has ended nothing is awaited', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  expect(await ready({ PORT: '9', MAINPID: String(pid) })).toEqual({ code: 0, said: '' })
})

test('a port that is any has nobody to ask', async () => {
  expect(await ready({ PORT: '0' })).toEqual({ code: 0, said: '' })
})
