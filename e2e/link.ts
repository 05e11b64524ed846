// The wire between one device and the server, so that a test can cut it: up, down (refused at once), or silent (it
// connects and never answers, as a captive portal or a dying 2G cell does).
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type LinkState = 'up' | 'down' | 'silent'

/** A slow link, shared by all connections of the device as a radio cell is. */
export interface Shape {
  readonly roundTripMs: number
  readonly downKbit: number
  readonly upKbit: number
}

export interface Link {
  readonly url: string
  /** Null takes the shaping away. */
  shape(shape: Shape | null): void
  set(state: LinkState): void
  /** Paths asked for in vain while silent, since the last call. */
  asked(): readonly string[]
  /** Another port behind the link, as a captive portal puts itself there; null is the server again. */
  target(port: number | null): void
  /** Bytes that crossed since the last call, both ways. */
  bytes(): { readonly down: number; readonly up: number }
  close(): Promise<void>
}

export const createLink = async (targetPort: () => number): Promise<Link> => {
  let state: LinkState = 'up'
  let elsewhere: number | null = null
  let down = 0
  let up = 0
  let shaped: Shape | null = null
  const busy = { down: 0, up: 0 }
  /** Passes a chunk on when a link of that speed would have brought it. */
  const pass = (way: 'down' | 'up', chunk: Buffer, to: Socket): void => {
    const arrive = (): void => {
      if (way === 'down') down += chunk.length
      else up += chunk.length
      if (to.writable) to.write(chunk)
    }
    if (!shaped) {
      arrive()
      return
    }
    const now = performance.now()
    const kbit = way === 'down' ? shaped.downKbit : shaped.upKbit
    busy[way] = Math.max(busy[way], now) + (chunk.length * 8) / kbit
    setTimeout(arrive, busy[way] - now + shaped.roundTripMs / 2)
  }
  const asked: string[] = []
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
    if (state === 'silent') {
      client.on('data', (chunk: Buffer) => {
        // The body of a request can come in a chunk of its own: it asks for nothing.
        const path = /^[A-Z]+ (\S+) HTTP/.exec(chunk.toString('latin1'))?.[1]
        if (path !== undefined) asked.push(path)
      })
      return
    }
    const upstream = connect(elsewhere ?? targetPort(), '127.0.0.1')
    keep(upstream)
    client.on('data', (chunk: Buffer) => {
      pass('up', chunk, upstream)
    })
    upstream.on('data', (chunk: Buffer) => {
      pass('down', chunk, client)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () =>
      setTimeout(() => client.end(), shaped ? Math.max(0, busy.down - performance.now()) + shaped.roundTripMs : 0),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: () => asked.splice(0),
    target(port) {
      elsewhere = port
      for (const socket of open) socket.destroy()
    },
    shape(next) {
      shaped = next
    },
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
