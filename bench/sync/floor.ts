// The floor: the same facts as plain JSON, compressed as well as brotli can, over one warm connection, on disk when they are
// answered. No signature, no seal, no merging: nobody who keeps the facts can be faster by much.
// In one POST, or in POSTs and pages of 50 as something that must survive cuts would do.
import { Agent, request } from 'node:http'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { Contender, Device, OpenDevice } from './contender.ts'
import type { Facts } from './dossiers.ts'
import { readLog } from './floor-log.ts'
import { serveProcess } from './server-process.ts'
import type { Edit } from './workload.ts'

type Sent = Facts | Edit

export const createFloor = (perPost: number, quality: number): Contender => ({
  serve: (folder) =>
    serveProcess({
      folder,
      script: new URL('./floor-server.ts', import.meta.url).pathname,
      args: [folder],
      ready: /^floor on (\d+)/,
    }),
  openDevice: async (place) => openDevice(place, perPost, quality),
  stored: async (folder) =>
    new Set(
      readLog(join(folder, 'log.bin'))
        .flatMap(({ body }) => parse(body))
        .flatMap((record) => ('answers' in record ? [record.id] : [])),
    ).size,
})

const parse = (body: Buffer): readonly Sent[] => JSON.parse(brotliDecompressSync(body).toString()) as readonly Sent[]

const openDevice = ({ port, folder: device }: OpenDevice, perPost: number, quality: number): Device => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const values = new Map<string, AnswerValue[]>()
  const ids = new Set<string>()
  let unsent: Buffer[] = []
  let [batch, since] = [0, 0]

  const keep = (records: readonly Sent[]): void => {
    for (const record of records) {
      if ('answers' in record) {
        ids.add(record.id)
        for (const [question, { v }] of Object.entries(record.answers)) values.set(`${record.id} ${question}`, [v])
      } else {
        for (const [question, value] of Object.entries(record.values)) {
          const key = `${record.dossier} ${question}`
          values.set(key, [...(values.get(key) ?? []), value])
        }
      }
    }
  }
  const write = (records: readonly Sent[]): void => {
    keep(records)
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
    for (let at = 0; at < records.length; at += perPost)
      unsent.push(brotliCompressSync(JSON.stringify(records.slice(at, at + perPost)), { params }))
  }
  /** A limit of 0 asks for nothing back. */
  const to = (method: string, limit: number) => {
    const numbers = Object.entries({ batch, since, quality, limit }).map((pair) => pair.join('='))
    return { port, method, path: `/sync?device=${basename(device)}&${numbers.join('&')}` }
  }
  /** Again and again until it is answered; says whether there is more to fetch. */
  const insist = async (method: 'GET' | 'POST', body: Buffer, limit: number, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      signal.throwIfAborted()
      const answer = await exchange(agent, to(method, limit), body, signal).catch(() => null)
      if (answer) {
        since = answer.next
        if (answer.body.length > 0) keep(parse(answer.body))
        return answer.more
      }
      await sleep(500)
    }
  }
  const post = async (limit: number, signal: AbortSignal): Promise<boolean> => {
    let more = true
    for (let body = unsent[0]; body; body = unsent[0]) {
      more = await insist('POST', body, limit, signal)
      unsent.shift()
      batch++
    }
    return more
  }
  const sync = async (signal: AbortSignal): Promise<void> => {
    let more = await post(perPost, signal)
    while (more) more = await insist('GET', noBody, perPost, signal)
  }
  return {
    create: async (dossiers) => write(dossiers),
    edit: async (edits) => write(edits),
    // HEAD makes the server compress the answer to come, and carries none of it.
    ready: async () => void (await exchange(agent, to('HEAD', perPost), noBody)),
    push: async (signal) => void (await post(0, signal)),
    pull: sync,
    sync,
    held: async () => ids.size,
    read: async (dossier, question) => ({ shown: values.get(`${dossier} ${question}`) ?? [], hidden: [] }),
    close: async () => agent.destroy(),
  }
}

const noBody = Buffer.alloc(0)

interface Answer {
  readonly next: number
  readonly more: boolean
  readonly body: Buffer
}

const exchange = (
  agent: Agent,
  to: { readonly port: number; readonly method: string; readonly path: string },
  body: Buffer,
  signal?: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const length = body.length > 0 ? { 'Content-Length': body.length } : {}
    const asked = request(
      { host: '127.0.0.1', agent, headers: length, ...to, ...(signal ? { signal } : {}) },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          if (answer.statusCode !== 200 && answer.statusCode !== 204) reject(new Error(`status ${answer.statusCode}`))
          else
            resolve({
              next: Number(answer.headers['next']),
              more: answer.headers['more'] === '1',
              body: Buffer.concat(chunks),
            })
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
