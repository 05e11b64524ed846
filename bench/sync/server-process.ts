// Starts a contender's server in a process of its own and reads from the kernel what it cost. Linux only.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Served } from './contender.ts'

interface Start {
  readonly folder: string
  readonly script: string
  /** For Node, before the script. */
  readonly flags?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** The line that says it listens; its first group is the port. */
  readonly ready: RegExp
}

export const serveProcess = async ({
  folder,
  script,
  flags = [],
  args = [],
  env = {},
  cwd,
  ready,
}: Start): Promise<Served> => {
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, [...flags, script, ...args], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  // Whatever ends the bench ends its servers.
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  let port = 0
  for await (const line of createInterface(child.stdout)) {
    port = Number(ready.exec(line)?.[1] ?? 0)
    if (port > 0) break
  }
  if (port === 0) throw new Error(`${script} did not start`)
  child.stdout.resume()
  const proc = `/proc/${child.pid}`
  return {
    port,
    folder,
    async kill() {
      process.off('exit', end)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    usage() {
      // The name in brackets may hold spaces; user and system time are the 12th and 13th fields after it, in 1/100 s.
      const fields = readFileSync(`${proc}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`${proc}/status`, 'utf8'))?.[1]
      return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, peakRssMb: Number(peak) / 1024 }
    },
  }
}

/** A port that was free a moment ago, for servers that cannot be asked to take any. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
