// The wire between one device and the server, so that a test can cut it: up, down (refused at once), or silent (it
// connects and never answers, as a captive portal or a dying 2G cell does).
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type LinkState = 'up' | 'down' | 'silent'

export interface Link {
  readonly url: string
  set(state: LinkState): void
  /** Bytes that crossed since the last call, both ways. */
  bytes(): { readonly down: number; readonly up: number }
  close(): Promise<void>
}

export const createLink = async (targetPort: () => number): Promise<Link> => {
  let state: LinkState = 'up'
  let down = 0
  let up = 0
  const open = new Set<Socket>()
  const keep = (socket: Socket): void => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const server: Server = createServer((client) => {
    keep(client)
    if (state === 'down') {
      client.resetAndDestroy()
      return
    }
    if (state === 'silent') return
    const upstream = connect(targetPort(), '127.0.0.1')
    keep(upstream)
    client.on('data', (chunk) => (up += chunk.length))
    upstream.on('data', (chunk) => (down += chunk.length))
    client.pipe(upstream)
    upstream.pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    set(next) {
      state = next
      for (const socket of open) socket.destroy()
    },
    bytes() {
      const counted = { down, up }
      down = 0
      up = 0
      return counted
    },
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
