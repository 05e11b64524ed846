// `npm run bench:sync`: everybody synchronises the same dossiers over the same bad links, and one table comes out.
// What the columns mean and what is not measured is in bench/README.md.
//
//   -- --only ours,floor   --work push,pull   --profile 2g   --dossiers 100   --cap 300   --seed 1
//   With fewer than 500 dossiers all run side by side and only on 2G: a look, not a measurement.
import { execFileSync, fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Result, Wanted } from './contender-process.ts'
import { contenders } from './contenders.ts'
import { crowdTable, linkTable, type Row } from './table.ts'
import { linkWorks, type Profile } from './works.ts'

const allWorks = [...linkWorks, 'crowd'] as const
const allProfiles: readonly Profile[] = ['2g', '3g']

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    work: { type: 'string' },
    profile: { type: 'string' },
    dossiers: { type: 'string', default: '1000' },
    cap: { type: 'string' },
    seed: { type: 'string', default: '1' },
    devices: { type: 'string' },
    each: { type: 'string' },
  },
})

const choose = <T extends string>(
  given: string | undefined,
  from: readonly T[],
  otherwise: readonly T[],
): readonly T[] => {
  if (given === undefined) return otherwise
  const names = given.split(',')
  const unknown = names.find((name) => !from.some((one) => one === name))
  if (unknown !== undefined) throw new Error(`${unknown}: one of ${from.join(', ')}`)
  return from.filter((one) => names.includes(one))
}

const dossiers = Number(values.dossiers)
const aLook = dossiers < 500
const names = choose(
  values.only,
  contenders.map(({ name }) => name),
  contenders.map(({ name }) => name),
)
const works = choose(values.work, allWorks, allWorks)
const profiles = choose(values.profile, allProfiles, aLook ? ['2g'] : allProfiles)
const plan = {
  dossiers,
  capS: Number(values.cap ?? (aLook ? 10 : 300)),
  seed: Number(values.seed),
  devices: Number(values.devices ?? (aLook ? 10 : 50)),
  each: Number(values.each ?? (aLook ? 20 : 100)),
}

const installPeers = (): void => {
  const cwd = new URL('../peers', import.meta.url).pathname
  if (existsSync(join(cwd, 'node_modules/.package-lock.json'))) return
  console.error('Installing what we are measured against, in bench/peers …')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const measure = (name: string, title: string, folder: string): Promise<Row> =>
  new Promise((resolve) => {
    const row: Row = { name, title, timings: [], crowd: null, failed: null }
    const child = fork(new URL('./contender-process.ts', import.meta.url), [name])
    child.on('message', (result: Result) => {
      if (result.type === 'timing') row.timings.push(result)
      else if (result.type === 'crowd') row.crowd = result.crowd
      else row.failed = result.why
      console.error(name.padEnd(12), JSON.stringify(result.type === 'failed' ? result.why : result))
    })
    child.on('exit', (code) => {
      if (code !== 0) row.failed ??= `ended with ${code}`
      resolve(row)
    })
    child.send({ plan: { ...plan, folder: join(folder, name) }, profiles, works } satisfies Wanted)
  })

const chosen = contenders.filter(({ name }) => names.includes(name))
if (chosen.some(({ peer }) => peer)) installPeers()
const folder = mkdtempSync(join(tmpdir(), 'morchid-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const rows: Row[] = []
if (aLook) rows.push(...(await Promise.all(chosen.map(({ name, title }) => measure(name, title, folder)))))
else for (const { name, title } of chosen) rows.push(await measure(name, title, folder))

for (const profile of profiles) console.log(linkTable(profile, plan, works, rows))
if (works.includes('crowd')) console.log(crowdTable(plan, rows))
if (aLook) console.log('Fewer than 500 dossiers, all side by side: a look, not a measurement.\n')
for (const { title, failed } of rows) if (failed !== null) console.log(`**${title}** failed: ${failed}\n`)
if (rows.some(({ failed }) => failed !== null)) process.exitCode = 1
