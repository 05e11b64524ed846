// Hostile bytes against everything that reads bytes from outside (rule 8), and honest edits that must all be taken:
// `npm run fuzz -- --cases 100000 [--seed 17] [--edits 100000] [--only drafts --from 4711]`. The process that meets them
// is watched from here, since one that hangs or dies cannot tell. Leaves with 1, the seed and the case when one is wrong.
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCount, readRecord } from './fuzz/black-box.ts'
import type { Order, Told } from './fuzz/fuzz-process.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    edits: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
})
const [cases, edits, seed, from] = [values.cases, values.edits ?? values.cases, values.seed, values.from].map(Number)
if (
  cases === undefined ||
  edits === undefined ||
  seed === undefined ||
  from === undefined ||
  ![cases, edits, seed, from].every((n) => Number.isSafeInteger(n) && n >= 0)
) {
  console.error(
    'usage: npm run fuzz -- [--cases N] [--edits N] [--seed N] [--only drafts|parsers|door|honest] [--from N]',
  )
  process.exit(2)
}

const mostMegabytes = 256
/** Of the processor's time, not the clock's: a busy machine is no hang. */
const mostMilliseconds = 500
/** Of the clock, for a case that waits for something that never comes. */
const mostSilence = 30_000

const folder = mkdtempSync(join(tmpdir(), 'morchid-fuzz-'))
const blackBox = join(folder, 'case')
const order: Order = { seed, cases, edits, from, only: values.only ?? null, blackBox }
const child = fork(new URL('fuzz/fuzz-process.ts', import.meta.url), [JSON.stringify(order)], {
  execArgv: ['--max-old-space-size=128', '--max-semi-space-size=8'],
})

/** Resident memory of the process now, in megabytes; 0 where the system does not say. */
const residentMegabytes = (pid: number): number => {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** What the process has used of a processor, in milliseconds; the clock's where the system does not say. */
const usedMilliseconds = (pid: number): number => {
  try {
    // After the name in brackets: user and system time are the 12th and 13th, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return performance.now()
  }
}

let peak = 0
let current = { count: 0, used: 0, since: 0 }
let fault: string | null = null
const watch = setInterval(() => {
  const megabytes = residentMegabytes(child.pid ?? 0)
  peak = Math.max(peak, megabytes)
  const count = readCount(blackBox)
  const used = usedMilliseconds(child.pid ?? 0)
  if (count !== current.count || count === 0) current = { count, used, since: performance.now() }
  if (megabytes > mostMegabytes) fault = `${megabytes.toFixed(0)} MB of memory, over ${mostMegabytes}`
  else if (used - current.used > mostMilliseconds) fault = `no end after ${mostMilliseconds} ms of work`
  else if (performance.now() - current.since > mostSilence && count !== 0) fault = `no end after ${mostSilence} ms`
  if (fault !== null) child.kill('SIGKILL')
}, 50)

child.on('message', (message) => {
  const { line, broken } = message as Told
  fault = broken ?? fault
  console.log(line)
})

child.on('exit', (code, signal) => {
  clearInterval(watch)
  if (code !== 0) fault ??= `the process ended (${code ?? signal ?? ''})`
  console.log(`seed ${seed}, peak memory ${peak.toFixed(0)} MB`)
  const record = fault === null ? null : readRecord(blackBox)
  if (fault !== null) {
    process.exitCode = 1
    console.error(`✗ ${fault}`)
    if (record) {
      console.error(`${record.target} ${record.number}, ${record.kind}, ${record.bytes.length} bytes`)
      console.error(`again: npm run fuzz -- --seed ${seed} --only ${record.target} --from ${record.number} --cases 1`)
      console.error(Buffer.from(record.bytes).toString('base64'))
    }
  }
  rmSync(folder, { recursive: true })
})
