// Runs one command after the other and stops at the first that fails; the steps of `npm test` and `npm run check`.
import { spawn } from 'node:child_process'

export interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
}

/** Resolves with the seconds it took; rejects with the step's name when it ends with anything but 0. */
export const run = ({ name, command, env = {} }: Step): Promise<number> =>
  new Promise((resolve, reject) => {
    const from = process.hrtime.bigint()
    console.log(
      `\n▸ ${name}: ${[...Object.entries(env).map(([key, value]) => `${key}=${value}`), ...command].join(' ')}`,
    )
    const [program, ...args] = command
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0
        ? resolve(Number(process.hrtime.bigint() - from) / 1e9)
        : reject(new Error(`${name} failed (${code})`)),
    )
  })

export const runAll = async (steps: readonly Step[]): Promise<void> => {
  try {
    const times: string[] = []
    for (const step of steps) times.push(`${step.name} ${(await run(step)).toFixed(0)} s`)
    console.log(`\n✓ ${times.join(' · ')}`)
  } catch (error) {
    console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
