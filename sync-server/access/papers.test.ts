// Who opens the photographs of a request, against a table by hand: everybody of the commune, at each stage of a request
// that moves from an office to another. Beside routes.test.ts, which lists the doors.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeTicket } from '../accept/statement.ts'
import { demoCommune } from '../demo.ts'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer } from '../testing/test-server.ts'

/** By unit. Role does not matter: who reads a request sees what it is about. */
const table: Readonly<Record<string, Readonly<Record<'written' | 'filed' | 'moved', boolean>>>> = {
  'epn-asni': { written: true, filed: true, moved: true },
  'epn-imlil': { written: false, filed: false, moved: false },
  'bureau-general': { written: false, filed: true, moved: true },
  'etat-civil': { written: false, filed: false, moved: true },
}

test('0 unexpected photograph, 0 unexpected refusal, for every person at every stage', async () => {
  const server = await createTestServer()
  const [point, office] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'omar')]
  const sender = createBlobDevice(server, point)
  const read = async (dossier: string, hash: string): Promise<Readonly<Record<string, readonly string[]>>> => {
    const readers = await Promise.all(
      demoCommune.agents.map(async ({ id: agent, unit }) => {
        const ticket = await makeTicket(server.deps.keys.secret, { agent, unit, device: point.id }, server.now())
        const path = `/api/blobs/${hash}?dossier=${dossier}`
        const { status } = await server.request(path, { headers: { 'Morchid-Ticket': ticket } })
        expect([200, 403]).toContain(status)
        return status === 200 ? [unit] : []
      }),
    )
    return Object.fromEntries(Map.groupBy(readers.flat(), (unit) => unit))
  }
  const expected = (stage: 'written' | 'filed' | 'moved') =>
    Object.fromEntries(
      Object.entries(table)
        .filter(([, may]) => may[stage])
        .map(([unit]) => [unit, demoCommune.agents.filter((one) => one.unit === unit).map(() => unit)]),
    )

  const { dossier } = await fileDossier(point, 0)
  const blob = await sender.seal(dossier, jpegOf(randomBytes(100)))
  await sender.send(blob)
  // Not a word of the request has come: nobody reads what belongs to it.
  expect(await read(dossier, blob.hash)).toEqual({})

  const pack = server.deps.packs.packs.find(({ id }) => id === 'xx.road-report')
  const written = 'w'.repeat(22)
  await point.act(written, 'opened', { procedure: `${pack?.id}@${pack?.version}`, lang: 'fr' })
  const early = await sender.seal(written, jpegOf(randomBytes(100)))
  await sender.send(early)
  await point.sync()
  expect(await read(written, early.hash)).toEqual(expected('written'))
  expect(await read(dossier, blob.hash)).toEqual(expected('filed'))

  await office.sync()
  await office.act(dossier, 'transferred', { to: 'etat-civil', reason: 'Pour l’état civil.' })
  await office.sync()
  expect(await read(dossier, blob.hash)).toEqual(expected('moved'))
  await server.close()
})
