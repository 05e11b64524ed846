// The real server in a process of its own, as `npm start` runs it, and what the kernel says it cost. Linux only.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { startFlags } from '../sync/start-flags.ts'

/** Of a process and those it started. */
export interface Cost {
  readonly cpuMs: number
  /** The highest each has had, added up. */
  readonly peakMb: number
}

export interface Served {
  readonly port: number
  /** The server, and the processes that read and examine for it. */
  cost(): Cost
  /** Megabytes they have at this moment. */
  residentMb(): number
  /** As Ctrl-C does. */
  stop(): Promise<void>
}

const root = new URL('../..', import.meta.url).pathname
const ready = /^Morchid est ouvert : http:\/\/[^:]+:(\d+)/

export const serve = async (env: Readonly<Record<string, string>>): Promise<Served> => {
  const child = spawn(process.execPath, [...startFlags(root), 'scripts/start.ts', '--no-build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Whatever ends the bench ends its servers.
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  let port = 0
  for await (const line of createInterface(child.stdout)) {
    port = Number(ready.exec(line)?.[1] ?? 0)
    if (port > 0) break
  }
  if (port === 0) throw new Error('the server did not start')
  child.stdout.resume()
  return {
    port,
    cost: () => costOf([child.pid ?? 0]),
    residentMb: () =>
      withChildren(child.pid ?? 0).reduce(
        (mb, pid) => mb + Number(/VmRSS:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024,
        0,
      ),
    stop: async () => {
      process.off('exit', end)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await ended
    },
  }
}

/** With all their descendants, those that have ended included. */
export const costOf = (pids: readonly number[]): Cost => {
  let [cpuMs, peakMb] = [0, 0]
  for (const pid of pids.flatMap(withChildren)) {
    const [stat, status] = [read(pid, 'stat'), read(pid, 'status')]
    // The name in brackets may hold spaces. User, system, and the same of children that ended: the 12th to 15th fields
    // after it, in 1/100 s.
    const fields = stat.split(') ')[1]?.split(' ').slice(11, 15) ?? []
    cpuMs += fields.reduce((sum, field) => sum + Number(field) * 10, 0)
    peakMb += Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
  }
  return { cpuMs, peakMb }
}

/** Now, of processes that share some of it: each one's own, added up, and what they have in common. */
export const memoryOf = (pids: readonly number[]): { readonly ownMb: number; readonly sharedMb: number } => {
  let [ownMb, sharedMb] = [0, 0]
  for (const pid of pids.flatMap(withChildren)) {
    const of = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(read(pid, 'status'))?.[1] ?? 0) / 1024
    ownMb += of('RssAnon')
    sharedMb = Math.max(sharedMb, of('RssShmem'))
  }
  return { ownMb, sharedMb }
}

const withChildren = (pid: number): readonly number[] => [
  pid,
  ...read(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number).flatMap(withChildren),
]

/** Empty for a process that has ended meanwhile. */
const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
