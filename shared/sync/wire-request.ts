// The question of POST /api/sync as bytes. It is read as if a stranger had sent it: bounded, total, no throw. Layout in
// SPEC.md. Protocol 1 is still read and can still be written: an old client can always push.
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { encodeUtf8 } from 'lib0/string'
import type { Result } from '../text/result.ts'
import { encodeEntries, parseEntries } from './body.ts'
import { createReader, idToBytes, Malformed, writeText } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { bucketsToMask, maskToBuckets } from './digest.ts'
import { limits } from './limits.ts'
import { guarded } from './packet.ts'
import {
  fail,
  isProtocol,
  newestProtocol,
  readCursors,
  readEpoch,
  readHeads,
  readList,
  readPage,
  writeCursors,
  writeEpoch,
  writeHeads,
  writeMaybe,
  writePage,
  type SyncProtocol,
} from './wire-parts.ts'
import { deviceRequestToSign, readFlags, writeFlags, type RequestFlags } from './wire-device.ts'
import type { Cursors } from './client-ports.ts'
import type { Entry, Epoch, Head, WitnessPage } from './ports.ts'

/** What the device wants besides what is new (rule 6): the server's buckets, or everything in some of them again. */
export type Ask =
  | { readonly type: 'nothing' }
  | { readonly type: 'buckets' }
  /** `from` is the seq after which to go on. */
  | { readonly type: 'reread'; readonly buckets: ReadonlySet<number>; readonly from: number }

export interface Witnessed {
  readonly pages: readonly WitnessPage[]
  readonly entries: readonly Entry[]
}

export interface SyncRequest extends RequestFlags {
  readonly protocol: SyncProtocol
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
  /** Bytes of entries the device would like in a page. Not in protocol 1. */
  readonly room: number
  readonly ask: Ask
  /** Entries of others that the server may have lost, with its own receipts for them. */
  readonly witnessed: Witnessed
  /** Number of the last verified backup that this device was told of. */
  readonly backup: number
}

export const noWitness: Witnessed = { pages: [], entries: [] }

/** What protocol 1 does not say. */
export const sinceProtocol2 = {
  room: limits.pageStart,
  ask: { type: 'nothing' },
  again: false,
  readsOrders: false,
  told: null,
  witnessed: noWitness,
  backup: 0,
} as const satisfies Partial<SyncRequest>

/** `signature` over `signed`: by the session's key, or by that of `device` when it is locked; null from nobody. */
export interface SignedRequest {
  readonly request: SyncRequest
  readonly signed: Uint8Array
  readonly signature: Uint8Array | null
  readonly device: string | null
}

const requestMagic = [0x4d, 0x73, 0x71] // "Msq"

/** The bytes to sign; `sealRequest` adds the signature. */
export const encodeRequest = (request: SyncRequest): Uint8Array => {
  const e = createEncoder()
  for (const byte of requestMagic) writeUint8(e, byte)
  writeUint8(e, request.protocol)
  writeMaybe(e, request.incarnation, (id) => writeUint8Array(e, idToBytes(id)))
  writeMaybe(e, request.certificate, (bytes) => writeVarUint8Array(e, bytes))
  writeMaybe(e, request.epoch, (epoch) => writeEpoch(e, epoch))
  writeMaybe(e, request.directoryVersion, (version) => writeText(e, version))
  writeCursors(e, request.cursors)
  writeUint8(e, request.wantsReferences ? 1 : 0)
  writeHeads(e, request.chains)
  writeUint8Array(e, request.nonce)
  writeVarUint(e, Math.max(0, request.time))
  if (request.protocol > 1) writeSince2(e, request)
  // Last, so that what has come of a request that was cut is whole packets.
  writeVarUint(e, request.packets.length)
  for (const packet of request.packets) writeVarUint8Array(e, packet)
  return toUint8Array(e)
}

const asks = ['nothing', 'buckets', 'reread'] as const

const writeSince2 = (e: ReturnType<typeof createEncoder>, request: SyncRequest): void => {
  const { ask, witnessed } = request
  writeVarUint(e, request.room)
  writeUint8(e, asks.indexOf(ask.type))
  if (ask.type === 'reread') {
    writeUint8Array(e, bucketsToMask(ask.buckets))
    writeVarUint(e, ask.from)
  }
  writeFlags(e, request)
  writeVarUint(e, request.backup)
  writeVarUint(e, witnessed.pages.length)
  for (const page of witnessed.pages) writePage(e, page)
  writeMaybe(e, witnessed.entries.length > 0 ? witnessed.entries : null, (all) =>
    writeVarUint8Array(e, encodeEntries(all)),
  )
}

const readSince2 = (r: Reader): Pick<SyncRequest, keyof typeof sinceProtocol2> => {
  const room = r.uint()
  const type = asks[r.byte()] ?? fail('ask')
  const ask: Ask = type === 'reread' ? { type, buckets: maskToBuckets(r.take(8)), from: r.uint() } : { type }
  const flags = readFlags(r)
  const backup = r.uint()
  const pages = readList(r, 34, limits.witnessPages, () => readPage(r))
  const entries = r.flag() ? parseEntries(r.bytes(limits.requestBytes)) : null
  if (entries?.ok === false) return fail('witnessed')
  return { room, ask, ...flags, backup, witnessed: { pages, entries: entries?.value ?? [] } }
}

const requestContext = encodeUtf8('morchid/request/1')

/** What the session key signs for a request. */
export const requestToSign = (encoded: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(requestContext.length + encoded.length)
  bytes.set(requestContext)
  bytes.set(encoded, requestContext.length)
  return bytes
}

/** `device` when the signature is by its own key. */
export const sealRequest = (
  encoded: Uint8Array,
  signature: Uint8Array | null,
  device: string | null = null,
): Uint8Array => {
  const e = createEncoder()
  writeUint8Array(e, encoded)
  writeUint8(e, signature === null ? 0 : device === null ? 1 : 2)
  if (signature && device !== null) writeUint8Array(e, idToBytes(device))
  if (signature) writeUint8Array(e, signature)
  return toUint8Array(e)
}

/** Order is wire format. */
const signers = ['nobody', 'session', 'device'] as const

export type RequestError = 'malformed' | 'too-large' | 'unsupported-protocol'

export const parseRequest = (bytes: Uint8Array): Result<SignedRequest, RequestError> => {
  if (bytes.length > limits.requestBytes) return { ok: false, error: 'too-large' }
  if (requestMagic.every((byte, at) => bytes[at] === byte) && bytes[3] !== undefined && !isProtocol(bytes[3]))
    return { ok: false, error: 'unsupported-protocol' }
  return guarded(() => {
    const r = createReader(bytes)
    const request: SyncRequest = {
      ...readBeforePackets(r),
      packets: readList(r, 2, limits.requestPackets, () => r.bytes(limits.packetBytes)),
    }
    const encoded = bytes.subarray(0, r.position())
    const by = signers[r.byte()] ?? fail('signer')
    const device = by === 'device' ? r.id() : null
    const signature = by === 'nobody' ? null : r.take(64)
    r.end()
    const signed = device === null ? requestToSign(encoded) : deviceRequestToSign(encoded, device)
    return { request, signed, signature, device }
  })
}

const readBeforePackets = (r: Reader): Omit<SyncRequest, 'packets'> => {
  r.expect(requestMagic)
  const protocol = r.byte()
  if (!isProtocol(protocol)) return fail('protocol')
  return {
    protocol,
    incarnation: r.flag() ? r.id() : null,
    certificate: r.flag() ? r.bytes(limits.certificateBytes) : null,
    epoch: r.flag() ? readEpoch(r) : null,
    directoryVersion: r.flag() ? r.text(64) : null,
    cursors: readCursors(r),
    wantsReferences: r.flag(),
    chains: readHeads(r),
    nonce: r.take(8),
    time: r.uint(),
    ...(protocol > 1 ? readSince2(r) : sinceProtocol2),
  }
}

/** The packets that came whole of a request that was cut (rule 9): nobody is answered, but nothing need come twice. */
export const wholePackets = (cut: Uint8Array): readonly Uint8Array[] => {
  const packets: Uint8Array[] = []
  try {
    const r = createReader(cut)
    readBeforePackets(r)
    for (let left = Math.min(r.uint(), limits.requestPackets); left > 0; left--)
      packets.push(r.bytes(limits.packetBytes))
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
  }
  return packets
}

/** What someone sends who only carries packets. */
export const relayRequest = (packets: readonly Uint8Array[], nonce: Uint8Array): Uint8Array =>
  sealRequest(
    encodeRequest({
      protocol: newestProtocol,
      incarnation: null,
      certificate: null,
      epoch: null,
      directoryVersion: null,
      cursors: {},
      wantsReferences: false,
      chains: [],
      nonce,
      time: 0,
      ...sinceProtocol2,
      packets,
    }),
    null,
  )
