// One act, and all that somebody needs to see who signed it, with nobody's help: no server, no network (rule 2).
// It must never take a word from unsigned bytes, nor hold more of a packet than hashes.
//
//   act → entry id → Merkle path → root in the header ─┐
//                          SHA-256 of the sealed body ─┴─ session key ─► certificate ─ agent's key ─► fingerprint
//
// Packet n is tied to the certificate by the session's public key in it, and by device, incarnation and author being the
// same in act, header and certificate: a certificate that somebody else made for the same key names somebody else. The
// certificate's hash in header 1 and the hashes from packet to packet are not needed: they say that nothing was left out
// or moved, not who signed. Whose the agent's key is, no proof can say: its fingerprint is compared by a person.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { digest } from 'lib0/hash/sha256'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { parseAct, type Act } from '../dossier/act.ts'
import { err, ok, type Result } from '../text/result.ts'
import { hashToBytes, isHash, isId } from './bytes.ts'
import { parseCertificate, verifyCertificate, type SessionCertificate } from './certificate.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import { merkleProof, provesEntry } from './merkle.ts'
import { hashOf, parseHeader, type PacketHeader } from './packet.ts'
import type { Entry, EntryId, Packet, Verifier } from './ports.ts'

export interface ActProof {
  /** Place in the packet, and the hashes of its neighbours from the leaf up. How many there are is in the header. */
  readonly index: number
  readonly path: readonly string[]
  readonly header: Uint8Array
  /** SHA-256 of the sealed body, base64url. */
  readonly bodyHash: string
  readonly signature: Uint8Array
  readonly certificate: Uint8Array
  /** The agent's public key: a raw P-256 point, 65 bytes. */
  readonly key: Uint8Array
}

/** `act` is the canonical JSON, byte for byte. `proof` is null when no person's signature is known. */
export interface ExportedAct {
  readonly act: string
  readonly proof: ActProof | null
}

export interface VerifiedAct {
  readonly act: Act
  readonly certificate: SessionCertificate
  readonly header: PacketHeader
  readonly fingerprint: string
}

/** `author`: act, packet and certificate do not name the same person, device and sitting. */
export type ActProofProblem =
  | 'unsigned'
  | 'act'
  | 'header'
  | 'certificate'
  | 'author'
  | 'place'
  | 'packet-signature'
  | 'certificate-signature'

export interface SignedPacket {
  /** Of its body the hash is enough: one that spoke of an erased dossier has no more. */
  readonly packet: Pick<Packet, 'header' | 'signature'> & (Pick<Packet, 'body'> | Pick<ActProof, 'bodyHash'>)
  /** Of all its entries, in order. */
  readonly ids: readonly EntryId[]
  /** From packet 1 of the chain. */
  readonly certificate: Uint8Array
  readonly agentKey: Uint8Array
}

/** Takes one act out of its packet. Whether the signatures hold is `verifyActProof`'s to say. */
export const proveAct = (
  entry: Entry,
  { packet, ids, certificate, agentKey }: SignedPacket,
): Result<ExportedAct, 'not-in-packet'> => {
  const index = ids.indexOf(entryId(entry))
  if (entry.kind !== 'act' || index < 0) return err('not-in-packet')
  const proof: ActProof = {
    index,
    path: merkleProof(ids, index).path,
    header: packet.header,
    bodyHash: 'bodyHash' in packet ? packet.bodyHash : hashOf(packet.body),
    signature: packet.signature,
    certificate,
    key: agentKey,
  }
  return ok({ act: decodeUtf8(entry.bytes), proof })
}

/** Says that the owner of that key, whoever it is, signed this act. Never throws, whatever it is given. */
export const verifyActProof = async (
  { act: text, proof }: ExportedAct,
  verifier: Verifier,
): Promise<Result<VerifiedAct, ActProofProblem>> => {
  const bytes = encodeUtf8(text)
  const act = parseAct(bytes)
  if (!act.ok || !isId(act.value.dossier) || !text.isWellFormed()) return err('act')
  if (!proof) return err('unsigned')
  const header = parseHeader(proof.header)
  if (!header.ok) return err('header')
  const signed = parseCertificate(proof.certificate)
  if (!signed.ok) return err('certificate')
  const { certificate } = signed.value
  if (!isBy(act.value, header.value, certificate)) return err('author')

  const id = entryId({ dossier: act.value.dossier, kind: 'act', bytes })
  const { root, count } = header.value
  if (!provesEntry(root, id, { index: proof.index, count, path: proof.path })) return err('place')
  if (!isHash(proof.bodyHash)) return err('packet-signature')
  const genuine = await verifier.verify(certificate.publicKey, proof.signature, signedBytes(proof))
  if (!genuine) return err('packet-signature')
  if (!(await verifyCertificate(verifier, proof.key, signed.value))) return err('certificate-signature')
  return ok({ act: act.value, certificate, header: header.value, fingerprint: fingerprintOf(proof.key) })
}

const isBy = ({ by }: Act, header: PacketHeader, certificate: SessionCertificate): boolean =>
  header.device === certificate.device &&
  header.incarnation === certificate.incarnation &&
  by.agent === certificate.agent &&
  by.device === certificate.device &&
  by.unit === certificate.unit &&
  by.role === certificate.role

/** What the session key signed (packet.ts), from the hash of a body that is not here. */
const signedBytes = ({ header, bodyHash }: ActProof): Uint8Array => {
  const e = createEncoder()
  writeUint8Array(e, encodeUtf8('morchid/packet/1'))
  writeVarUint8Array(e, header)
  writeUint8Array(e, hashToBytes(bodyHash))
  return toUint8Array(e)
}

/** What people read to each other: SHA-256 of the raw point as 16 groups of four hexadecimal digits. */
export const fingerprintOf = (key: Uint8Array): string => {
  const hex = Array.from(digest(key), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{4})(?=.)/g, '$1-')
}

/** Of a SHA-256 written any usual way; null when it is none. */
export const parseFingerprint = (typed: string): string | null => {
  const hex = typed.toLowerCase().replace(/[\s:-]/g, '')
  return /^[0-9a-f]{64}$/.test(hex) ? hex.replace(/(.{4})(?=.)/g, '$1-') : null
}

// ------------------------------------------------------------------------------------------------ the file

/** Each byte string has one way to be written, so that a file with any bit changed is another file. */
const base64url = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(Math.ceil((most * 4) / 3)),
    v.regex(/^[\w-]+$/),
    v.check((text) => text.length % 4 !== 1 && toBase64UrlEncoded(fromBase64UrlEncoded(text)) === text),
    v.transform((text) => fromBase64UrlEncoded(text)),
  )
const hash = v.pipe(v.string(), v.check(isHash))

const proofShape = v.strictObject({
  index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  path: v.pipe(v.array(hash), v.maxLength(32)),
  header: base64url(limits.headerBytes),
  bodyHash: hash,
  signature: base64url(64),
  certificate: base64url(limits.certificateBytes),
  key: base64url(65),
})
const fileShape = v.strictObject({
  format: v.literal('morchid-acts'),
  version: v.literal(1),
  acts: v.pipe(
    v.array(v.strictObject({ act: v.pipe(v.string(), v.maxLength(limits.entryBytes)), proof: v.nullable(proofShape) })),
    v.minLength(1),
    v.maxLength(1000),
  ),
})
const newerShape = v.object({ format: v.literal('morchid-acts'), version: v.pipe(v.number(), v.minValue(2)) })

export const actFile = (acts: readonly ExportedAct[]): string =>
  `${JSON.stringify({ format: 'morchid-acts', version: 1, acts: acts.map(written) }, null, 2)}\n`

const written = ({ act, proof }: ExportedAct) => ({
  act,
  proof: proof && {
    ...proof,
    header: toBase64UrlEncoded(proof.header),
    signature: toBase64UrlEncoded(proof.signature),
    certificate: toBase64UrlEncoded(proof.certificate),
    key: toBase64UrlEncoded(proof.key),
  },
})

export const parseActFile = (text: string): Result<readonly ExportedAct[], 'malformed' | 'newer'> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err('malformed')
  }
  const parsed = v.safeParse(fileShape, json)
  if (parsed.success) return ok(parsed.output.acts)
  return err(v.is(newerShape, json) ? 'newer' : 'malformed')
}
