// The command itself, on a folder in which a dossier was erased.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFolder } from '../sync-server/data-folder.ts'
import { demoCommune } from '../sync-server/demo.ts'
import { disposeDue } from '../sync-server/erasure/dispose.ts'
import { finishErasures } from '../sync-server/erasure/finish.ts'
import { syncPorts } from '../sync-server/routes/sync-ports.ts'
import { addEnrolmentCode } from '../sync-server/store/enrolment.ts'
import { setUpCommune } from '../sync-server/store/people.ts'
import { createTestDevice } from '../sync-server/testing/test-device.ts'
import { fileDossier } from '../sync-server/testing/test-dossier.ts'
import { createTestServer } from '../sync-server/testing/test-server.ts'

const home = join(import.meta.dirname, '..')
let data = ''
let dossier = ''

/** `finished`: packets and photographs too. */
const erase = async (finished: boolean): Promise<void> => {
  const folder = await openDataFolder({ dataDir: data })
  const server = await createTestServer({ db: folder.db, keys: folder.keys, checkpoint: folder.checkpoint })
  try {
    server.setClock('2028-11-23T09:00:00Z')
    const ports = syncPorts(server.deps)
    await disposeDue({ ...server.deps, ports, packOf: (ref) => server.deps.packs.packOf(ref) })
    if (finished) await finishErasures({ ...server.deps, codec: ports.codec })
  } finally {
    await server.close()
    await folder.close()
  }
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'morchid-erased-'))
  const folder = await openDataFolder({ dataDir: data })
  await setUpCommune(folder.db, demoCommune)
  const server = await createTestServer({ db: folder.db, keys: folder.keys, checkpoint: folder.checkpoint })
  await addEnrolmentCode(folder.db, 'fatima', 'a code', server.now())
  const mediator = await createTestDevice(server, 'fatima', { code: 'a code' })
  dossier = (await fileDossier(mediator, 4067, 'ma.residence-certificate-local')).dossier
  await mediator.act(dossier, 'withdrawn', { reason: 'x' })
  await mediator.sync()
  await server.close()
  await folder.close()
}, 60_000)
afterAll(() => rm(data, { recursive: true, force: true }))

const report = (...args: readonly string[]): Promise<{ code: number; out: string }> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      [join('scripts', 'erasure-report.ts'), '--data', data, ...args],
      { cwd: home },
      (error, out, said) => done({ code: typeof error?.code === 'number' ? error.code : 0, out: out + said }),
    )
  })

test('says what is not finished yet, and ends with 1; then which rule, what is gone, and when the last copy goes', async () => {
  expect((await report()).out).toContain('Aucun dossier effacé')
  await erase(false)
  const open = await report('--dossier', dossier)
  expect(open.out).toContain('1 à finir')
  expect(open.code).toBe(1)
  await erase(true)
  const { out, code } = await report('--since', '2028-11-23')
  expect(code).toBe(0)
  expect(out).toContain(`${dossier} : détruit le 2028-11-23`)
  expect(out).toContain('règle : durée de conservation écoulée, P2Y (local-authority.certificates')
  expect(out).toContain('il n’en reste rien')
  expect(out).toContain('la dernière disparaît au plus tard le 2028-12-23')
  expect((await report('--since', 'hier')).code).not.toBe(0)
}, 60_000)
