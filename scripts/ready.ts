// What the unit waits for after its start: comes back when the server of PORT can work, so that a command or a next restart
// finds it. It never fails a start: a server that is up and cannot work yet (a full disk, a long change of shape) is told of
// by doctor, and one that ended is systemd's to start again.
import { request } from 'node:http'
import process from 'node:process'
import { stopWith } from './stop-with.ts'

/** Under the 90 seconds systemd gives a start. Each look is a line of the server's log. */
const [LONGEST_MS, LOOK_MS] = [60_000, 250]
/** Looks at a server that answers and cannot work: it will not in a moment. */
const MOST_NOES = 20

try {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const config = parseConfig(process.env)
  if (!config.ok) stopWith(explainConfig(config.error))
  else if (config.value.port !== 0) await ready(config.value)
} catch (cause) {
  stopWith(cause)
}

async function ready({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const server = Number(process.env['MAINPID'] ?? 0)
  let noes = 0
  for (let waited = 0; waited < LONGEST_MS && noes < MOST_NOES; waited += LOOK_MS) {
    const status = await statusOf(near(host), port)
    if (status === 200) return
    if (status !== null) noes++
    if (server > 0 && !isAlive(server)) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  console.error('Le serveur est lancé et ne travaille pas encore : morchid doctor dit pourquoi.')
}

/** What listens everywhere is asked here. */
function near(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
}

/** Null when nobody answers. */
function statusOf(host: string, port: number): Promise<number | null> {
  return new Promise((done) => {
    const asked = request({ host, port, path: '/readyz', timeout: 5000 }, (answer) => {
      answer.resume()
      done(answer.statusCode ?? null)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => done(null))
    asked.end()
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
