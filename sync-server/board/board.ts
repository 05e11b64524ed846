// The boards of all units on one WebSocket server: who may come in (a ticket from the last sync), how much may be said,
// who is still there. `/board/<unit>?ticket=…`, as the stock WebsocketProvider of y-websocket writes it.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { BoardTicket } from '../accept/statement.ts'
import { createRoom, type Peer, type Room } from './room.ts'

export interface BoardPorts {
  /** Null when the ticket is not ours, for nobody, or too old. */
  readTicket(ticket: string): Promise<BoardTicket | null>
  seqOf(unit: string): Promise<number>
  /** Where the app is served from. */
  publicUrl(): string
}

export interface Board {
  /** Takes over the upgrades of that server. */
  attach(server: Pick<Server, 'on'>): void
  /** One upgrade, when the server's are shared out by somebody else. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void
  /** Sockets that are open. */
  readonly size: number
  /** The journals of these units may have grown; those of all units when none is named. */
  moved(units: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

/** A presence is some hundred bytes. */
const MOST_BYTES = 16 * 1024
const MOST_SOCKETS = 1000
const MOST_IN_ROOM = 100
/** Messages a socket may send in a minute; y-websocket sends four when nobody moves. */
const MOST_MESSAGES = 240
const MOST_WAITING_BYTES = 256 * 1024
const PING_MS = 25_000

export const createBoard = ({ readTicket, seqOf, publicUrl }: BoardPorts): Board => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false })
  const rooms = new Map<string, Room>()
  const alive = new WeakSet<WebSocket>()

  const moved = async (units: ReadonlySet<string>): Promise<void> => {
    for (const unit of units.size === 0 ? [...rooms.keys()] : units)
      if (rooms.has(unit)) rooms.get(unit)?.moveHead(await seqOf(unit))
  }

  const ping = setInterval(() => {
    // News of another process may be lost: it is then late by this much.
    moved(new Set()).catch(() => undefined)
    for (const socket of sockets.clients) {
      if (!alive.has(socket)) socket.terminate()
      else {
        alive.delete(socket)
        socket.ping()
      }
    }
  }, PING_MS)
  ping.unref()

  const roomOf = async (unit: string): Promise<Room> => {
    const seq = await seqOf(unit)
    const room = rooms.get(unit) ?? createRoom(seq)
    rooms.set(unit, room)
    room.moveHead(seq)
    return room
  }

  const enter = (socket: WebSocket, room: Room, { agent, unit }: BoardTicket): void => {
    alive.add(socket)
    rooms.set(unit, room)
    const count = createMinuteCount()
    const peer: Peer = {
      agent,
      send: (bytes) => {
        // Somebody who does not read any more is let go; the board is told again to whoever comes back.
        if (socket.bufferedAmount > MOST_WAITING_BYTES) socket.terminate()
        else if (socket.readyState === socket.OPEN) socket.send(bytes)
      },
      refuse: () => socket.close(1003),
    }
    socket.on('pong', () => alive.add(socket))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      room.leave(peer)
      if (room.size === 0 && rooms.get(unit) === room) rooms.delete(unit)
    })
    socket.on('message', (data, isBinary) => {
      if (count(Date.now()) > MOST_MESSAGES) socket.close(1008)
      else if (isBinary && Buffer.isBuffer(data)) room.hear(peer, new Uint8Array(data))
      else peer.refuse()
    })
    room.join(peer)
  }

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://board')
    const unit = /^\/board\/([^/]{1,200})$/.exec(url.pathname)?.[1]
    if (unit === undefined) return reject(stream, '404 Not Found')
    if (!isOwnPage(request, publicUrl())) return reject(stream, '403 Forbidden')
    const ticket = await readTicket(url.searchParams.get('ticket') ?? '')
    if (!ticket || ticket.unit !== safeDecode(unit)) {
      // 44xx tells y-websocket to stop trying; a refused upgrade it would repeat every few seconds for ever.
      return sockets.handleUpgrade(request, stream, head, (socket) => socket.close(4401))
    }
    const room = await roomOf(ticket.unit)
    if (sockets.clients.size >= MOST_SOCKETS || room.size >= MOST_IN_ROOM)
      return reject(stream, '503 Service Unavailable')
    sockets.handleUpgrade(request, stream, head, (socket) => enter(socket, room, ticket))
  }

  const take = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy())
    upgrade(request, stream, head).catch(() => reject(stream, '500 Internal Server Error'))
  }

  return {
    attach: (server) => void server.on('upgrade', take),
    upgrade: take,
    get size() {
      return sockets.clients.size
    },
    moved,
    close: async () => {
      clearInterval(ping)
      for (const socket of sockets.clients) socket.close(1001)
      const cut = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 500)
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
      clearTimeout(cut)
    },
  }
}

/** Answers in plain HTTP: the socket was never opened, and y-websocket tries again later. */
export const reject = (stream: Duplex, status: string): void => {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * A page of another origin may not open a socket here with a ticket it came by. What is no page (a command, a test) names no
 * origin. The address that was called counts too: a machine of the commune may be reached by another name than the public one.
 */
const isOwnPage = ({ headers }: IncomingMessage, publicUrl: string): boolean => {
  const { origin, host } = headers
  if (origin === undefined) return true
  const from = URL.parse(origin)
  return from !== null && (from.origin === new URL(publicUrl).origin || from.host === host)
}

const safeDecode = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** How many in the current minute, this one included. */
const createMinuteCount = (): ((nowMs: number) => number) => {
  let minute = 0
  let count = 0
  return (nowMs) => {
    const current = Math.floor(nowMs / 60_000)
    count = current === minute ? count + 1 : 1
    minute = current
    return count
  }
}
