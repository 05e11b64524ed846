// The two messages of POST /api/sync as bytes. Both are read as if a stranger had sent them: bounded, total, no throw.
// Layout in SPEC.md.
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { encodeUtf8 } from 'lib0/string'
import type { Directory } from '../access/directory.ts'
import type { Result } from '../text/result.ts'
import { createReader, hashToBytes, idToBytes, writeText } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { parseDirectory } from './directory-schema.ts'
import { limits } from './limits.ts'
import { encodeEntries, guarded, parseEntries } from './packet.ts'
import {
  fail,
  readCursors,
  readEpoch,
  readHeads,
  readList,
  writeCursors,
  writeEpoch,
  writeHeads,
  writeMaybe,
} from './wire-parts.ts'
import type { Cursors, Entry, Epoch, Head, Held, HeldReason, ReferenceBlock } from './ports.ts'

export const mediaType = 'application/vnd.morchid.sync'

export interface SyncRequest {
  /** The open session; null when the device is locked: then nothing can be read. */
  readonly incarnation: string | null
  /** The session's certificate, while the server may not know it. */
  readonly certificate: Uint8Array | null
  readonly epoch: Epoch | null
  readonly directoryVersion: string | null
  readonly cursors: Cursors
  readonly wantsReferences: boolean
  /** Own chains, as far as they are cut: the server answers with a head for each of them. */
  readonly chains: readonly Head[]
  /** 8 random bytes, which the answer repeats: an old or foreign answer is never taken for this one's. */
  readonly nonce: Uint8Array
  /** The device's clock, ms since 1970. */
  readonly time: number
  /** Encoded packets, in the order they were cut. */
  readonly packets: readonly Uint8Array[]
}

/** `signature` by the session key over `signed`; null when locked. */
export interface SignedRequest {
  readonly request: SyncRequest
  readonly signed: Uint8Array
  readonly signature: Uint8Array | null
}

/** How the server took the session. Only `open` may read. Order is wire format: only ever append. */
export const sessionStates = ['locked', 'open', 'unknown', 'expired', 'revoked', 'refused'] as const
export type SessionState = (typeof sessionStates)[number]

/** Why a packet was not taken. It may be sent again, except when forked. Order is wire format. */
export const packetRefusals = ['malformed', 'certificate', 'signature', 'gap', 'forked'] as const
export type PacketRefusal = (typeof packetRefusals)[number]

export interface RefusedPacket {
  readonly incarnation: string
  readonly n: number
  readonly reason: PacketRefusal
}

/** Order is wire format: only ever append. */
const heldReasons: readonly HeldReason[] = [
  'guard',
  'pending',
  'key-not-allowed',
  'clock-reused',
  'act-malformed',
  'act-not-allowed',
  'act-author',
  'after-submission',
  'not-in-circulation',
  'unknown-procedure',
  'too-large',
  'unreadable',
]

export interface SyncAnswer {
  readonly nonce: Uint8Array
  readonly epoch: Epoch
  readonly session: SessionState
  /** For every chain of the request; n = 0 when the server has nothing of it. */
  readonly heads: readonly Head[]
  readonly refused: readonly RefusedPacket[]
  /** Everything held of the chains in `heads`. */
  readonly held: readonly Held[]
  readonly entries: readonly Entry[]
  /** After the entries of this answer; only units the session may read. */
  readonly cursors: Cursors
  /** There are entries after these. */
  readonly more: boolean
  readonly beacon: string
  /** Null when the device's is still right, or it is locked; so is its version then. */
  readonly directory: Directory | null
  readonly directoryVersion: string | null
  readonly packsVersion: string
  readonly references: ReferenceBlock | null
  /** Seconds to wait before the next request. */
  readonly retryAfter: number | null
}

const requestMagic = [0x4d, 0x73, 0x71] // "Msq"
const answerMagic = [0x4d, 0x73, 0x61] // "Msa"
const protocol = 1

/** The bytes to sign; `sealRequest` adds the signature. */
export const encodeRequest = (request: SyncRequest): Uint8Array => {
  const e = createEncoder()
  for (const byte of requestMagic) writeUint8(e, byte)
  writeUint8(e, protocol)
  writeMaybe(e, request.incarnation, (id) => writeUint8Array(e, idToBytes(id)))
  writeMaybe(e, request.certificate, (bytes) => writeVarUint8Array(e, bytes))
  writeMaybe(e, request.epoch, (epoch) => writeEpoch(e, epoch))
  writeMaybe(e, request.directoryVersion, (version) => writeText(e, version))
  writeCursors(e, request.cursors)
  writeUint8(e, request.wantsReferences ? 1 : 0)
  writeHeads(e, request.chains)
  writeUint8Array(e, request.nonce)
  writeVarUint(e, Math.max(0, request.time))
  writeVarUint(e, request.packets.length)
  for (const packet of request.packets) writeVarUint8Array(e, packet)
  return toUint8Array(e)
}

const requestContext = encodeUtf8('morchid/request/1')

/** What the session key signs for a request. */
export const requestToSign = (encoded: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(requestContext.length + encoded.length)
  bytes.set(requestContext)
  bytes.set(encoded, requestContext.length)
  return bytes
}

export const sealRequest = (encoded: Uint8Array, signature: Uint8Array | null): Uint8Array => {
  const e = createEncoder()
  writeUint8Array(e, encoded)
  writeMaybe(e, signature, (bytes) => writeUint8Array(e, bytes))
  return toUint8Array(e)
}

export type RequestError = 'malformed' | 'too-large' | 'unsupported-protocol'

export const parseRequest = (bytes: Uint8Array): Result<SignedRequest, RequestError> => {
  if (bytes.length > limits.requestBytes) return { ok: false, error: 'too-large' }
  if (requestMagic.every((byte, at) => bytes[at] === byte) && bytes[3] !== protocol && bytes[3] !== undefined)
    return { ok: false, error: 'unsupported-protocol' }
  return guarded(() => {
    const r = createReader(bytes)
    r.expect([...requestMagic, protocol])
    const request: SyncRequest = {
      incarnation: r.flag() ? r.id() : null,
      certificate: r.flag() ? r.bytes(limits.certificateBytes) : null,
      epoch: r.flag() ? readEpoch(r) : null,
      directoryVersion: r.flag() ? r.text(64) : null,
      cursors: readCursors(r),
      wantsReferences: r.flag(),
      chains: readHeads(r),
      nonce: r.take(8),
      time: r.uint(),
      packets: readList(r, 2, limits.requestPackets, () => r.bytes(limits.packetBytes)),
    }
    const signed = requestToSign(bytes.subarray(0, r.position()))
    const signature = r.flag() ? r.take(64) : null
    r.end()
    return { request, signed, signature }
  })
}

export const encodeAnswer = (answer: SyncAnswer): Uint8Array => {
  const e = createEncoder()
  for (const byte of answerMagic) writeUint8(e, byte)
  writeUint8(e, protocol)
  writeUint8Array(e, answer.nonce)
  writeEpoch(e, answer.epoch)
  writeUint8(e, sessionStates.indexOf(answer.session))
  writeHeads(e, answer.heads)
  writeVarUint(e, answer.refused.length)
  for (const one of answer.refused) {
    writeUint8Array(e, idToBytes(one.incarnation))
    writeVarUint(e, one.n)
    writeUint8(e, packetRefusals.indexOf(one.reason))
  }
  writeVarUint(e, answer.held.length)
  for (const one of answer.held) {
    writeUint8Array(e, hashToBytes(one.entry))
    writeUint8Array(e, idToBytes(one.incarnation))
    writeUint8Array(e, idToBytes(one.dossier))
    writeUint8(e, heldReasons.indexOf(one.reason))
  }
  writeMaybe(e, answer.entries.length > 0 ? answer.entries : null, (all) => writeVarUint8Array(e, encodeEntries(all)))
  writeCursors(e, answer.cursors)
  writeUint8(e, answer.more ? 1 : 0)
  writeText(e, answer.beacon)
  writeMaybe(e, answer.directory, (directory) => writeText(e, JSON.stringify(directory)))
  writeMaybe(e, answer.directoryVersion, (version) => writeText(e, version))
  writeText(e, answer.packsVersion)
  writeMaybe(e, answer.references, ({ site, from, to }) => {
    writeVarUint(e, site)
    writeVarUint(e, from)
    writeVarUint(e, to)
  })
  writeMaybe(e, answer.retryAfter, (seconds) => writeVarUint(e, seconds))
  return toUint8Array(e)
}

export const parseAnswer = (bytes: Uint8Array): Result<SyncAnswer, 'malformed'> =>
  guarded(() => {
    if (bytes.length > limits.answerBytes) return null
    const r = createReader(bytes)
    r.expect([...answerMagic, protocol])
    const answer: SyncAnswer = {
      nonce: r.take(8),
      epoch: readEpoch(r),
      session: sessionStates[r.byte()] ?? fail('session'),
      heads: readHeads(r),
      refused: readList(r, 18, limits.requestPackets, () => ({
        incarnation: r.id(),
        n: r.uint(),
        reason: packetRefusals[r.byte()] ?? fail('refusal'),
      })),
      held: readList(r, 65, limits.held, () => ({
        entry: r.hash(),
        incarnation: r.id(),
        dossier: r.id(),
        reason: heldReasons[r.byte()] ?? fail('reason'),
      })),
      entries: r.flag() ? readPulled(r) : [],
      cursors: readCursors(r),
      more: r.flag(),
      beacon: r.text(limits.beaconBytes),
      directory: r.flag() ? readDirectory(r) : null,
      directoryVersion: r.flag() ? r.text(64) : null,
      packsVersion: r.text(64),
      references: r.flag() ? { site: r.uint(), from: r.uint(), to: r.uint() } : null,
      retryAfter: r.flag() ? r.uint() : null,
    }
    r.end()
    return answer
  })

const readPulled = (r: Reader): readonly Entry[] => {
  const entries = parseEntries(r.bytes(limits.answerBytes))
  return entries.ok ? entries.value : fail('entries')
}

const readDirectory = (r: Reader): Directory => {
  const text = r.text(limits.requestBytes)
  const directory = parseDirectory(text)
  return directory.ok ? directory.value : fail('directory')
}
