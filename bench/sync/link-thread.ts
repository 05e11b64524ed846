// The thread that is the link. Two lanes, up and down, each shared by all connections: a segment of at most 1,400 bytes
// takes its turn, is sent at the lane's speed with its 40 bytes of headers, and arrives half a round trip later.
// A connection begins with a handshake over the same lanes. No congestion control and no acknowledgement segments:
// a real link is a little slower than this one, for everybody alike.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { createRng } from '../../shared/sync/simulation/random.ts'

export interface Shape {
  readonly roundTripMs: number
  readonly downKbit: number
  readonly upKbit: number
  /** Every so often all connections die, and none opens for a while. */
  readonly cuts: { readonly fromMs: number; readonly toMs: number; readonly downMs: number } | null
}

export interface Counts {
  /** Bytes the two ends wrote. */
  readonly up: number
  readonly down: number
  /** The same with the headers of IP and TCP. */
  readonly upIp: number
  readonly downIp: number
  readonly connections: number
  readonly requests: number
  readonly cuts: number
}

export type Order =
  | { readonly type: 'target'; readonly port: number }
  | { readonly type: 'shape'; readonly shape: Shape | null; readonly seed: number }
  | { readonly type: 'count' }

export interface Report {
  readonly counts: Counts
}

const segmentBytes = 1400
const headerBytes = 40
const synBytes = 60
/** A connection with more than this on the lane is not read from: a send window. */
const windowBytes = 32_768

const nothing = { up: 0, down: 0, upIp: 0, downIp: 0, connections: 0, requests: 0, cuts: 0 }
let counts = { ...nothing }
let targetPort = 0
let shape: Shape | null = null
let down = false
let cutTimer: NodeJS.Timeout | undefined
const open = new Set<Socket>()

interface Lane {
  /** `arrived` is called when the last of these bytes is at the other end. */
  send(payload: number, wire: number, arrived: () => void): void
  /** What is under way never arrives. */
  lose(): void
}

const createLane = (way: 'up' | 'down'): Lane => {
  let underWay: { readonly at: number; readonly arrive: () => void }[] = []
  let busyUntil = 0
  let timer: NodeJS.Timeout | undefined
  const deliver = (): void => {
    timer = undefined
    const now = performance.now()
    for (let first = underWay[0]; first && first.at <= now; first = underWay[0]) {
      underWay.shift()
      first.arrive()
    }
    const next = underWay[0]
    if (next) timer ??= setTimeout(deliver, next.at - now)
  }
  return {
    send(payload, wire, arrived) {
      const arrive = (): void => {
        counts[way] += payload
        counts[way === 'up' ? 'upIp' : 'downIp'] += wire
        arrived()
      }
      const now = performance.now()
      const sending = shape ? (wire * 8) / (way === 'up' ? shape.upKbit : shape.downKbit) : 0
      busyUntil = Math.max(busyUntil, now) + sending
      // Without a shape bytes keep their order behind what a shape has left under way.
      if (!shape && underWay.length === 0) arrive()
      else {
        underWay.push({ at: busyUntil + (shape?.roundTripMs ?? 0) / 2, arrive })
        timer ??= setTimeout(deliver, busyUntil - now + (shape?.roundTripMs ?? 0) / 2)
      }
    },
    lose() {
      clearTimeout(timer)
      timer = undefined
      underWay = []
      busyUntil = 0
    },
  }
}

const lanes = { up: createLane('up'), down: createLane('down') }

const carry = (way: 'up' | 'down', from: Socket, to: Socket): void => {
  let under = 0
  from.on('data', (chunk: Buffer) => {
    if (way === 'up' && /^[A-Z]{3,7} \S+ HTTP\/1/.test(chunk.toString('latin1', 0, 400))) counts.requests++
    for (let at = 0; at < chunk.length; at += segmentBytes) {
      const segment = chunk.subarray(at, at + segmentBytes)
      under += segment.length
      lanes[way].send(segment.length, segment.length + headerBytes, () => {
        under -= segment.length
        if (to.writable) to.write(segment)
        if (under < windowBytes / 2 && from.isPaused()) from.resume()
      })
    }
    if (under > windowBytes) from.pause()
  })
  from.on('end', () => lanes[way].send(0, headerBytes, () => to.end()))
  from.on('error', () => lanes[way].send(0, headerBytes, () => to.destroy()))
}

const keep = (socket: Socket): void => {
  socket.setNoDelay(true)
  open.add(socket)
  socket.on('close', () => open.delete(socket))
  socket.on('error', () => socket.destroy())
}

const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
  keep(client)
  if (down) {
    client.resetAndDestroy()
    return
  }
  counts.connections++
  // SYN up, SYN-ACK down, ACK up together with the first segment.
  lanes.up.send(0, synBytes, () => {
    if (client.destroyed) return
    const upstream = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    keep(upstream)
    upstream.pause()
    upstream.on('connect', () =>
      lanes.down.send(0, synBytes, () => {
        lanes.up.send(0, headerBytes, () => undefined)
        carry('up', client, upstream)
        carry('down', upstream, client)
        client.resume()
        upstream.resume()
      }),
    )
    upstream.on('close', (failed) => failed && client.destroy())
    client.on('close', () => upstream.readableEnded || lanes.up.send(0, headerBytes, () => upstream.destroy()))
  })
})

const dropAll = (): void => {
  lanes.up.lose()
  lanes.down.lose()
  for (const socket of open) socket.destroy()
}

const planCuts = (cuts: Shape['cuts'], seed: number): void => {
  clearTimeout(cutTimer)
  down = false
  if (!cuts) return
  const random = createRng(seed)
  const next = (): void => {
    cutTimer = setTimeout(
      () => {
        counts.cuts++
        down = true
        dropAll()
        cutTimer = setTimeout(() => {
          down = false
          next()
        }, cuts.downMs)
      },
      cuts.fromMs + random.next() * (cuts.toMs - cuts.fromMs),
    )
  }
  next()
}

const obey = (order: Order): Counts => {
  const before = counts
  switch (order.type) {
    case 'target':
      targetPort = order.port
      dropAll()
      break
    case 'shape':
      shape = order.shape
      planCuts(shape?.cuts ?? null, order.seed)
      break
    case 'count':
      counts = { ...nothing }
  }
  return before
}

const tell = (message: number | Report): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message)
}
server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port))
parentPort?.on('message', (order: Order) => tell({ counts: obey(order) }))
