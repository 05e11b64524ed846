// An operator's command as a process of its own, as npm runs it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface CommandResult {
  readonly code: number | null
  /** What it printed, both streams. */
  readonly said: string
}

/** `script` is a file of scripts/, without its ending. */
export const runCommand = async (script: string, ...args: readonly string[]): Promise<CommandResult> => {
  const child = spawn(process.execPath, [`scripts/${script}.ts`, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, said }
}
