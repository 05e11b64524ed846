// The server as anyone starts it: `npm start` in a process of its own, read by what it prints.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface PrintedLink {
  readonly role: string
  readonly name: string
  readonly url: string
}

export interface ServerProcess {
  readonly port: number
  readonly links: readonly PrintedLink[]
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number>
}

export const startServer = async (
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ['scripts/start.ts', '--no-build'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', TZ: 'Africa/Casablanca', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let port = 0
  const links: PrintedLink[] = []
  for await (const line of createInterface(child.stdout)) {
    const open = /^Morchid est ouvert : (\S+)/.exec(line)
    if (open) port = Number(new URL(open[1] ?? '').port)
    const link = /^(\w+) (.+): (http\S+#enrol=\S+)$/.exec(line)
    if (link) links.push({ role: link[1] ?? '', name: link[2] ?? '', url: link[3] ?? '' })
    if (line.startsWith('Nouveau lien')) break
  }
  if (port === 0) throw new Error('the server did not start')
  child.stdout.resume()
  return {
    port,
    links,
    async stop() {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      const [code] = await ended
      return Number(code)
    },
  }
}
