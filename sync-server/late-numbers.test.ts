// Papers of a restored server that wait for their numbers, on the real store (SPEC rule 13).
import { afterEach, beforeEach, expect, test } from 'vitest'
import { payloadOf } from '../shared/dossier/payload.ts'
import { numberLatePapers } from './late-numbers.ts'
import { syncPorts } from './routes/sync-ports.ts'
import { actsOf } from './store/log.ts'
import { writeFact } from './store/meta.ts'
import { createTestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let dossier: string
/** The devices enrolled before the restore, and quote what the server said then. */
beforeEach(async () => {
  server = await createTestServer()
  const [mediator, clerk] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'omar')]
  const backup = { number: 1, at: '2026-11-20T20:00:00Z' }
  await writeFact(server.deps.db, 'restore', { counter: 1, at: '2026-11-21T09:30:00.000Z', backup })
  server.setClock('2026-11-21T10:00:00Z')
  dossier = (await fileDossier(mediator, 7, 'ma.residence-certificate-local')).dossier
  await mediator.sync()
  await clerk.sync()
  await clerk.act(dossier, 'decided', { outcome: 'accepted' })
  await clerk.act(dossier, 'issued', { document: 'certificate' })
  await clerk.sync()
})
afterEach(() => server.close())

const round = (): Promise<void> => numberLatePapers(server.deps.db, syncPorts(server.deps))
const numbers = async (): Promise<readonly unknown[]> =>
  (await actsOf(server.deps.db, dossier)).flatMap((act) => payloadOf(act, 'numbered') ?? [])

test('rule 13: for three days they wait, then each gets a number, once, and its unit hears of it', async () => {
  await round()
  server.setClock('2026-11-24T09:29:00Z')
  await round()
  expect(await numbers()).toEqual([])
  server.setClock('2026-11-24T09:30:00Z')
  await round()
  await round()
  expect(await numbers()).toMatchObject([{ office: 'bureau-general', year: 2026, series: 'A', n: 1 }])
  expect(server.moved.at(-1)?.units).toContain('bureau-general')
})
