// What it takes to keep an answer and an act on the device, processor as it is and slowed six times, with and without the
// mirror written behind, beside one strict put; and how late the mirror is. Measured on a disk, never asserted.
//
//   npm run bench:save -- --count 100
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { chromiumPath, launchFlags } from '../e2e/chromium.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '100' } } })
const count = Number(values.count)

const folder = mkdtempSync(join(tmpdir(), 'morchid-save-'))
await build({
  configFile: false,
  logLevel: 'error',
  root: fileURLToPath(new URL('./save/', import.meta.url)),
  worker: { format: 'es' },
  build: {
    outDir: join(folder, 'page'),
    minify: false,
    target: 'es2022',
    rolldownOptions: {
      input: fileURLToPath(new URL('./save/page.ts', import.meta.url)),
      external: ['crypto'],
      output: { entryFileNames: 'page.js' },
    },
  },
})
const server = createServer((request, response) => {
  const path = request.url === '/' ? null : join(folder, 'page', request.url ?? '')
  response.setHeader('content-type', path === null ? 'text/html' : 'text/javascript')
  try {
    response.end(path === null ? '<!doctype html><script type="module" src="/page.js"></script>' : readFileSync(path))
  } catch {
    response.writeHead(404).end()
  }
}).listen(0)
const { port } = server.address() as AddressInfo

// A profile on the disk: without one everything stays in memory.
const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath: chromiumPath(),
  args: launchFlags,
})
try {
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`http://localhost:${port}/`)
  await page.waitForFunction('globalThis.bench !== undefined')
  const session = await context.newCDPSession(page)
  const at = (all: readonly number[], share: number): string => {
    const sorted = all.toSorted((a, b) => a - b)
    return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(1).padStart(8)
  }
  const line = (what: string, all: readonly number[]): void =>
    console.log(`${what.padEnd(52)}${[0.5, 0.95, 1].map((share) => at(all, share)).join('')}`)
  const run = <T>(call: string): Promise<T> => page.evaluate(`bench.${call}`)
  console.log(`${'ms'.padEnd(52)}${['p50', 'p95', 'max'].map((name) => name.padStart(8)).join('')}`)
  await run('saves(5, true)')
  for (const rate of [1, 6]) {
    await session.send('Emulation.setCPUThrottlingRate', { rate })
    for (const mirrored of [false, true]) {
      const { answers, acts, floor } = await run<Record<'answers' | 'acts' | 'floor', number[]>>(
        `saves(${count}, ${mirrored})`,
      )
      const how = `CPU ÷ ${rate}, ${mirrored ? 'mirror behind' : 'no mirror'}`
      line(`${how}: an answer`, answers)
      line(`${how}: an act`, acts)
      line(`${how}: one strict put`, floor)
    }
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
