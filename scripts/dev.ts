// `npm run dev`: the app with reload (Vite, http://localhost:5173) and the server behind it, restarted at each change.
// Enrolment links point at Vite's address, so that what is opened is what is being edited.
import { spawn, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const env = { PUBLIC_URL: 'http://localhost:5173', LOG_LEVEL: 'warn', ...process.env }
const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: here('..'), env, stdio: 'inherit' })

const children = [
  start(['--watch', '--watch-preserve-output', here('start.ts'), '--no-build']),
  start([here('../node_modules/vite/bin/vite.js'), '--port', '5173', '--strictPort']),
]

const stop = (code: number): void => {
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}
for (const child of children) child.on('exit', (code) => stop(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0))
