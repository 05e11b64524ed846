// F8: the disk of the server fills up, on a real file system of 64 MB that holds its data and its log. It must refuse
// what it cannot keep, whole; go on reading; and recover by itself.
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier, type FiledDossier } from '../testing/test-dossier.ts'
import type { Reachable } from '../testing/test-server.ts'
import { launchServer, roadTo, type ServerProcess } from './server-process.ts'
import { openSmallDisk } from './small-disk.ts'
import { readStored, type Stored } from './stored.ts'
import { settle } from './writer.ts'

const MB = 1024 * 1024
const disk = await openSmallDisk(64)
afterAll(() => disk?.close())
if (!disk)
  console.warn('No small file system can be had here (unshare, sudo): page-limit.fault.ts alone speaks for it.')

describe.runIf(disk !== null)('a full disk', () => {
  if (!disk) return
  const dataDir = join(disk.here, 'data')
  const logFile = join(disk.here, 'server.log')
  const reserve = join(dataDir, 'reserve.bin')
  let server: ServerProcess
  let road: Reachable
  let mediator: TestDevice
  let colleague: TestDevice
  let filed: FiledDossier
  let kept: Stored

  const start = async (): Promise<void> => {
    const logTo = openSync(logFile, 'a')
    server = launchServer({
      dataDir: join(disk.inside, 'data'),
      through: disk.through,
      env: { LOG_LEVEL: 'info' },
      logTo,
    })
    // The process has its own; this one would hold the file system.
    closeSync(logTo)
    const url = await server.ready
    road = roadTo(() => url, dataDir)
  }
  const get = (path: string): Promise<Response> => road.request(path, {})
  const storage = async (): Promise<unknown> => {
    const health = (await (await get('/healthz')).json()) as { status: string; storage: string }
    return [health.status, health.storage]
  }
  const alarms = (level: number): number =>
    readFileSync(logFile, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"level":${level}`) && line.includes('disk')).length
  /** Devices keep their server: after a restart it has another address. */
  const follow: Reachable = {
    request: (path, init) => road.request(path, init),
    now: () => new Date(),
    codeFor: (agent) => road.codeFor(agent),
  }

  beforeAll(async () => {
    await start()
    mediator = await createTestDevice(follow, 'fatima')
    colleague = await createTestDevice(follow, 'fatima')
    filed = await fileDossier(mediator, 1)
    await settle(mediator.sync)
    await settle(colleague.sync)
  })
  afterAll(() => server.kill())

  test('an alarm in the log and in /healthz from 85 % on, while everything still works', async () => {
    expect(await storage()).toEqual(['ok', 'ok'])
    expect(statSync(reserve).size).toBe(8 * MB)
    disk.fillTo(7 * MB)
    expect(await storage()).toEqual(['ok', 'low'])
    expect(await storage()).toEqual(['ok', 'low'])
    expect(alarms(40)).toBe(1)
    await fileDossier(mediator, 2)
    await settle(mediator.sync)
  })

  test('packets are refused with 507 before anything of them is written, and the device keeps them', async () => {
    disk.fillTo(0)
    kept = await readStored(dataDir)
    await fileDossier(mediator, 3)
    const refused = await mediator.sync()
    expect(refused).toMatchObject({ type: 'no-answer', failure: { type: 'refused', status: 507 } })
    const again = await road.request('/api/sync', {
      method: 'POST',
      headers: { 'Content-Type': mediaType },
      body: new Uint8Array(mediator.last.request),
    })
    // It may read in between; what it wrote is never acknowledged.
    for (let turn = 0; turn < 5; turn++) await mediator.sync()
    expect(again.status).toBe(507)
    expect(again.headers.get('Content-Type')).toBe('application/problem+json')
    expect(again.headers.get('Retry-After')).toBe('300')
    expect(await mediator.disk.outbox()).toHaveLength(1)
    const after = await readStored(dataDir)
    expect([after.integrity, after.packets, after.entries]).toEqual(['ok', kept.packets, kept.entries])
  })

  test('the reserve is given up, so that the log is written back and small writes work; the alarm is said once', async () => {
    expect(existsSync(reserve)).toBe(false)
    expect(statSync(join(dataDir, 'morchid.sqlite-wal')).size).toBe(0)
    expect(await storage()).toEqual(['ok', 'full'])
    expect(alarms(50)).toBe(1)
    // An enrolment is a small write.
    const newcomer = await createTestDevice(follow, 'omar')
    expect(newcomer.enrolled.agent.id).toBe('omar')
  })

  test('with not one byte left, known sessions and the citizen read on; what must write is refused whole', async () => {
    const newSession = await createTestDevice(follow, 'khadija')
    disk.fillTo(0)
    await settle(colleague.sync)
    expect(colleague.actsOf(filed.dossier)).toHaveLength(mediator.actsOf(filed.dossier).length)
    expect((await get(`/s/${filed.token}`)).status).toBe(200)
    // Each of them is a line of the log, for which there is no room either.
    for (let asked = 0; asked < 60; asked++) expect((await get('/api/packs')).status).toBe(200)
    // Its first sync would write the session down.
    const refused = await newSession.sync()
    expect(refused).toMatchObject({ type: 'no-answer', failure: { type: 'refused', status: 507 } })
    expect((await readStored(dataDir)).integrity).toBe('ok')
  })

  test('it is killed and started again on the full disk, and still reads', async () => {
    await server.kill()
    disk.fillTo(0)
    await start()
    expect(await storage()).toEqual(['ok', 'full'])
    await settle(colleague.sync)
    expect((await get(`/s/${filed.token}`)).status).toBe(200)
  })

  test('when room returns everything is received, nothing twice, and the reserve is made again', async () => {
    disk.empty()
    await settle(mediator.sync)
    expect(await storage()).toEqual(['ok', 'ok'])
    expect(statSync(reserve).size).toBe(8 * MB)
    const reader = await createTestDevice(follow, 'fatima')
    await settle(reader.sync)
    const own = new Set(mediator.disk.rows.map(({ entry }) => entry))
    expect([...own].filter((id) => id === null || !reader.disk.pulled.has(id))).toEqual([])
    await server.stop()
    const stored = await readStored(dataDir)
    expect([stored.integrity, stored.packets.size]).toEqual(['ok', 3])
  })
})
