// Says where the server of a data folder answers, so that commands on this machine find it. Of several processes on one
// folder the last one started stands there; it is taken away by the process that wrote it, and by no other.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import * as v from 'valibot'

export const runningFile = (dataDir: string): string => join(dataDir, 'running.json')

const shape = v.object({ pid: v.number() })

/** On a full disk the server starts all the same: people can read. `host`: the name to ask for, where several answer. */
export const writeRunningFile = (dataDir: string, url: string, log: Pick<Logger, 'warn'>, host?: string): void => {
  try {
    writeFileSync(runningFile(dataDir), JSON.stringify({ pid: process.pid, url, host }))
  } catch (error) {
    log.warn({ error: String(error) }, 'commands on this machine will not find the server')
  }
}

export const dropRunningFile = (dataDir: string): void => {
  const path = runningFile(dataDir)
  try {
    if (v.parse(shape, JSON.parse(readFileSync(path, 'utf8'))).pid !== process.pid) return
  } catch {
    // Not there, or not to be read: of no use to anybody.
  }
  rmSync(path, { force: true })
}
