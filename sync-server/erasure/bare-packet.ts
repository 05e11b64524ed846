// A packet without its body: what stays of one that spoke of a dossier which was erased. Its header, its signature and
// the ids of its entries, so that an act of another dossier that came in it can still be proven (SPEC rule 2); of what the
// entries said it holds nothing.
//
//   4d 70 78 01 · header bytes · signature 64 · ?certificate bytes · SHA-256 of the sealed body 32 · ids hash[]
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { createReader, hashToBytes, Malformed } from '../../shared/sync/bytes.ts'
import { limits } from '../../shared/sync/limits.ts'
import { hashOf, parseHeader, type PacketHeader } from '../../shared/sync/packet.ts'
import type { EntryId, Packet } from '../../shared/sync/ports.ts'

const magic = [0x4d, 0x70, 0x78, 0x01]

export interface BarePacket extends Pick<Packet, 'header' | 'signature' | 'certificate'> {
  readonly bodyHash: string
  /** None when the body no longer opened: nothing that came in it can be proven any more. */
  readonly ids: readonly EntryId[]
}

export const encodeBare = ({ header, signature, certificate, body }: Packet, ids: readonly EntryId[]): Uint8Array => {
  const e = createEncoder()
  for (const byte of magic) writeUint8(e, byte)
  writeVarUint8Array(e, header)
  writeUint8Array(e, signature)
  writeUint8(e, certificate === null ? 0 : 1)
  if (certificate !== null) writeVarUint8Array(e, certificate)
  writeUint8Array(e, hashToBytes(hashOf(body)))
  writeVarUint(e, ids.length)
  for (const id of ids) writeUint8Array(e, hashToBytes(id))
  return toUint8Array(e)
}

export const isBare = (bytes: Uint8Array): boolean => magic.every((byte, at) => bytes[at] === byte)

/** Null for a whole packet, and for what is none. */
export const parseBare = (bytes: Uint8Array): { readonly packet: BarePacket; readonly header: PacketHeader } | null => {
  if (!isBare(bytes)) return null
  try {
    const r = createReader(bytes)
    r.expect(magic)
    const header = r.bytes(limits.headerBytes)
    const signature = r.take(64)
    const certificate = r.flag() ? r.bytes(limits.certificateBytes) : null
    const bodyHash = r.hash()
    const count = r.uint()
    if (count > limits.packetEntries) return null
    const ids = Array.from({ length: count }, () => r.hash())
    r.end()
    const read = parseHeader(header)
    return read.ok ? { packet: { header, signature, certificate, bodyHash, ids }, header: read.value } : null
  } catch (cause) {
    if (cause instanceof Malformed) return null
    throw cause
  }
}
