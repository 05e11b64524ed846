// The room by itself, with peers that are arrays: what it tells, what it passes on, what it drops.
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { parsePresence, presenceMessage, type Presence } from './presence.ts'
import { createRoom, type Peer } from './room.ts'

interface FakePeer extends Peer {
  readonly got: Uint8Array[]
  refused: number
  presence(): readonly Presence[]
}

const createPeer = (agent: string): FakePeer => {
  const peer: FakePeer = {
    agent,
    got: [],
    refused: 0,
    send: (bytes) => void peer.got.push(bytes),
    refuse: () => {
      peer.refused++
    },
    presence: () =>
      peer.got.flatMap((message) => {
        const decoder = createDecoder(message)
        return readVarUint(decoder) === 1 ? (parsePresence(readVarUint8Array(decoder)) ?? []) : []
      }),
  }
  return peer
}

const message = (type: number, write: (e: ReturnType<typeof createEncoder>) => void): Uint8Array => {
  const e = createEncoder()
  writeVarUint(e, type)
  write(e)
  return toUint8Array(e)
}
const here = (client: number, clock: number, state: unknown): Uint8Array =>
  presenceMessage(1, [{ client, clock, state: JSON.stringify(state) }])

/** What a stock client would know after these messages. */
const seqOf = (peer: FakePeer): unknown => {
  const doc = new Y.Doc()
  for (const one of peer.got) {
    const decoder = createDecoder(one)
    if (readVarUint(decoder) === 0) readSyncMessage(decoder, createEncoder(), doc, null)
  }
  return doc.getMap('head').get('seq')
}

test('whoever asks is told the head, and everyone is told when it moves', () => {
  const room = createRoom(7)
  const [one, two] = [createPeer('fatima'), createPeer('omar')]
  room.join(one)
  room.join(two)
  for (const peer of [one, two])
    room.hear(
      peer,
      message(0, (e) => writeSyncStep1(e, new Y.Doc())),
    )
  expect([seqOf(one), seqOf(two)]).toEqual([7, 7])
  room.moveHead(8)
  expect([seqOf(one), seqOf(two)]).toEqual([8, 8])
})

test('no client can write the room’s document', () => {
  const room = createRoom(7)
  const [liar, reader] = [createPeer('fatima'), createPeer('omar')]
  room.join(liar)
  room.join(reader)
  const doc = new Y.Doc()
  doc.getMap('head').set('seq', 9999)
  room.hear(
    liar,
    message(0, (e) => writeUpdate(e, Y.encodeStateAsUpdate(doc))),
  )
  room.hear(
    liar,
    message(0, (e) => {
      writeVarUint(e, 1)
      writeVarUint8Array(e, Y.encodeStateAsUpdate(doc))
    }),
  )
  room.hear(
    reader,
    message(0, (e) => writeSyncStep1(e, new Y.Doc())),
  )
  expect(seqOf(reader)).toBe(7)
})

test('presence reaches everyone, the sender too, and newcomers', () => {
  const room = createRoom(0)
  const [one, two, late] = [createPeer('fatima'), createPeer('omar'), createPeer('nadia')]
  room.join(one)
  room.join(two)
  room.hear(one, here(11, 1, { agent: 'fatima', dossier: 'd' }))
  room.join(late)
  for (const peer of [one, two, late])
    expect(peer.presence()).toEqual([{ client: 11, clock: 1, state: '{"agent":"fatima","dossier":"d"}' }])
})

test('a peer that leaves is gone for the others', () => {
  const room = createRoom(0)
  const [one, two] = [createPeer('fatima'), createPeer('omar')]
  room.join(one)
  room.join(two)
  room.hear(one, here(11, 4, { agent: 'fatima' }))
  room.leave(one)
  expect(two.presence().at(-1)).toEqual({ client: 11, clock: 5, state: 'null' })
  expect(room.size).toBe(1)
})

test('nobody speaks for somebody else, neither by name nor by clientID', () => {
  const room = createRoom(0)
  const [honest, liar] = [createPeer('fatima'), createPeer('omar')]
  room.join(honest)
  room.join(liar)
  room.hear(honest, here(11, 1, { agent: 'fatima' }))
  room.hear(liar, here(12, 1, { agent: 'fatima' }))
  room.hear(liar, here(11, 2, null))
  room.hear(liar, here(11, 2, { agent: 'omar' }))
  expect(honest.presence()).toHaveLength(1)
})

test('the same person comes back after a cut with the same tab', () => {
  const room = createRoom(0)
  const [before, after] = [createPeer('fatima'), createPeer('fatima')]
  room.join(before)
  room.hear(before, here(11, 1, { agent: 'fatima' }))
  room.join(after)
  room.hear(after, here(11, 2, { agent: 'fatima' }))
  room.leave(before)
  expect(after.presence().at(-1)).toMatchObject({ client: 11, clock: 2 })
})

test('what y-protocols writes is read, and what is written here it reads', () => {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({ agent: 'fatima', question: 'nom' })
  const parsed = parsePresence(encodeAwarenessUpdate(awareness, [awareness.clientID]))
  expect(parsed).toEqual([{ client: awareness.clientID, clock: 1, state: '{"agent":"fatima","question":"nom"}' }])
  awareness.destroy()
})

test('too many, too long, or no JSON is refused', () => {
  const room = createRoom(0)
  const peer = createPeer('fatima')
  room.join(peer)
  room.hear(peer, here(1, 1, { note: 'x'.repeat(2000) }))
  room.hear(peer, presenceMessage(1, [{ client: 1, clock: 1, state: '{broken' }]))
  room.hear(
    peer,
    presenceMessage(
      1,
      Array.from({ length: 65 }, (_, client) => ({ client, clock: 1, state: '{}' })),
    ),
  )
  expect(peer.refused).toBe(3)
  for (let client = 0; client < 20; client++) room.hear(peer, here(client, 1, {}))
  const late = createPeer('omar')
  room.join(late)
  expect(late.presence()).toHaveLength(8)
})

test('any bytes at all leave the room standing', () => {
  const room = createRoom(5)
  const peer = createPeer('fatima')
  room.join(peer)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => room.hear(peer, bytes)),
    { numRuns: 2000 },
  )
  const reader = createPeer('omar')
  room.join(reader)
  room.hear(
    reader,
    message(0, (e) => writeSyncStep1(e, new Y.Doc())),
  )
  expect(seqOf(reader)).toBe(5)
})

test('a head that was read earlier and comes later moves nothing back', () => {
  const room = createRoom(7)
  room.moveHead(9)
  room.moveHead(8)
  const reader = createPeer('omar')
  room.join(reader)
  room.hear(
    reader,
    message(0, (e) => writeSyncStep1(e, new Y.Doc())),
  )
  expect(seqOf(reader)).toBe(9)
})
