// What it takes to keep an answer and an act on the device, processor as it is and slowed six times, with and without the
// mirror written behind, beside one strict put; and how late the mirror is. Measured on a disk, never asserted. Two
// versions of the app are compared by turns in one run: the second one's files lie in another folder. *Own* is the time of
// the processor that the page's main thread spent on each, whatever else runs on the machine.
//
//   npm run bench:save -- --count 100 --rates 1,6 --beside ../before
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { chromiumPath, launchFlags } from '../e2e/chromium.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    rates: { type: 'string', default: '1,6' },
    rounds: { type: 'string', default: '4' },
    beside: { type: 'string' },
    kinds: {
      type: 'string',
      default:
        'an answer,a typed answer,an act by itself,an act of a request,one strict put,the same bytes in a bare put,an empty bare put',
    },
  },
})
const rounds = Number(values.rounds)
const count = Math.ceil(Number(values.count) / rounds)
const here = fileURLToPath(new URL('../', import.meta.url))
const versions = values.beside === undefined ? { now: here } : { before: resolve(values.beside), now: here }

const folder = mkdtempSync(join(tmpdir(), 'morchid-save-'))
for (const [name, from] of Object.entries(versions))
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(here, 'bench/save'),
    base: `/${name}/`,
    // The same page over each version's own app.
    resolve: {
      alias: [{ find: /^\.\.\/\.\.\/(pwa|shared|e2e|procedures)\//, replacement: `${join(from, '$1')}/` }],
    },
    worker: { format: 'es' },
    build: {
      outDir: join(folder, 'pages', name),
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(here, 'bench/save/page.ts'),
        external: ['crypto'],
        output: { entryFileNames: 'page.js' },
      },
    },
  })
const server = createServer((request, response) => {
  const path = request.url ?? ''
  const isPage = path.endsWith('/')
  response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript')
  try {
    response.end(
      isPage
        ? `<!doctype html><script type="module" src="${path}page.js"></script>`
        : readFileSync(join(folder, 'pages', path)),
    )
  } catch {
    response.writeHead(404).end()
  }
}).listen(0)
const { port } = server.address() as AddressInfo

// A profile on the disk: without one everything stays in memory.
const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath: chromiumPath('as people have it'),
  args: launchFlags,
})
try {
  const page = context.pages()[0] ?? (await context.newPage())
  const session = await context.newCDPSession(page)
  const at = (all: readonly number[], share: number): string => {
    const sorted = all.toSorted((a, b) => a - b)
    return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(1).padStart(8)
  }
  const line = (what: string, all: readonly number[], own = ''): void =>
    console.log(`${what.padEnd(72)}${[0.5, 0.95, 1].map((share) => at(all, share)).join('')}${own.padStart(8)}`)
  const run = <T>(call: string): Promise<T> => page.evaluate(`bench.${call}`)
  const open = async (version: string) => {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await page.goto(`http://localhost:${port}/${version}/`)
    await page.waitForFunction('globalThis.bench !== undefined')
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  }
  /** Of the page's main thread, whatever else runs on the machine. */
  const processorMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0)
  }
  const kinds = values.kinds.split(',')
  console.log(`${'ms'.padEnd(72)}${['p50', 'p95', 'max', 'own'].map((name) => name.padStart(8)).join('')}`)
  for (const rate of values.rates.split(',').map(Number)) {
    const seen = new Map<string, { readonly times: number[]; own: number }>()
    for (let round = 0; round < rounds; round++)
      for (const version of round % 2 === 0 ? Object.keys(versions) : Object.keys(versions).toReversed()) {
        await open(version)
        for (const mirrored of [false, true]) {
          await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
          await run(`begin(${count}, ${mirrored})`)
          await session.send('Emulation.setCPUThrottlingRate', { rate })
          for (const kind of kinds) {
            const before = await processorMs()
            const times = await run<readonly number[]>(`run('${kind}')`)
            const name = `CPU ÷ ${rate}, ${mirrored ? 'mirror behind' : 'no mirror'}: ${kind}, ${version}`
            const all = seen.get(name) ?? { times: [], own: 0 }
            seen.set(name, { times: [...all.times, ...times], own: all.own + (await processorMs()) - before })
          }
          await run(`run('end')`)
        }
      }
    for (const kind of kinds)
      for (const [name, { times, own }] of seen)
        if (name.includes(`: ${kind},`)) line(name, times, (own / times.length).toFixed(1))
    line(`CPU ÷ ${rate}: from the commit to the mirror on disk`, await run(`behind(${Math.min(count, 40)})`))
    line(
      `CPU ÷ ${rate}: 600 bytes by createWritable, file of 1 MB`,
      await run(`writables(${Math.min(count, 40)}, 1e6)`),
    )
  }
} finally {
  await context.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
}
