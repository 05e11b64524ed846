// A proxy as operators put in front of several processes: each request goes to the next one, and to the one after when
// that one does not open its door. A request that was begun is never sent twice: its caller loses the connection.
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RoundRobin {
  readonly url: string
  /** Requests whose caller got no answer. */
  lost(): number
  close(): Promise<void>
}

/** `open` is asked at each request: where processes are believed to listen. */
export const startRoundRobin = async (open: () => readonly string[]): Promise<RoundRobin> => {
  let [turn, lost] = [0, 0]
  const agent = new Agent({ keepAlive: false })
  const forward = (asked: IncomingMessage, answer: ServerResponse, body: Buffer, left: readonly string[]): void => {
    const [base, ...others] = left
    const giveUp = (): void => {
      lost++
      answer.destroy()
    }
    if (base === undefined) return giveUp()
    const { method, url, headers } = asked
    const sent = request(new URL(url ?? '/', base), { method, headers, agent })
    sent.on('response', (got) => {
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders)
      got.on('error', giveUp)
      got.pipe(answer)
    })
    sent.on('error', (cause: NodeJS.ErrnoException) => {
      if (answer.headersSent) return
      if (cause.code === 'ECONNREFUSED') forward(asked, answer, body, others)
      else giveUp()
    })
    sent.end(body)
  }
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('error', () => undefined)
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      const backends = open()
      const first = turn++ % Math.max(1, backends.length)
      forward(asked, answer, Buffer.concat(parts), [...backends.slice(first), ...backends.slice(0, first)])
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lost: () => lost,
    close: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
