// The browser tests. A whole browser on a busy machine now and then misses a second that no user would: a file that
// fails is run again, alone, twice at most, and named as unsteady in the last lines. What fails three times has failed, and
// so has a run in which more than a few files did.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import * as v from 'valibot'
import { run } from './run.ts'

/** A file waits a third of its time, for a timer, a disk or another device: meanwhile another one uses the processor. */
const besideEachOther = Math.ceil(availableParallelism() * 1.5)
/** More than this is no accident of timing. */
const mostUnsteady = 5
const timesAgain = 2
const report = v.object({ testResults: v.array(v.object({ name: v.string(), status: v.string() })) })

const folder = mkdtempSync(join(tmpdir(), 'morchid-browser-'))
const file = join(folder, 'report.json')

/** The files that failed; null when the run ended without a report. */
const failedFiles = async (only: readonly string[], workers: number): Promise<readonly string[] | null> => {
  const options = [`--maxWorkers=${workers}`, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  rmSync(file, { force: true })
  try {
    await run({ name: 'browser tests', command: ['vitest', 'run', '--project', 'e2e', ...options, ...only] })
    return []
  } catch {
    if (!existsSync(file)) return null
    const { testResults } = v.parse(report, JSON.parse(readFileSync(file, 'utf8')))
    const failed = testResults.filter((one) => one.status === 'failed').map((one) => relative(process.cwd(), one.name))
    return failed.length > 0 ? failed : null
  }
}

try {
  let failed = await failedFiles(process.argv.slice(2), besideEachOther)
  const unsteady: string[] = []
  const timesMore = failed !== null && failed.length <= mostUnsteady ? timesAgain : 0
  for (let times = 0; times < timesMore && failed !== null && failed.length > 0; times++) {
    const before: readonly string[] = failed
    failed = await failedFiles(before, 1)
    unsteady.push(...before.filter((one) => failed?.includes(one) === false))
  }
  if (unsteady.length > 0) console.log(`\nunsteady, and right when run again alone: ${unsteady.join(', ')}`)
  if (failed === null || failed.length > 0) {
    console.error(`\nfailed: ${failed?.join(', ') ?? 'the run itself'}`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
