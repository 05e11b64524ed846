// A device as the server sees one: the requests, cursors, heads and signatures of the product's own, over a connection
// that stays open. It keeps nothing of what it reads and checks only that it is not lied to: a thousand of them fit in one
// process. For a whole device: ../device.ts.
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { Epoch, Head, OutboxPacket } from '../../shared/sync/ports.ts'
import { parseAnswer, type SyncAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType, newestProtocol } from '../../shared/sync/wire-parts.ts'
import { encodeRequest, requestToSign, sealRequest, sinceProtocol2 } from '../../shared/sync/wire-request.ts'
import { signerOf } from '../device/signing-keys.ts'
import type { Sitting } from './sittings.ts'

/** What one sync cost its device. */
export interface SyncCost {
  /** Milliseconds from its first byte to the last of its answers. */
  readonly ms: number
  readonly requests: number
  readonly entriesRead: number
  /** Refusals by their status: 429, 503, 507. */
  readonly refusals: readonly number[]
}

export interface LightDevice {
  /** Sends its next packets and reads whatever is new. Throws when something is held, refused for good or missing. */
  sync(packets: number): Promise<SyncCost>
  /** Packets it has not sent. */
  left(): number
  close(): void
}

export interface Known {
  readonly epoch: Epoch | null
  /** Up to where it has read its unit's journal. */
  readonly cursor: number
}

const unpacked = promisify(brotliDecompress)
const askLater = new Set([429, 503, 507])

/** `host`: the commune's name, where a process serves several. */
export const createLightDevice = async (
  port: number,
  sitting: Sitting,
  known: Known,
  host = '127.0.0.1',
): Promise<LightDevice> => {
  const { member, incarnation, certificate, packets } = sitting
  const sign = await signerOf(member.sessionKey)
  const connection = new http.Agent({ keepAlive: true, maxSockets: 1 })
  let [sent, isKnown] = [0, false]
  let { epoch, cursor } = known
  let directoryVersion: string | null = null

  const requestFor = async (going: readonly OutboxPacket[]): Promise<Uint8Array> => {
    const last = packets[sent + going.length - 1]
    const encoded = encodeRequest({
      protocol: newestProtocol,
      incarnation,
      certificate: isKnown ? null : certificate,
      epoch,
      directoryVersion,
      cursors: epoch ? { [member.unit]: cursor } : {},
      wantsReferences: false,
      chains: last ? [{ incarnation, n: last.n, hash: last.hash }] : [],
      nonce: crypto.getRandomValues(new Uint8Array(8)),
      time: Date.now(),
      ...sinceProtocol2,
      packets: going.map(({ bytes }) => bytes),
    })
    return sealRequest(encoded, await sign(requestToSign(encoded)))
  }
  const take = (answer: SyncAnswer, upTo: Head | undefined): void => {
    const head = answer.heads.find((one) => one.incarnation === incarnation)
    if (answer.session !== 'open' || answer.held.length > 0 || (upTo && head?.hash !== upTo.hash))
      throw new Error(`${member.agent}: ${JSON.stringify({ ...answer, entries: 0, directory: 0, nonce: 0 })}`)
    isKnown = true
    epoch = answer.epoch
    cursor = answer.cursors[member.unit] ?? cursor
    directoryVersion = answer.directoryVersion ?? directoryVersion
  }

  return {
    left: () => packets.length - sent,
    close: () => connection.destroy(),
    sync: async (count) => {
      let going = packets.slice(sent, sent + count)
      let [ms, requests, entriesRead] = [0, 0, 0]
      const refusals: number[] = []
      for (;;) {
        const request = await requestFor(going)
        const from = performance.now()
        const { status, retryAfter, body } = await postAgain(port, host, connection, request)
        ms += performance.now() - from
        requests++
        if (askLater.has(status)) {
          refusals.push(status)
          await pause(retryAfter * 1000)
          continue
        }
        if (status !== 200) throw new Error(`${member.agent}: status ${status}`)
        const answer = parseAnswer(body)
        if (!answer.ok) throw new Error(`${member.agent}: ${JSON.stringify(answer.error)}`)
        take(answer.value, going.at(-1))
        sent += going.length
        going = []
        entriesRead += answer.value.entries.length
        if (!answer.value.more) return { ms, requests, entriesRead, refusals }
      }
    },
  }
}

interface Posted {
  readonly status: number
  /** Seconds. */
  readonly retryAfter: number
  readonly body: Uint8Array
}

/** Asks again over a new connection when the one that was kept had ended, as a browser does. */
const postAgain = (port: number, host: string, agent: http.Agent, request: Uint8Array): Promise<Posted> =>
  post(port, host, agent, request).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ECONNRESET') throw cause
    return postAgain(port, host, agent, request)
  })

const post = (port: number, host: string, agent: http.Agent, request: Uint8Array): Promise<Posted> =>
  new Promise((resolve, reject) => {
    const headers = {
      Host: host,
      'Content-Type': mediaType,
      'Content-Length': request.length,
      'Accept-Encoding': 'br',
    }
    const asked = http.request({ port, host: '127.0.0.1', path: '/api/sync', method: 'POST', agent, headers })
    asked.on('error', reject)
    asked.on('response', (response) => {
      const read = async (): Promise<Posted> => {
        const raw = Buffer.concat(await response.toArray())
        const body = response.headers['content-encoding'] === 'br' ? await unpacked(raw) : raw
        return {
          status: response.statusCode ?? 0,
          retryAfter: Number(response.headers['retry-after'] ?? 1),
          body: new Uint8Array(body),
        }
      }
      read().then(resolve, reject)
    })
    asked.end(request)
  })
