// The least a server can do and still be trusted: a batch is appended to one file and synced to the disk, then answered.
// It knows what it was sent in which order and by whom, and merges nothing. Never a part of the product.
//
//   POST /sync?device=&batch=&since=    brotli JSON of records; the answer holds what others sent since
//   GET  /sync?device=&since=&quality=&limit=
//   log on disk: u32 length of the head, u32 length of the body, head as JSON, body as it came
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { readLog, type Batch } from './floor-log.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('floor-server.ts needs a folder')
const path = join(folder, 'log.bin')
const records: { readonly device: string; readonly json: string }[] = []
const batches = new Set<string>()

const take = ({ device, batch, body }: Batch): void => {
  batches.add(`${device} ${batch}`)
  for (const record of JSON.parse(brotliDecompressSync(body).toString()) as unknown[])
    records.push({ device, json: JSON.stringify(record) })
}
for (const batch of readLog(path)) take(batch)
const log = openSync(path, 'a')

const append = (batch: Batch): void => {
  const head = Buffer.from(JSON.stringify({ device: batch.device, batch: batch.batch }))
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32LE(head.length, 0)
  lengths.writeUInt32LE(batch.body.length, 4)
  writeSync(log, Buffer.concat([lengths, head, batch.body]))
  fdatasyncSync(log)
}

interface Page {
  readonly until: number
  readonly body: Buffer
}

/** Asked for once before the clock runs, so that the floor never waits for its own brotli 11. */
const pages = new Map<string, Page>()
const pageOf = (device: string, since: number, limit: number, quality: number): Page => {
  const key = [device, since, limit, quality, records.length].join()
  const known = pages.get(key)
  if (known) return known
  const found: string[] = []
  let until = since
  for (; until < records.length && found.length < limit; until++) {
    const record = records[until]
    if (record && record.device !== device) found.push(record.json)
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
  const body = found.length === 0 ? Buffer.alloc(0) : brotliCompressSync(`[${found.join()}]`, { params })
  const page = { until, body }
  pages.set(key, page)
  return page
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const server = createServer(async (request, response) => {
  const { searchParams: asked } = new URL(request.url ?? '/', 'http://floor')
  const [device, since] = [asked.get('device') ?? '', Number(asked.get('since'))]
  try {
    if (request.method === 'POST') {
      const batch = { device, batch: asked.get('batch') ?? '', body: await bodyOf(request) }
      if (!batches.has(`${device} ${batch.batch}`)) {
        take(batch)
        append(batch)
      }
    }
  } catch {
    // Cut in the middle of a body.
    response.writeHead(400).end()
    return
  }
  const { until, body } = pageOf(device, since, Number(asked.get('limit')), Number(asked.get('quality')))
  const more = until < records.length ? 1 : 0
  if (body.length === 0) response.writeHead(204, { Next: until, More: more }).end()
  else response.writeHead(200, { 'Content-Length': body.length, Next: until, More: more }).end(body)
})
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => console.log(`floor on ${(server.address() as AddressInfo).port}`))
process.on('exit', () => closeSync(log))
