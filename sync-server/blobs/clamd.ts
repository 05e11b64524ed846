// Asks a ClamAV daemon on this machine or beside it whether bytes are known to be harmful. Its INSTREAM command is this
// short, so that no client is needed: the kept ones read files from disks, where nothing lies in clear here.
//
//   → zINSTREAM\0, (length, 4 bytes big-endian ‖ bytes)…, length 0      ← "stream: OK" or "stream: <name> FOUND"
import { connect, type NetConnectOpts } from 'node:net'
import { err, ok, type Result } from '../../shared/text/result.ts'

/** `not-there`: nobody answered, or not in its words. Nothing was found out, and it is to be asked again. */
export type ScanProblem = 'harmful' | 'not-there'
export type Scan = (bytes: Uint8Array) => Promise<Result<void, ScanProblem>>

const MOST_MS = 30_000
const MOST_ANSWER = 1_000

/** `place`: the path of its socket, or `host:port`. */
export const createScan = (place: string): Scan => {
  const options = optionsOf(place)
  return async (bytes) => {
    const said = await ask(options, bytes).catch(() => '')
    if (said.endsWith(': OK')) return ok(undefined)
    return err(said.endsWith(' FOUND') ? 'harmful' : 'not-there')
  }
}

const optionsOf = (place: string): NetConnectOpts => {
  const [, host, port] = /^([^/]+):(\d{1,5})$/.exec(place) ?? []
  return host && port ? { host, port: Number(port) } : { path: place }
}

const ask = (options: NetConnectOpts, bytes: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(options)
    socket.setTimeout(MOST_MS, () => socket.destroy(new Error('no answer')))
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      answer += text
      if (answer.length > MOST_ANSWER) socket.destroy(new Error('too long an answer'))
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer.replace(/\0.*$/s, '').trim()))
    socket.write('zINSTREAM\0')
    socket.write(lengthOf(bytes.length))
    socket.write(bytes)
    // It answers, then closes: ending here first would cut some daemons off.
    socket.write(lengthOf(0))
  })

const lengthOf = (length: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, length)
  return bytes
}
