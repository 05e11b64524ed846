// The real server as a process of its own, to be killed at any moment, and a road to it that behaves as a network does:
// when nothing answers, the request fails and nothing is thrown.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readLocalWord } from '../accept/keys.ts'
import type { Reachable } from '../testing/test-server.ts'

export interface Launch {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
  /** What goes before the command: how to enter another mount namespace. */
  readonly through?: readonly string[]
  /** A file descriptor for the log, which `said` does not know then. */
  readonly logTo?: number
}

export interface ServerProcess {
  /** Its address, once it listens. Rejects when it ends before that, with what it said. */
  readonly ready: Promise<string>
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>
  /** Everything on standard error so far (unless it goes to a file). */
  said(): string
  /** SIGKILL: no goodbye. Resolves when it is gone. */
  kill(): Promise<void>
  /** As Ctrl-C does. Resolves with the exit code. */
  stop(): Promise<number | null>
}

/** The status a request is given when nothing answered: the server itself never says this. */
export const nobodyThere = 599

const root = fileURLToPath(new URL('../..', import.meta.url))

export const launchServer = ({ dataDir, env = {}, through = [], logTo }: Launch): ServerProcess => {
  const [program = process.execPath, ...args] = [...through, process.execPath, 'scripts/start.ts', '--no-build']
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', logTo ?? 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null))
  const ready = addressOf(child, ended, () => said)
  // Who kills it before it listens does not wait for it.
  ready.catch(() => undefined)
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return { ready, ended, said: () => said, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGINT') }
}

const addressOf = (child: ChildProcess, ended: Promise<number | null>, said: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { stdout } = child
    if (!stdout) return
    createInterface({ input: stdout }).on('line', (line) => {
      const open = /^Morchid est ouvert : (\S+)/.exec(line)
      if (open?.[1] !== undefined) resolve(open[1].replace('localhost', '127.0.0.1'))
    })
    ended.then((code) => reject(new Error(`the server ended (${code}): ${said()}`)), reject)
  })

/** `url` is asked at each request: null while no server runs. `dataDir` is where this process sees the folder. */
export const roadTo = (url: () => string | null, dataDir: string): Reachable => {
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const base = url()
    if (base === null) return unreachable()
    const headers = new Headers(init.headers)
    // The ticket is read from the database: that would wait for the COMMIT, and hide an answer that did not.
    headers.delete('Morchid-Board')
    try {
      const answer = await fetch(`${base}${path}`, { ...init, headers })
      // Read to the end here: an answer that is cut is no answer.
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers })
    } catch {
      return unreachable()
    }
  }
  return {
    request,
    now: () => new Date(),
    codeFor: async (agent) => {
      const answer = await request('/api/local/link', {
        method: 'POST',
        headers: { Authorization: `Bearer ${readLocalWord(dataDir) ?? ''}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ agent }),
      })
      const link = (await answer.json()) as { url: string }
      return new URL(link.url).hash.split(/[=&]/)[1] ?? ''
    },
  }
}

const unreachable = (): Response => new Response(null, { status: nobodyThere })
