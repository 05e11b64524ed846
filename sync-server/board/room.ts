// One room a unit: the live board. The server alone writes the room's document, a Y.Map `head` with `seq`; clients may
// ask for it and say who is where (awareness). Nothing durable passes here: whatever else a client sends is dropped.
//
//   client ── sync step 1 ──► step 2 (the head)        client ── awareness ──► everyone, the sender too
//   client ── sync step 2, update ──► dropped          server ── update ──► everyone, when the unit's journal grew
//
// The sender hears itself because y-websocket takes a silence of 30 seconds for a dead link.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, type Encoder } from 'lib0/encoding'
import { messageYjsSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { agentIn, parsePresence, presenceMessage, type Presence } from './presence.ts'

const messageSync = 0
const messageAwareness = 1
const messageQueryAwareness = 3

/** A socket as the room sees it. */
export interface Peer {
  readonly agent: string
  send(bytes: Uint8Array): void
  /** Ends the connection of someone who does not speak the protocol. */
  refuse(): void
}

export interface Room {
  readonly size: number
  join(peer: Peer): void
  leave(peer: Peer): void
  hear(peer: Peer, message: Uint8Array): void
  moveHead(seq: number): void
}

/** Tabs a browser may speak for over one socket (y-websocket relays between them). */
const MOST_CLIENTS = 8

export const createRoom = (seq: number): Room => {
  const doc = new Y.Doc()
  const head = doc.getMap<number>('head')
  head.set('seq', seq)
  /** What each peer says of itself, by the clientIDs it speaks for. */
  const peers = new Map<Peer, Map<number, Presence>>()

  const broadcast = (message: Uint8Array): void => {
    for (const peer of peers.keys()) peer.send(message)
  }
  const present = (): Uint8Array =>
    presenceMessage(
      messageAwareness,
      [...peers.values()].flatMap((spoken) => [...spoken.values()]),
    )

  doc.on('update', (update: Uint8Array) => broadcast(syncMessage((e) => writeUpdate(e, update))))

  /** A clientID belongs to who said it first, and to that person's next connection after a cut. */
  const mayClaim = (peer: Peer, { client, state }: Presence): boolean => {
    const named = agentIn(state)
    if (named !== null && named !== peer.agent) return false
    return [...peers].every(([other, spoken]) => other === peer || other.agent === peer.agent || !spoken.has(client))
  }

  const hearPresence = (peer: Peer, said: readonly Presence[]): void => {
    const own = peers.get(peer)
    if (!own) return
    const accepted = said.filter((entry) => mayClaim(peer, entry) && (own.has(entry.client) || own.size < MOST_CLIENTS))
    for (const entry of accepted) {
      for (const [other, spoken] of peers) if (other !== peer) spoken.delete(entry.client)
      if (entry.state === 'null') own.delete(entry.client)
      else own.set(entry.client, entry)
    }
    if (accepted.length > 0) broadcast(presenceMessage(messageAwareness, accepted))
  }

  const hear = (peer: Peer, message: Uint8Array): void => {
    const decoder = createDecoder(message)
    const type = readVarUint(decoder)
    if (type === messageAwareness) {
      const said = parsePresence(readVarUint8Array(decoder))
      if (said) hearPresence(peer, said)
      else peer.refuse()
    } else if (type === messageQueryAwareness) peer.send(present())
    else if (type === messageSync && readVarUint(decoder) === messageYjsSyncStep1) {
      const known = readVarUint8Array(decoder)
      peer.send(syncMessage((e) => writeSyncStep2(e, doc, known)))
    }
  }

  return {
    get size() {
      return peers.size
    },
    join: (peer) => {
      peers.set(peer, new Map())
      peer.send(present())
    },
    leave: (peer) => {
      const spoken = [...(peers.get(peer)?.values() ?? [])]
      peers.delete(peer)
      const gone = spoken.map((entry) => ({ ...entry, clock: entry.clock + 1, state: 'null' }))
      if (gone.length > 0) broadcast(presenceMessage(messageAwareness, gone))
    },
    hear: (peer, message) => {
      try {
        hear(peer, message)
      } catch {
        // lib0 and Yjs throw on truncated or forged bytes while reading, before anything changed.
        peer.refuse()
      }
    },
    moveHead: (next) => {
      // Two who asked at the same time may come in the wrong order.
      if (next > (head.get('seq') ?? 0)) head.set('seq', next)
    },
  }
}

const syncMessage = (write: (encoder: Encoder) => void): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageSync)
  write(encoder)
  return toUint8Array(encoder)
}
