// `node bench/sync/throughput.ts`: a crowd of devices, each at its own service point, sends what it wrote offline, all at
// once, to the real server in a process of its own. How many dossiers a second are durable, and what they cost there.
//
//   --devices 50   --each 100   --warm 10 more devices before, which are not counted: a server has been running
//   --cpu-prof <folder> keeps a profile of the server   --keep leaves the data folder
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { brotliDecompressSync } from 'node:zlib'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { openDataFolder } from '../../sync-server/data-folder.ts'
import { demoCommune } from '../../sync-server/demo.ts'
import { addEnrolmentCode, useEnrolmentCode } from '../../sync-server/store/enrolment.ts'
import { readFact } from '../../sync-server/store/meta.ts'
import { versionedDirectory } from '../../sync-server/store/directory.ts'
import { setUpCommune } from '../../sync-server/store/people.ts'
import { newSigningKey } from '../device/signing-keys.ts'
import { startFlags } from './start-flags.ts'
import type { CrowdDevice, CrowdRequests, CrowdWork } from './crowd-packets.ts'

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '50' },
    each: { type: 'string', default: '100' },
    warm: { type: 'string', default: '10' },
    'cpu-prof': { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const [count, each, warm] = [Number(values.devices), Number(values.each), Number(values.warm)]
const folder = mkdtempSync(join(tmpdir(), 'morchid-throughput-'))
const publicUrl = 'http://localhost'
const newId = (): string => toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))

const setUp = async (): Promise<Omit<CrowdWork, 'first' | 'each'>> => {
  const { db, keys, close } = await openDataFolder(folder)
  const points = Array.from({ length: count + warm }, (_, at) => ({
    id: `point-${at}`,
    kind: 'point' as const,
    name: { fr: `Point ${at}`, ar: `نقطة ${at}` },
    site: 12 + at,
    pivots: [],
  }))
  const offices = demoCommune.units.filter(({ kind }) => kind === 'office')
  const agents = points.map(({ id: unit }, at) => ({
    id: `mediator-${at}`,
    name: `Mediator ${at}`,
    role: 'mediator' as const,
    unit,
  }))
  await setUpCommune(db, { commune: demoCommune.commune, demo: false, units: [...points, ...offices], agents })
  const devices: CrowdDevice[] = []
  for (const { site } of points) {
    const agent = agents[devices.length]
    if (!agent) break
    const [id, code] = [newId(), newId()]
    const [deviceKey, agentKey, session] = [await newSigningKey(), await newSigningKey(), await newSigningKey()]
    await addEnrolmentCode(db, agent.id, code, new Date())
    await useEnrolmentCode(db, { code, device: id, deviceKey: deviceKey.point, agentKey: agentKey.point }, new Date())
    const { secret: sessionKey, point: sessionPoint } = session
    devices.push({ id, agent: agent.id, unit: agent.unit, site, agentKey: agentKey.secret, sessionKey, sessionPoint })
  }
  const epoch = await readFact(db, 'epoch')
  if (!epoch) throw new Error('no epoch')
  const { version: directoryVersion } = await versionedDirectory(db, agents[0]?.id ?? '', publicUrl)
  await close()
  return { devices, sealKey: keys.sealKey, epoch, directoryVersion }
}

const prepare = async (work: Omit<CrowdWork, 'first' | 'each'>): Promise<readonly CrowdRequests[]> => {
  const half = Math.ceil(work.devices.length / 2)
  const parts = [0, half].map(async (from) => {
    const devices = work.devices.slice(from, from + half)
    const workerData: CrowdWork = { ...work, devices, first: from * each, each }
    const worker = new Worker(new URL('crowd-packets.ts', import.meta.url), { workerData })
    const made: CrowdRequests[] = []
    worker.on('message', (one: CrowdRequests) => made.push(one))
    await once(worker, 'exit')
    return made
  })
  return (await Promise.all(parts)).flat()
}

interface Server {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

const serve = async (): Promise<Server> => {
  const profile = values['cpu-prof']
  const root = new URL('../..', import.meta.url).pathname
  const child = spawn(
    process.execPath,
    [
      ...startFlags(root),
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
      join(root, 'scripts/start.ts'),
      '--no-build',
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: '0',
        DATA_DIR: folder,
        LOG_LEVEL: 'warn',
        PUBLIC_URL: publicUrl,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  process.once('exit', () => child.kill('SIGKILL'))
  for await (const _ of createInterface(child.stdout)) break
  child.stdout.resume()
  const { port } = new URL((JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as { url: string }).url)
  return {
    port: Number(port),
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await ended
    },
  }
}

/** The highest memory of a process so far, and its processor time, from the kernel. */
const costOf = (pid: number): { readonly peakMb: number; readonly cpuS: number } => {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return { peakMb: Number(peak) / 1024, cpuS: (Number(fields[11]) + Number(fields[12])) / 100 }
}
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

/** Two requests on their way, as the client machine sends them. Gives back the answers as they came. */
const push = async (port: number, { requests }: CrowdRequests): Promise<readonly Buffer[]> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 })
  const ask = (request: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const headers = { 'Content-Type': mediaType, 'Content-Length': request.length, 'Accept-Encoding': 'br' }
      const asked = http.request({ port, host: '127.0.0.1', path: '/api/sync', method: 'POST', agent, headers })
      asked.on('error', reject)
      asked.on('response', async (response) => {
        const body = Buffer.concat(await response.toArray())
        if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`))
        resolve(response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body)
      })
      asked.end(request)
    })
  const answers: Promise<Buffer>[] = []
  for (const request of requests) {
    if (answers.length > 1) await answers.at(-2)
    answers.push(ask(request))
  }
  const all = await Promise.all(answers)
  agent.destroy()
  return all
}

/** Throws unless every packet is named by a head and nothing is held. */
const check = (crowd: readonly CrowdRequests[], answers: readonly (readonly Buffer[])[]): void => {
  for (const [at, { incarnation, packets }] of crowd.entries()) {
    const parsed = parseAnswer(new Uint8Array(answers[at]?.at(-1) ?? []))
    if (!parsed.ok) throw new Error('an answer does not parse')
    const { heads, held, refused } = parsed.value
    const n = heads.find((head) => head.incarnation === incarnation)?.n
    if (n !== packets || held.length > 0)
      throw new Error(JSON.stringify({ n, packets, refused, held: held.slice(0, 3) }))
  }
}

const bytesOf = (name: string): number => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0

try {
  const everyone = await prepare(await setUp())
  const [before, crowd] = [everyone.slice(0, warm), everyone.slice(warm)]
  const server = await serve()
  const empty = bytesOf('morchid.sqlite')
  check(before, await Promise.all(before.map((one) => push(server.port, one))))
  const [start, startOfChildren] = [costOf(server.pid), childrenOf(server.pid).map(costOf)]
  const from = performance.now()
  const answers = await Promise.all(crowd.map((one) => push(server.port, one)))
  const seconds = (performance.now() - from) / 1000
  const after = costOf(server.pid)
  const children = childrenOf(server.pid).map(costOf)
  check(crowd, answers)
  await server.stop()
  const dossiers = count * each
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)
  console.log(
    [
      `${count} devices × ${each} dossiers, ${sum(crowd.map(({ requests }) => requests.length))} requests, ${sum(crowd.map(({ packets }) => packets))} packets`,
      `durable            ${Math.round(dossiers / seconds)} dossiers/s (${seconds.toFixed(2)} s)`,
      `processor          ${(((after.cpuS - start.cpuS) * 1000) / dossiers).toFixed(2)} ms a dossier in the server, ${(((sum(children.map(({ cpuS }) => cpuS)) - sum(startOfChildren.map(({ cpuS }) => cpuS))) * 1000) / dossiers).toFixed(2)} in ${children.length} examining processes`,
      `peak memory        ${Math.round(after.peakMb)} MB the server, ${children.map(({ peakMb }) => Math.round(peakMb)).join(' + ')} MB the examining processes`,
      `on the wire        ${Math.round(sum(crowd.map(({ packetBytes }) => packetBytes)) / dossiers)} B a dossier up, in packets`,
      `on the disk        ${Math.round((bytesOf('morchid.sqlite') - empty) / (dossiers + warm * each))} B a dossier, after the log is written back (${readdirSync(folder).join(', ')})`,
    ].join('\n'),
  )
} finally {
  if (values.keep) console.log(folder)
  else rmSync(folder, { recursive: true, force: true })
}
