// One PostgreSQL for all tests of a run that need one (vitest's global set-up). Where there is none, and none can be
// installed, the run stops: tests that are not run must not look like tests that pass.
import process from 'node:process'
import { startPostgres } from './postgres-server.ts'

export default async (): Promise<() => Promise<void>> => {
  const server = await startPostgres({ connections: 400 })
  if (!server) throw new Error('the tests on PostgreSQL were not run')
  process.env['TEST_DATABASE_URL'] = server.url
  return server.stop
}
