// Headless devices against the real server on a port: what one writes the other reads, whatever ends in between.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as soon } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createAdaptorServer } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestServer, type TestServer } from '../sync-server/testing/test-server.ts'
import { openDevice, type Device, type DeviceOptions } from './device.ts'
import { dossierFacts } from './sync/dossiers.ts'

// Each starts a server and makes real keys, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let server: TestServer
let url: string
/** A request has reached the server. */
let heard: () => void
let devices: Device[]
let stop: () => Promise<void>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-device-'))
  devices = []
  server = await createTestServer()
  heard = () => undefined
  const listening = createAdaptorServer({
    fetch: (request, env) => {
      heard()
      return server.app.fetch(request, env)
    },
  })
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  stop = async () => {
    await new Promise((resolve) => void listening.close(resolve))
    await server.close()
  }
})
afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await stop()
  rmSync(folder, { recursive: true, force: true })
})

const facts = Array.from({ length: 20 }, (_, i) => dossierFacts(i))
const wanted = new Map(
  facts.map(({ id, answers }) => [id, Object.fromEntries(Object.entries(answers).map(([field, { v }]) => [field, v]))]),
)
const open = async (options: Partial<DeviceOptions> = {}): Promise<Device> => {
  const device = await openDevice({ server: url, wait: () => soon(), ...options })
  devices.push(device)
  return device
}
const enrol = async (agent: string, dir?: string): Promise<Device> =>
  open({ enrolment: await server.codeFor(agent), ...(dir === undefined ? {} : { dir }) })
/** By the office that everything was sent to. */
const answersAtTheOffice = async () => {
  const clerk = await enrol('khadija')
  await clerk.sync()
  return new Map((await clerk.read()).map(({ id, answers }) => [id, answers]))
}

describe('two devices', () => {
  test('what one files the other reads whole, received and in state', async () => {
    const mediator = await enrol('fatima')
    expect(await mediator.create(facts)).toEqual(facts.map(({ id }) => id))
    expect(await mediator.sync()).toMatchObject({ end: { type: 'synced' }, left: 0, held: [], failures: 0 })
    expect(await answersAtTheOffice()).toEqual(wanted)
    const [one] = await mediator.read([facts[0]?.id ?? ''])
    expect(one?.acts.map(({ kind }) => kind)).toEqual(['opened', 'mandate-given', 'submitted', 'received'])
    expect(one?.status).toMatchObject({ public: 'received', reference: facts[0]?.reference })
  })

  test('answers that have not seen each other both stay, and a later one settles them', async () => {
    const [here, there] = [await enrol('fatima'), await enrol('fatima')]
    const [dossier = ''] = await here.create(facts.slice(0, 1), 'draft')
    await here.sync()
    await there.sync()
    await here.edit([{ dossier, field: 'douar', value: 'Tizi' }])
    await there.edit([{ dossier, field: 'douar', value: 'Imlil' }])
    for (const device of [here, there, here]) await device.sync()
    for (const device of [here, there]) {
      const [known] = await device.read([dossier])
      const both = known?.conflicts.get('douar')?.map(({ register }) => register.v)
      expect([...(both ?? [])].sort()).toEqual(['Imlil', 'Tizi'])
    }
    await there.edit([{ dossier, field: 'douar', value: 'Asni' }])
    for (const device of [there, here]) await device.sync()
    expect((await here.read())[0]?.answers['douar']).toBe('Asni')
  })

  test('what cannot be edited is said before anything is written', async () => {
    const device = await enrol('fatima')
    const [dossier = ''] = await device.create(facts.slice(0, 1))
    await expect(device.edit([{ dossier, field: 'douar', value: 'x' }])).rejects.toThrow('submitted')
    await expect(device.edit([{ dossier: 'A'.repeat(22), field: 'douar', value: 'x' }])).rejects.toThrow('not on this')
    await expect((await enrol('lahcen')).create(facts)).rejects.toThrow("can't write")
    expect(await device.read()).toHaveLength(1)
  })

  test('rule 9: nothing new is one request, small both ways', async () => {
    const device = await enrol('fatima')
    await device.create(facts)
    await device.sync()
    const { requests, bytesUp, bytesDown } = await device.sync()
    expect(requests).toBe(1)
    expect(Math.max(bytesUp, bytesDown)).toBeLessThan(400)
  })
})

describe('ends and returns', () => {
  test('rule 1: a device killed before it synced goes on from its folder, and nothing is lost', async () => {
    const dir = join(folder, 'device')
    const first = await enrol('fatima', dir)
    const [open1 = ''] = await first.create(facts.slice(0, 1), 'draft')
    await first.create(facts.slice(1))
    await first.edit([{ dossier: open1, field: 'douar', value: 'Tizi' }])
    await first.close()
    const second = await open({ dir })
    expect(await second.read()).toHaveLength(20)
    // The dead sitting cuts its own rows; the new one writes under a clientID of its own.
    await second.edit([{ dossier: open1, field: 'landmark', value: 'le puits' }])
    expect(await second.sync()).toMatchObject({ end: { type: 'synced' }, held: [], stranded: [] })
    const other = await enrol('fatima')
    await other.sync()
    expect((await other.read([open1]))[0]?.answers).toMatchObject({ douar: 'Tizi', landmark: 'le puits' })
    expect([...(await answersAtTheOffice()).keys()].sort()).toEqual(
      facts
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    )
  })

  test('rule 6: a folder put back from an old copy gets back what it had sent since', async () => {
    const dir = join(folder, 'device')
    const before = await enrol('fatima', dir)
    await before.create(facts.slice(0, 3))
    await before.sync()
    await before.close()
    cpSync(dir, join(folder, 'copy'), { recursive: true })
    const after = await open({ dir })
    await after.create(facts.slice(3, 6))
    await after.sync()
    await after.close()
    const back = await open({ dir: join(folder, 'copy') })
    expect(await back.read()).toHaveLength(3)
    expect((await back.sync()).end).toEqual({ type: 'synced' })
    expect(await back.read()).toHaveLength(6)
  })

  test('rule 5: a sitting that is over for reading is followed by another', async () => {
    const device = await enrol('fatima')
    await device.sync()
    server.setClock('2026-11-23T09:00:00Z')
    await device.create(facts)
    expect(await device.sync()).toMatchObject({ end: { type: 'synced' }, session: 'open' })
    expect(await answersAtTheOffice()).toEqual(wanted)
  })

  test('a code is used once, and a device that was refused can try again', async () => {
    const code = await server.codeFor('fatima')
    await open({ enrolment: code })
    const dir = join(folder, 'device')
    await expect(openDevice({ server: url, enrolment: code, dir })).rejects.toThrow('409')
    await expect(openDevice({ server: url, dir })).rejects.toThrow('enrolment')
    expect((await enrol('fatima', dir)).agent).toBe('fatima')
  })
})

describe('without a network', () => {
  test('nothing leaves an offline device, and all of it does once it is online', async () => {
    const device = await enrol('fatima')
    await device.create(facts)
    device.offline()
    const { end, requests, bytesUp } = await device.sync({ tries: 2 })
    expect([end.type, requests, bytesUp]).toEqual(['gave-up', 0, 0])
    expect(await device.read()).toHaveLength(20)
    device.online()
    expect((await device.sync()).end).toEqual({ type: 'synced' })
    expect(await answersAtTheOffice()).toEqual(wanted)
  })

  test('rule 3: a request that is cut off changes nothing, and its packets go again', async () => {
    const device = await enrol('fatima')
    await device.create(facts)
    heard = device.offline
    const cut = await device.sync({ tries: 1 })
    heard = () => undefined
    expect(cut.requests).toBe(1)
    expect(cut.end).toMatchObject({ type: 'gave-up', last: { failure: { type: 'offline' } } })
    device.online()
    expect(await device.sync()).toMatchObject({ end: { type: 'synced' }, held: [], left: 0 })
    expect(await answersAtTheOffice()).toEqual(wanted)
  })

  test('a sync ends when it is told to', async () => {
    const device = await enrol('fatima')
    await device.create(facts)
    device.offline()
    const signal = AbortSignal.timeout(20)
    expect((await device.sync({ tries: Infinity, signal })).end).toEqual({ type: 'stopped' })
  })
})

test('the example of device.md runs, and is the one that is printed there', async () => {
  const example = new URL('./device/example.ts', import.meta.url).pathname
  const page = readFileSync(new URL('./device.md', import.meta.url), 'utf8')
  expect(page).toContain(readFileSync(example, 'utf8').trim())
  const [mediator, clerk] = [await server.codeFor('fatima'), await server.codeFor('khadija')]
  const { stdout } = await promisify(execFile)(process.execPath, [example, url, mediator, clerk])
  expect(stdout).toMatch(/^20 written, sent in 1 request of \d+ bytes\n20 read by khadija, all received\n$/)
})
