// What offices are told of the units they hear from, through the real routes.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UnitHeard } from '../shared/access/directory.ts'
import { versionedDirectory } from './store/directory.ts'
import { createTestDevice, type TestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let mediator: TestDevice
beforeEach(async () => {
  server = await createTestServer()
  server.setClock('2026-11-21T09:00:00Z')
  mediator = await createTestDevice(server, 'fatima')
})
afterEach(() => server.close())

const told = async (agent = 'omar') => {
  const { now, calendar } = server.deps
  const { version, directory } = await versionedDirectory(server.deps.db, agent, '', { now, calendar })
  return { version, heard: directory.heard, calendar: directory.calendar }
}
const asni = ({ heard }: { heard: readonly UnitHeard[] | undefined }) => heard?.find(({ unit }) => unit === 'epn-asni')

test('only those who decide and those who supervise are told', async () => {
  for (const agent of ['omar', 'nadia']) expect((await told(agent)).heard).toHaveLength(4)
  for (const agent of ['fatima', 'nobody']) expect((await told(agent)).heard).toBeUndefined()
})

test('when a unit was last heard, to a quarter of a day, and how much it kept', async () => {
  const silent = (await told()).heard?.find(({ unit }) => unit === 'epn-imlil')
  expect(silent).toEqual({ unit: 'epn-imlil', lastSeen: null, unsent: 0 })
  mediator.about = { version: 'test', uncut: 3 }
  await mediator.push()
  expect(asni(await told())).toEqual({ unit: 'epn-asni', lastSeen: '2026-11-21T06:00:00.000Z', unsent: 3 })
})

test('contacts of one quarter of a day leave the directory’s version as it is: it is not sent again', async () => {
  await mediator.sync()
  const { version } = await told()
  for (const at of ['09:30', '11:59']) {
    server.setClock(`2026-11-21T${at}:00Z`)
    await fileDossier(mediator, Number(at.slice(3)))
    await mediator.sync()
    expect((await told()).version).toBe(version)
  }
  server.setClock('2026-11-21T12:00:00Z')
  await mediator.sync()
  expect((await told()).version).not.toBe(version)
})

test('that something waits there at all is news; how much is not', async () => {
  await mediator.push()
  const { version } = await told()
  mediator.about = { version: 'test', uncut: 3 }
  await mediator.push()
  const waiting = await told()
  expect(waiting.version).not.toBe(version)
  mediator.about = { version: 'test', uncut: 4 }
  await mediator.push()
  expect((await told()).version).toBe(waiting.version)
})

test('a device that is not trusted any more says nothing for its unit', async () => {
  await mediator.sync()
  await server.deps.db.updateTable('devices').set({ revoked_at: '2026-11-21T09:00:00Z' }).execute()
  expect(asni(await told())?.lastSeen).toBeNull()
})

test('everybody is told the days off, and another calendar is another version', async () => {
  const { calendar, version } = await told('fatima')
  expect(calendar).toEqual({ weekend: [6, 0], holidays: ['2026-11-18'] })
  const other = await versionedDirectory(server.deps.db, 'fatima', '', {
    calendar: () => ({ weekend: [6, 0], holidays: ['2026-11-18', '2026-12-24'] }),
  })
  expect(other.version).not.toBe(version)
  await mediator.sync()
  expect(mediator.told?.calendar).toEqual(calendar)
})
