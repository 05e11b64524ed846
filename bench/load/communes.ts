// What one process costs that serves many communes, beside a process for each: memory and connections, idle, open and
// closed again, and the same syncs with one commune open and with all of them, in turn. The communes are copies of one.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { Client } from 'pg'
import * as v from 'valibot'
import { openDataFolder } from '../../sync-server/data-folder.ts'
import { startPostgres } from '../../sync-server/testing/postgres-server.ts'
import { setUpLoad } from './commune.ts'
import { createLightDevice, type LightDevice } from './light-device.ts'
import { median } from './percentiles.ts'
import type { EngineName } from './places.ts'
import { prepare } from './prepared.ts'
import { memoryOf, serve, type Served } from './served.ts'
import type { Sitting } from './sittings.ts'

export interface CommunesCosts {
  readonly communes: number
  /** Null: as today, one process for one commune, without a list. */
  readonly listed: boolean
  readonly idle: State
  /** Each commune has had a sync that brings a request. */
  readonly open: State
  readonly closed: State | null
  /** The first sync of a commune that is closed. */
  readonly openingMs: number
  /** Medians of the first commune, all others open: milliseconds, and of a processor. */
  readonly bring: Times
  readonly nothingNew: Times
}

interface State {
  readonly mb: number
  readonly connections: number
  /** Of the database's processes, shared memory apart. */
  readonly databaseMb: number
}

interface Times {
  readonly ms: number
  readonly cpuMs: number
}

interface Plan {
  readonly numbers: readonly number[]
  readonly rounds: number
  /** Until idle communes are closed again: more than a minute. */
  readonly waitsForClosing: boolean
}

const codeOf = (n: number): string => `n${n}`
const hostOf = (n: number): string => `${codeOf(n)}.test`
const schemaOf = (n: number): string => `c_${codeOf(n)}`

export const runCommunes = async (
  engine: EngineName,
  { numbers, rounds, waitsForClosing }: Plan,
  tell: (line: string) => void,
): Promise<readonly CommunesCosts[]> => {
  const most = Math.max(...numbers)
  const database = engine === 'postgres' ? await startPostgres({ durable: true, connections: 300 }) : null
  if (engine === 'postgres' && !database) throw new Error('no PostgreSQL on this machine')
  const root = mkdtempSync(join(tmpdir(), 'morchid-many-'))
  const under: Candidate[] = []
  try {
    // The one without a list has a folder and a schema of its own, and each list has, so that all bring the same packets.
    const kinds = [null, ...numbers]
    const template = await makeTemplate(join(root, 'template'), database?.url ?? null, rounds)
    tell(`${engine}: a commune is made, copied ${most + numbers.length} times …`)
    for (const kind of kinds) under.push(await prepareOne(kind, root, database?.url ?? null))
    for (const one of under) await startOne(one, template)
    tell('started')
    for (const one of under) await openAll(one)
    tell('all open')
    for (let round = 0; round < rounds; round++) for (const one of under) await measure(one)
    const states = []
    for (const one of under) states.push(await stateOf(one, database?.pid ?? null))
    for (const one of under) one.devices.splice(0).forEach((device) => device.close())
    if (waitsForClosing) {
      tell('waiting until they are closed …')
      for (const one of under) await untilClosed(one)
    }
    const costs: CommunesCosts[] = []
    for (const [at, one] of under.entries()) {
      const [open] = states.slice(at, at + 1)
      if (!open || !one.idle) continue
      costs.push({
        communes: one.count,
        listed: one.listed,
        idle: one.idle,
        open,
        closed: waitsForClosing && one.listed ? await stateOf(one, database?.pid ?? null) : null,
        openingMs: median(one.openings),
        bring: timesOf(one.bring),
        nothingNew: timesOf(one.nothing),
      })
    }
    return costs
  } finally {
    for (const { server } of under) await server?.stop()
    await database?.stop()
    rmSync(root, { recursive: true, force: true })
  }
}

interface Template {
  readonly folder: string
  readonly sitting: Sitting
}

interface Candidate {
  readonly listed: boolean
  readonly count: number
  readonly folder: string
  readonly databaseUrl: string | null
  readonly devices: LightDevice[]
  readonly openings: number[]
  readonly bring: Times[]
  readonly nothing: Times[]
  server: Served | null
  idle: State | null
}

let dump = ''

const makeTemplate = async (folder: string, url: string | null, rounds: number): Promise<Template> => {
  const place = url === null ? { dataDir: folder } : { dataDir: folder, databaseUrl: url, databaseSchema: 'c_template' }
  const data = await openDataFolder(place)
  const { mediators } = await setUpLoad(data.db, 1)
  const sealKey = toBase64UrlEncoded(data.keys.sealKey)
  await data.close()
  if (url !== null)
    dump = execFileSync('pg_dump', ['-n', 'c_template', '--inserts', url], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    }).replaceAll(/^\\.*$/gm, '')
  const packets = Array.from({ length: rounds + 1 }, () => 1)
  const [sitting] = await prepare({ members: mediators.map((member) => ({ member, packets })), first: 0, sealKey })
  if (!sitting) throw new Error('no sitting')
  return { folder, sitting }
}

const prepareOne = async (kind: number | null, root: string, url: string | null): Promise<Candidate> => {
  const folder = join(root, kind === null ? 'alone' : `list-${kind}`)
  mkdirSync(folder)
  const count = kind ?? 1
  let databaseUrl = url
  if (url !== null) {
    const name = `many_${kind ?? 'alone'}`
    await ask(url, `create database ${name}`)
    databaseUrl = url.replace('/postgres?', `/${name}?`)
  }
  for (let n = 0; n < count; n++) {
    cpSync(join(root, 'template'), kind === null ? folder : join(folder, codeOf(n)), { recursive: true })
    if (databaseUrl !== null) await ask(databaseUrl, dump.replaceAll('c_template', schemaOf(n)))
  }
  const communes = Array.from({ length: count }, (_, n) => ({ code: codeOf(n), url: `http://${hostOf(n)}` }))
  writeFileSync(join(folder, 'communes.json'), JSON.stringify({ idleMinutes: 1, communes }))
  const empty = { devices: [], openings: [], bring: [], nothing: [], server: null, idle: null }
  return { listed: kind !== null, count, folder, databaseUrl, ...empty }
}

const startOne = async (one: Candidate, { sitting }: Template): Promise<void> => {
  const { listed, folder, databaseUrl } = one
  one.server = await serve({
    DATA_DIR: folder,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...(listed
      ? { COMMUNES_FILE: join(folder, 'communes.json') }
      : databaseUrl === null
        ? {}
        : { DATABASE_SCHEMA: schemaOf(0) }),
  })
  const { port } = one.server
  one.idle = await stateOf(one, null)
  for (let n = 0; n < one.count; n++)
    one.devices.push(await createLightDevice(port, sitting, { epoch: null, cursor: 0 }, hostOf(n)))
}

const openAll = async ({ devices, openings }: Candidate): Promise<void> => {
  for (const device of devices) openings.push((await device.sync(1)).ms)
}

const measure = async ({ devices, server, bring, nothing }: Candidate): Promise<void> => {
  const [first] = devices
  if (!first || !server) return
  for (const [packets, times] of [
    [1, bring],
    [0, nothing],
  ] as const) {
    const before = server.cost().cpuMs
    const { ms } = await first.sync(packets)
    times.push({ ms, cpuMs: server.cost().cpuMs - before })
  }
}

const timesOf = (all: readonly Times[]): Times => ({
  ms: median(all.map(({ ms }) => ms)),
  cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / all.length,
})

const health = v.object({ communes: v.object({ open: v.number() }) })
const untilClosed = async ({ server, listed }: Candidate): Promise<void> => {
  for (let open = listed ? 1 : 0; open > 0; await pause(1000)) {
    const answer: unknown = await (await fetch(`http://127.0.0.1:${server?.port}/healthz`)).json()
    ;({ open } = v.parse(health, answer).communes)
  }
}

const stateOf = async ({ server, databaseUrl: url }: Candidate, pid: number | null): Promise<State> => {
  const mb = server?.residentMb() ?? 0
  if (url === null) return { mb, connections: 0, databaseMb: 0 }
  const rows = await ask(
    url,
    `select count(*) from pg_stat_activity where application_name like 'morchid%'
    and datname = current_database()`,
  )
  return { mb, connections: Number(rows[0]?.[0]), databaseMb: pid === null ? 0 : memoryOf([pid]).ownMb }
}

const ask = async (url: string, text: string): Promise<readonly unknown[][]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return rows ?? []
  } finally {
    await client.end()
  }
}
