// A gateway that listens on a port of this machine as Kannel's sendsms does, and remembers what it was asked to send.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { KannelAccount } from '../notify/sms-gateway.ts'

export interface FakeGateway {
  readonly account: KannelAccount
  /** The fields of each request, in the order in which they came. */
  readonly asked: Readonly<Record<string, string>>[]
  /** The texts of those it said yes to. */
  readonly taken: string[]
  /** What it answers from now on; null: never anything. */
  answers: number | null
  close(): Promise<void>
}

export const createFakeGateway = async (): Promise<FakeGateway> => {
  const asked: Readonly<Record<string, string>>[] = []
  const taken: string[] = []
  const server: Server = createServer((request, response) => {
    const fields = Object.fromEntries(new URL(request.url ?? '', 'http://gateway').searchParams)
    asked.push(fields)
    if (gateway.answers === null) return
    if (gateway.answers === 202) taken.push(fields['text'] ?? '')
    response.writeHead(gateway.answers, { Location: '/elsewhere' })
    response.end(gateway.answers === 202 ? '0: Accepted for delivery' : 'Temporal failure, try again later.')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const gateway: FakeGateway = {
    account: {
      url: `http://127.0.0.1:${port}/cgi-bin/sendsms`,
      user: 'morchid',
      password: 'p&ss word',
      from: 'COMMUNE',
    },
    asked,
    taken,
    answers: 202,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return gateway
}
