// What communes of one process promise each other, on either engine: none knows of another, and none waits for another's fault.
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { keysPath, loadKeys } from '../accept/keys.ts'
import { makeTicket } from '../accept/statement.ts'
import { runningFile } from '../running-file.ts'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import type { NamedCommune, TestCommunes } from '../testing/test-communes.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'

interface Told {
  readonly type: string
  readonly detail: { readonly fr: string; readonly ar: string }
}

/** Their communes are `asni`, `imlil` and `ouirgane`. */
export const communesContract = (name: string, create: () => Promise<TestCommunes>): void => {
  let world: TestCommunes
  let asni: NamedCommune
  let imlil: NamedCommune
  /** Nobody is enrolled there: its limits may be used up. */
  let ouirgane: NamedCommune
  const health = async (host: string): Promise<unknown> => (await world.ask(host, '/healthz')).json()
  const boardAt = (commune: NamedCommune, ticket: string): Promise<number> =>
    new Promise((resolve) => {
      const url = `${world.running().url.replace('http', 'ws')}/board/epn-asni?ticket=${encodeURIComponent(ticket)}`
      const socket = new WebSocket(url, { headers: { Host: commune.host } })
      socket.on('message', () => {
        resolve(101)
        socket.terminate()
      })
      socket.on('close', (code) => resolve(code))
      socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
      socket.on('error', () => undefined)
    })

  describe(name, () => {
    beforeAll(async () => {
      world = await create()
      await world.start()
      const [first, second, third] = world.communes
      if (!first || !second || !third) throw new Error('three communes')
      ;[asni, imlil, ouirgane] = [first, second, third]
    })
    afterAll(() => world.close())

    test('a device of one is a stranger at the other, whatever it shows', async () => {
      const device = await createTestDevice(asni, 'fatima')
      await fileDossier(device, 0)
      expect((await device.sync()).type).toBe('synced')
      const sent = { method: 'POST', headers: { 'Content-Type': mediaType }, body: new Uint8Array(device.last.request) }
      expect((await asni.request('/api/sync', sent)).status).toBe(200)
      const told = new Uint8Array(await (await imlil.request('/api/sync', sent)).arrayBuffer())
      const stranger = await createTestDevice(imlil, 'fatima')
      await stranger.sync()
      // Nothing that the other's device brought is in the journal of the same unit.
      expect([...stranger.disk.pulled.keys()]).toEqual([])
      for (const { entry = '' } of device.disk.rows) expect(Buffer.from(told).includes(entry ?? '')).toBe(false)
      // Nor does its link open the other's door.
      const code = await asni.codeFor('lahcen')
      await expect(createTestDevice(imlil, 'lahcen', { code })).rejects.toThrow('enrolment-code-unknown')
      await createTestDevice(asni, 'lahcen', { code })
    })

    test('each has its own life and keys, and its own address in what it says', async () => {
      const [one, two] = [await createTestDevice(asni, 'fatima'), await createTestDevice(imlil, 'fatima')]
      expect(one.enrolled.sealKey).not.toBe(two.enrolled.sealKey)
      expect(one.enrolled.epoch.random).not.toBe(two.enrolled.epoch.random)
      for (const { request, host } of [asni, imlil]) {
        const page = await request('/s', {})
        expect(page.headers.get('Content-Security-Policy')).toContain(`wss://${host}`)
      }
    })

    test('a photograph of one is not found at the other, by nobody', async () => {
      const [here, there] = [await createTestDevice(asni, 'fatima'), await createTestDevice(imlil, 'fatima')]
      const { dossier } = await fileDossier(here, 0)
      await here.sync()
      await there.sync()
      const sender = createBlobDevice(asni, here)
      const blob = await sender.seal(dossier, jpegOf(randomBytes(3000)))
      expect((await sender.send(blob)).headers.get('Morchid-Blob')).toBe('received')
      const path = `/api/blobs/${blob.hash}?dossier=${dossier}`
      const ticketOf = ({ last }: typeof here): string => last.headers.get('Morchid-Board') ?? ''
      const read = async (commune: NamedCommune, ticket: string): Promise<number> =>
        (await commune.request(path, { headers: { 'Morchid-Ticket': ticket } })).status
      expect(await read(asni, ticketOf(here))).toBe(200)
      expect([
        await read(imlil, ticketOf(here)),
        await read(imlil, ticketOf(there)),
        await read(asni, ticketOf(there)),
      ]).not.toContain(200)
      await expect(createBlobDevice(imlil, here).standing(blob)).rejects.toThrow()
      expect(await createBlobDevice(imlil, there).standing(blob)).not.toContain('received')
    })

    test('limits are each one’s own', async () => {
      const knock = async ({ request }: NamedCommune): Promise<number> =>
        (await request('/api/enrol', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }))
          .status
      const answers = []
      for (let at = 0; at < 40; at++) answers.push(await knock(ouirgane))
      expect(answers.at(-1)).toBe(429)
      expect(await knock(imlil)).toBe(400)
    })

    test('a board is its own commune’s: the other one’s ticket opens none', async () => {
      const keys = await loadKeys(asni.config.dataDir, false)
      const ticket = keys.ok
        ? await makeTicket(keys.value.secret, { unit: 'epn-asni', agent: 'fatima' }, new Date())
        : ''
      expect([await boardAt(asni, ticket), await boardAt(imlil, ticket)]).toEqual([101, 4401])
      expect(await boardAt({ ...asni, host: 'nobody.test' }, ticket)).toBe(421)
    })

    test('a name that is no commune’s is told so in a sentence; the process answers for itself there', async () => {
      for (const path of ['/', '/api/sync', '/s', '/api/packs']) {
        const answer = await world.ask('nobody.test', path)
        expect([answer.status, ((await answer.json()) as Told).detail.fr]).toEqual([
          421,
          expect.stringContaining('Aucune commune'),
        ])
      }
      await asni.request('/healthz', {})
      expect(await health('10.0.0.7')).toMatchObject({ status: 'ok', communes: { listed: 3, failing: 0 } })
      expect((await world.ask('10.0.0.7', '/readyz')).status).toBe(200)
      // A header that anybody can write chooses nothing.
      expect((await world.ask('nobody.test', '/s', { headers: { 'X-Forwarded-Host': asni.host } })).status).toBe(421)
    })

    test('behind a trusted proxy its word says which, and the last one counts', async () => {
      await world.stop()
      await world.start({ trustProxy: true })
      const forwarded = (said: string): Promise<Response> =>
        world.ask('inside.test', '/s', { headers: { 'X-Forwarded-Host': said } })
      expect((await forwarded(`${imlil.host}, ${asni.host}:443`)).headers.get('Content-Security-Policy')).toContain(
        `wss://${asni.host}`,
      )
      expect((await forwarded('nobody.test')).status).toBe(421)
      expect((await world.ask(asni.host, '/s')).status).toBe(200)
    })

    test('one that does not open says so in a sentence and harms no other, until it is put right', async () => {
      await world.stop()
      const keys = keysPath(asni.config.dataDir)
      renameSync(keys, `${keys}.away`)
      await world.start()
      const answers = await Promise.all([1, 2, 3].map(() => asni.request('/api/sync', { method: 'POST' })))
      for (const answer of answers) {
        expect(answer.status).toBe(503)
        expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
        expect(((await answer.json()) as Told).detail.fr).toContain('ne peut pas être servie')
      }
      expect(await boardAt(asni, '')).toBe(503)
      const device = await createTestDevice(imlil, 'fatima')
      expect((await device.sync()).type).toBe('synced')
      expect(await health('nobody.test')).toMatchObject({ communes: { failing: 1 } })
      expect((await world.ask('nobody.test', '/readyz')).status).toBe(200)
      await world.stop()
      renameSync(`${keys}.away`, keys)
      await world.start()
      expect((await asni.request('/healthz', {})).status).toBe(200)
    })

    test('what is counted is told by code alone, and of the process once', async () => {
      await (await createTestDevice(asni, 'fatima')).sync()
      await (await createTestDevice(imlil, 'lahcen')).sync()
      const page = await (await world.ask('nobody.test', '/metrics')).text()
      const ours = page
        .split('\n')
        .filter((line) => line.startsWith('morchid_') && !line.startsWith('morchid_rounds_total'))
      for (const line of ours) expect(line).toMatch(/commune="(?:asni|imlil|ouirgane)"/)
      for (const code of ['asni', 'imlil'])
        expect(ours).toContain(
          `morchid_http_requests_total{route="/api/enrol",method="POST",status="200",commune="${code}"} 1`,
        )
      expect(page.match(/^process_resident_memory_bytes /gm)).toHaveLength(1)
      for (const secret of ['fatima', 'guichet.test', 'Asni']) expect(page).not.toContain(secret)
    })

    test('commands find the running process by the folder of their commune', async () => {
      const { url, host } = JSON.parse(readFileSync(runningFile(imlil.config.dataDir), 'utf8')) as {
        url: string
        host: string
      }
      expect([url, host]).toEqual([world.running().url, imlil.host])
      // The word of one is nobody's at the other.
      const keys = await loadKeys(asni.config.dataDir, false)
      const asked = { headers: { Authorization: `Bearer ${keys.ok ? keys.value.localWord : ''}` } }
      expect((await asni.request('/api/local/people', asked)).status).toBe(200)
      expect((await imlil.request('/api/local/people', asked)).status).toBe(403)
    })

    test('told to stop, it says so, ends what is under way in each and lets every folder go', async () => {
      const devices = await Promise.all([asni, imlil].map((commune) => createTestDevice(commune, 'fatima')))
      const syncs = devices.map((device) => device.sync())
      await Promise.all(syncs)
      await world.stop()
      await world.start()
      for (const device of devices) expect((await device.sync()).type).toBe('synced')
    })
  })
}
