// What a balancer is told: work, or not now.
import { expect, test } from 'vitest'
import type { AppDeps } from '../app.ts'
import { createTestServer } from '../testing/test-server.ts'

const ask = async (given: Partial<AppDeps>): Promise<{ status: number; body: unknown }> => {
  const server = await createTestServer(given)
  const answer = await server.request('/readyz', {})
  const body: unknown = await answer.json()
  await server.close()
  return { status: answer.status, body }
}
const good = { running: true, database: true, keys: true, disk: true }
const storage = (state: 'ok' | 'low' | 'full'): AppDeps['storage'] => ({
  look: async () => state,
  room: () => ({ free: 1, total: 100 }),
  ranOut: async () => undefined,
})
const readiness = (stopping: boolean, keys: boolean): AppDeps['readiness'] => ({
  isStopping: () => stopping,
  keysThere: () => keys,
})

test('a server that has everything is ready, also on a disk that fills up', async () => {
  expect(await ask({})).toEqual({ status: 200, body: { status: 'ready', checks: good } })
  expect((await ask({ storage: storage('low') })).status).toBe(200)
})

test.each([
  ['it was told to stop', { readiness: readiness(true, true) }, 'running'],
  ['the file of its keys is gone', { readiness: readiness(false, false) }, 'keys'],
  ['its disk is full', { storage: storage('full') }, 'disk'],
] as const)('not ready when %s', async (_, given, check) => {
  expect(await ask(given)).toEqual({ status: 503, body: { status: 'not-ready', checks: { ...good, [check]: false } } })
})

test('not ready when the database does not answer, and the log says so', async () => {
  const server = await createTestServer()
  await server.deps.db.destroy()
  const answer = await server.request('/readyz', {})
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ checks: { ...good, database: false } })
  expect(server.logLines.join('')).toContain('the database does not answer')
  await server.close()
})
