// Photographed papers over a link that dies again and again: how many bytes cross it for each byte of the files, whether
// all arrive whole, and how long it takes; beside it the naive POST. The link is that of `bench:sync`, and everything on it
// and every wait may be made `faster` by the same factor, which leaves the bytes as they are. Measured, never asserted.
//
//   npm run bench:papers -- --pages 30 --cuts 200 --faster 10 --seed 1
//   whole: no cut · borders: a cut as each chunk has arrived · random: so many cuts after any number of bytes · naive: the same
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createRng } from '../shared/sync/simulation/random.ts'
import { sealOverhead } from '../shared/blob/sealed-blob.ts'
import { enrolKiosk, type SealedPaper } from './papers/kiosk.ts'
import { sendNaively, sendPapers, type SendParts } from './papers/send.ts'
import { createLink, profiles, type Link } from './sync/link.ts'
import { ours } from './sync/ours.ts'

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '30' },
    bytes: { type: 'string', default: '180000' },
    cuts: { type: 'string', default: '200' },
    faster: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    cap: { type: 'string', default: '120' },
    only: { type: 'string', default: 'whole,borders,random,naive' },
  },
})
const [pages, bytes, cuts, faster] = [values.pages, values.bytes, values.cuts, values.faster].map(Number) as [
  number,
  number,
  number,
  number,
]
const capMs = Number(values.cap) * 1000
const { roundTripMs, downKbit, upKbit } = profiles['2g']
const shape = { roundTripMs: roundTripMs / faster, downKbit: downKbit * faster, upKbit: upKbit * faster, cuts: null }
/** Between two cuts, at the mean: all of them come in the middle of something, before the last page is there. */
const betweenBytes = (0.9 * pages * bytes) / cuts

interface Row {
  readonly name: string
  readonly arrived: number
  readonly seconds: number
  readonly cuts: number
  readonly up: number
  readonly upIp: number
  readonly down: number
  readonly requests: number
}

const measure = async (
  name: string,
  link: Link,
  target: number,
  papers: readonly SealedPaper[],
  run: (parts: Pick<SendParts, 'papers' | 'port' | 'faster' | 'random' | 'arrived' | 'stop'>) => Promise<number>,
  when: 'never' | 'borders' | 'random',
): Promise<Row> => {
  const rng = createRng(Number(values.seed))
  const end = new AbortController()
  const stop = AbortSignal.any([end.signal, AbortSignal.timeout(capMs)])
  let done = 0
  const cut = async (): Promise<void> => {
    done++
    await link.target(target)
  }
  await link.target(target)
  await link.shape(shape)
  await link.counts()
  const total = { up: 0, upIp: 0, down: 0, requests: 0 }
  const count = async (): Promise<number> => {
    const { up, upIp, down, requests } = await link.counts()
    total.up += up
    total.upIp += upIp
    total.down += down
    total.requests += requests
    return total.up
  }
  const cutting = when !== 'random' ? null : atRandom(() => rng.next(), count, cut, stop)
  const start = performance.now()
  const arrived = await run({
    papers,
    port: link.port,
    faster,
    random: () => rng.next(),
    arrived: () => void (when === 'borders' && cut()),
    stop,
  })
  const seconds = ((performance.now() - start) * faster) / 1000
  end.abort()
  await cutting
  await count()
  await link.shape(null)
  return { name, arrived, seconds, cuts: done, ...total }
}

const atRandom = async (
  random: () => number,
  crossed: () => Promise<number>,
  cut: () => Promise<void>,
  stop: AbortSignal,
): Promise<void> => {
  let next = 0
  for (let at = 0; at < cuts; at++) {
    next += random() * 2 * betweenBytes
    while ((await crossed()) < next) {
      if (stop.aborted) return
      await sleep(5)
    }
    await cut()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'morchid-papers-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const served = await ours.serve(folder, 1)
const kiosk = await enrolKiosk(served, 'fatima')
const link = await createLink()
const naive = createServer((request, answer) => {
  const sum = createHash('sha256')
  request.on('data', (chunk: Uint8Array) => sum.update(chunk))
  request.on('end', () => answer.end(sum.digest('base64url')))
  request.on('error', () => undefined)
}).listen(0, '127.0.0.1')
const rows: Row[] = []

for (const when of ['whole', 'borders', 'random'] as const) {
  if (!values.only.includes(when)) continue
  const papers = await kiosk.papers(pages / 3, 3, bytes)
  const how = when === 'whole' ? 'never' : when
  rows.push(
    await measure(when, link, served.port, papers, (parts) => sendPapers({ ...parts, signer: kiosk.signer }), how),
  )
  console.error(JSON.stringify(rows.at(-1)))
}
if (values.only.includes('naive')) {
  const papers = await kiosk.papers(pages / 3, 3, bytes)
  const { port } = naive.address() as AddressInfo
  rows.push(
    await measure('naive', link, port, papers, (parts) => sendNaively({ ...parts, signer: kiosk.signer }), 'random'),
  )
  console.error(JSON.stringify(rows.at(-1)))
}

const size = pages * (bytes + sealOverhead)
console.log(`\n${pages} pages of ${bytes / 1000} KB, 2G, ${faster} times faster; seconds as on the link itself\n`)
console.log('| | arrived | s | cuts | bytes up ÷ bytes of the files | with IP headers | requests | KB down |')
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
for (const row of rows)
  console.log(
    `| ${row.name} | ${row.arrived} | ${row.seconds.toFixed(0)} | ${row.cuts} | ${(row.up / size).toFixed(3)} | ${(row.upIp / size).toFixed(3)} | ${row.requests} | ${(row.down / 1000).toFixed(0)} |`,
  )
await link.close()
naive.close()
await served.kill()
