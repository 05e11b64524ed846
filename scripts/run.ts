// Runs the steps of `npm test` and `npm run check`: stage after stage, the lanes of a stage beside each other, and stops at
// the first step that fails.
import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

export interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
  /** It runs on what the steps beside it leave of the processor. */
  readonly givesWay?: boolean
}

/** Steps in a row. */
type Lane = readonly Step[]

/** Every step starts Node, some of them a hundred times over: what it has compiled once it reads again. */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url))

/**
 * Resolves with the seconds it took; rejects with the step's name when it ends with anything but 0. What is `aside` says
 * all it has to say when it ends, or as the cause of the failure.
 */
export const run = (
  { name, command, env = {}, givesWay = false }: Step,
  place: 'in-front' | 'aside' = 'in-front',
): Promise<number> =>
  new Promise((resolve, reject) => {
    const from = process.hrtime.bigint()
    const title = `\n▸ ${name}: ${[...Object.entries(env).map(([key, value]) => `${key}=${value}`), ...command].join(' ')}`
    const [program, ...args] = command
    const child = spawn(program, args, {
      stdio: place === 'aside' ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { NODE_COMPILE_CACHE, ...process.env, ...env },
    })
    // Before it starts processes of its own: they inherit it.
    if (givesWay && child.pid !== undefined) setPriority(child.pid, 10)
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => said.push(bytes))
    if (place === 'in-front') console.log(title)
    child.on('error', reject)
    child.on('close', (code) => {
      const all = place === 'aside' ? `${title}\n${Buffer.concat(said).toString()}` : ''
      if (code !== 0) return reject(new Error(`${name} failed (${code})`, { cause: all }))
      if (all !== '') console.log(all)
      resolve(Number(process.hrtime.bigint() - from) / 1e9)
    })
  })

/** The first lane of a stage is in front, the others aside. */
export const runAll = async (stages: readonly (readonly Lane[])[]): Promise<void> => {
  const from = process.hrtime.bigint()
  const times: string[] = []
  const failed: string[] = []
  /** Last, where it is looked for. */
  const causes: unknown[] = []
  const runLane = async (lane: Lane, at: number): Promise<void> => {
    for (const step of lane) {
      if (failed.length > 0) return
      try {
        times.push(`${step.name} ${(await run(step, at === 0 ? 'in-front' : 'aside')).toFixed(0)} s`)
      } catch (error) {
        failed.push(error instanceof Error ? error.message : String(error))
        if (error instanceof Error && error.cause !== '') causes.push(error.cause)
        console.error(`\n✗ ${failed.at(-1)}`)
      }
    }
  }
  for (const stage of stages) if (failed.length === 0) await Promise.all(stage.map(runLane))
  if (failed.length > 0) process.exitCode = 1
  for (const cause of causes) console.log(cause)
  const whole = `${(Number(process.hrtime.bigint() - from) / 1e9).toFixed(0)} s`
  console.log(`\n${failed.length === 0 ? '✓' : `✗ ${failed.join(' · ')} ·`} ${times.join(' · ')} · in all ${whole}`)
}
