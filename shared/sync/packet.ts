// A packet as bytes. The header is what is hashed into the chain; the signature covers it and the sealed body, so that
// nobody who carries a packet can swap its body (rule 2). Layout in SPEC.md.
import { toBase64UrlEncoded } from 'lib0/buffer'
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { createReader, hashToBytes, idToBytes, Malformed, writeText } from './bytes.ts'
import { limits } from './limits.ts'
import type { Packet } from './ports.ts'

export interface PacketHeader {
  /** 1: body layout 1, deflated. 2: body layout 2, deflated with the dictionary. */
  readonly protocol: 1 | 2
  readonly device: string
  readonly incarnation: string
  /** From 1, without gaps. */
  readonly n: number
  /** Hash of packet n − 1, null for the first. */
  readonly prev: string | null
  /** Merkle root over the ids of the entries, in order. */
  readonly root: string
  readonly count: number
  /** The device's clock in ms since 1970, 0 when it is before. Never used for order. */
  readonly deviceTime: number
  /** Last server beacon seen. */
  readonly beacon: string | null
  /** SHA-256 of the session certificate; in the first packet only. */
  readonly certHash: string | null
}

const headerMagic = [0x4d, 0x70, 0x6b] // "Mpk", then the protocol
const noHash = new Uint8Array(32)

export const hashOf = (bytes: Uint8Array): string => toBase64UrlEncoded(digest(bytes))

export const encodeHeader = (header: PacketHeader): Uint8Array => {
  const e = createEncoder()
  for (const byte of headerMagic) writeUint8(e, byte)
  writeUint8(e, header.protocol)
  writeUint8Array(e, idToBytes(header.device))
  writeUint8Array(e, idToBytes(header.incarnation))
  writeVarUint(e, header.n)
  writeUint8Array(e, header.prev === null ? noHash : hashToBytes(header.prev))
  writeUint8Array(e, hashToBytes(header.root))
  writeVarUint(e, header.count)
  writeVarUint(e, Math.max(0, header.deviceTime))
  writeUint8(e, header.beacon === null ? 0 : 1)
  if (header.beacon !== null) writeText(e, header.beacon)
  writeUint8(e, header.certHash === null ? 0 : 1)
  if (header.certHash !== null) writeUint8Array(e, hashToBytes(header.certHash))
  return toUint8Array(e)
}

export const parseHeader = (bytes: Uint8Array): Result<PacketHeader, 'malformed'> =>
  guarded(() => {
    const r = createReader(bytes)
    r.expect(headerMagic)
    const protocol = r.byte()
    const device = r.id()
    const incarnation = r.id()
    const n = r.uint()
    const prev = r.take(32)
    const root = r.hash()
    const count = r.uint()
    const deviceTime = r.uint()
    const beacon = r.flag() ? r.text(limits.beaconBytes) : null
    const certHash = r.flag() ? r.hash() : null
    r.end()
    const first = prev.every((byte) => byte === 0)
    if (protocol !== 1 && protocol !== 2) return null
    if (n < 1 || first !== (n === 1) || (certHash !== null) !== (n === 1)) return null
    if (count < 1 || count > limits.packetEntries) return null
    return {
      protocol,
      device,
      incarnation,
      n,
      prev: first ? null : toBase64UrlEncoded(prev),
      root,
      count,
      deviceTime,
      beacon,
      certHash,
    }
  })

/** What the session key signs. */
export const packetToSign = ({ header, body }: Pick<Packet, 'header' | 'body'>): Uint8Array => {
  const e = createEncoder()
  writeUint8Array(e, encodeUtf8('morchid/packet/1'))
  writeVarUint8Array(e, header)
  writeUint8Array(e, digest(body))
  return toUint8Array(e)
}

export const encodePacket = ({ header, signature, certificate, body }: Packet): Uint8Array => {
  const e = createEncoder()
  writeVarUint8Array(e, header)
  writeUint8Array(e, signature)
  writeUint8(e, certificate === null ? 0 : 1)
  if (certificate !== null) writeVarUint8Array(e, certificate)
  writeVarUint8Array(e, body)
  return toUint8Array(e)
}

/** A packet whose header has been read; signature, chain and body are still to be checked. */
export const parsePacket = (
  bytes: Uint8Array,
): Result<{ packet: Packet; header: PacketHeader; hash: string }, 'malformed'> =>
  guarded(() => {
    if (bytes.length > limits.packetBytes) return null
    const r = createReader(bytes)
    const raw = r.bytes(limits.headerBytes)
    const signature = r.take(64)
    const certificate = r.flag() ? r.bytes(limits.certificateBytes) : null
    const body = r.bytes(limits.packetBytes)
    r.end()
    const header = parseHeader(raw)
    if (!header.ok || (certificate === null ? null : hashOf(certificate)) !== header.value.certHash) return null
    return { packet: { header: raw, signature, certificate, body }, header: header.value, hash: hashOf(raw) }
  })

/** How many entries a packet says it has; 0 for what is no packet. Its body is not touched. */
export const countOf = (packet: Uint8Array): number => {
  const raw = guarded(() => createReader(packet).bytes(limits.headerBytes))
  const header = raw.ok ? parseHeader(raw.value) : raw
  return header.ok ? header.value.count : 0
}

/** Null and `Malformed` are the sender's fault; anything else is ours and goes up. */
export const guarded = <T>(read: () => T | null): Result<T, 'malformed'> => {
  try {
    const value = read()
    return value === null ? err('malformed') : ok(value)
  } catch (cause) {
    if (cause instanceof Malformed) return err('malformed')
    throw cause
  }
}
