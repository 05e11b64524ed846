// What a collector reads: right numbers, nobody's name, and only for who may.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeFact } from '../store/meta.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

const word = 'mot-du-collecteur-1'
let server: TestServer
beforeEach(async () => {
  server = await createTestServer({ metricsWord: word })
})
afterEach(() => server.close())

const scrape = async (): Promise<ReadonlyMap<string, number>> => {
  const answer = await server.request('/metrics', { headers: { Authorization: `Bearer ${word}` } })
  expect(answer.status).toBe(200)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ [^ ]+$/, ''), Number(line.split(' ').at(-1))]))
}

describe('who may ask', () => {
  test.each([
    ['nobody in particular', {}],
    ['a wrong word', { Authorization: 'Bearer mot-du-collecteur-2' }],
    ['the word in another way', { Authorization: word }],
  ])('%s is told that nothing is there', async (_, headers) => {
    expect((await server.request('/metrics', { headers })).status).toBe(404)
  })

  test('a program on this machine needs no word; one that a proxy speaks for does', async () => {
    const incoming = { socket: { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' } }
    const near = (headers: Record<string, string>) =>
      server.app.request('/metrics', { headers }, { incoming } as object)
    expect((await near({})).status).toBe(200)
    expect((await near({ 'X-Forwarded-For': '10.0.0.1' })).status).toBe(404)
  })

  test('without a word nobody elsewhere may ask', async () => {
    const closed = await createTestServer()
    for (const shown of ['', 'null', 'undefined'])
      expect((await closed.request('/metrics', { headers: { Authorization: `Bearer ${shown}` } })).status).toBe(404)
    await closed.close()
  })
})

test('packets and entries are counted once they are committed, held ones with their reason', async () => {
  const device = await createTestDevice(server, 'fatima')
  await fileDossier(device, 4067)
  await device.sync()
  const before = await scrape()
  expect(before.get('morchid_packets_total{outcome="accepted"}')).toBe(1)
  // Three acts and a draft of the device, and the server's own act that registers it.
  expect(before.get('morchid_entries_total{verdict="applied"}')).toBe(5)
  // The first one quotes no contact yet.
  expect(before.get('morchid_packet_lag_seconds_count')).toBe(0)
  expect(before.get('morchid_http_requests_total{route="/api/sync",method="POST",status="200"}')).toBe(1)
  expect(before.get('morchid_sync_duration_seconds_count')).toBe(1)
  expect(before.get('morchid_db_transaction_seconds_count')).toBeGreaterThan(0)
  server.setClock('2026-11-21T11:00:00Z')
  await device.act(newId(), 'opened', { procedure: 'none@1', lang: 'fr' })
  await device.sync()
  const after = await scrape()
  expect(after.get('morchid_packets_total{outcome="accepted"}')).toBe(2)
  expect(after.get('morchid_entries_total{verdict="act-malformed"}')).toBe(1)
  expect(after.get('morchid_packet_lag_seconds_sum')).toBe(2 * 3600)
  expect(after.get('morchid_entries_total{verdict="applied"}')).toBe(5)
})

test('a packet that is refused is counted as refused', async () => {
  const device = await createTestDevice(server, 'fatima')
  await fileDossier(device, 4067)
  await device.cut()
  for (const { bytes } of device.disk.packets) bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1)
  await device.sync()
  const told = await scrape()
  expect(told.get('morchid_packets_total{outcome="refused"}')).toBe(1)
  expect(told.get('morchid_packets_total{outcome="accepted"}')).toBe(0)
})

test('devices that went silent, what they have yet, the age of the last copy and the disk are told', async () => {
  const device = await createTestDevice(server, 'fatima')
  await device.sync()
  expect((await scrape()).has('morchid_backup_age_seconds')).toBe(false)
  await writeFact(server.deps.db, 'backup', { number: 3, at: server.now().toISOString() })
  await server.deps.db.updateTable('devices').set({ unsent: 12 }).execute()
  server.setClock('2026-11-30T09:00:00Z')
  const told = await scrape()
  expect(told.get('morchid_devices')).toBe(1)
  expect(told.get('morchid_devices_silent{days="2"}')).toBe(1)
  expect(told.get('morchid_devices_silent{days="7"}')).toBe(1)
  expect(told.get('morchid_devices_silent{days="30"}')).toBe(0)
  expect(told.get('morchid_unsent_entries')).toBe(12)
  expect(told.get('morchid_backup_age_seconds')).toBe(9 * 86_400)
  expect(told.get('morchid_disk_bytes{of="free"}')).toBe(50)
  expect(told.get('morchid_disk_state')).toBe(0)
  expect(told.get('morchid_queue{queue="sync"}')).toBe(0)
})

test('no label holds an id, a reference or a path that somebody typed', async () => {
  const device = await createTestDevice(server, 'fatima')
  const filed = await fileDossier(device, 4067)
  await device.sync()
  await server.request(`/s/${filed.token}`, {})
  await server.request(`/s?reference=${filed.reference}`, {})
  await server.request('/Fatima-Bouzid.php', {})
  await server.request('/api/Fatima', { method: 'PUT' })
  const text = [...(await scrape()).keys()].join('\n')
  for (const planted of [
    filed.token,
    filed.dossier,
    filed.reference,
    device.id,
    device.incarnation,
    'Fatima',
    'fatima',
  ])
    expect(text).not.toContain(planted)
})

test('two servers in one process are counted apart', async () => {
  const other = await createTestServer({ metricsWord: word })
  await other.request('/healthz', {})
  expect([...(await scrape()).keys()].some((name) => name.includes('/healthz'))).toBe(false)
  await other.close()
})
