// The session certificate: the agent's key says "this key, made at this unlock on this device, writes for me".
// It carries no clock time of the device: `lasts` counts from when the server first sees it (rule 1).
import { createEncoder, toUint8Array, writeUint8, writeUint8Array, writeVarUint } from 'lib0/encoding'
import type { Role } from '../access/directory.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { createReader, idToBytes, Malformed, writeText } from './bytes.ts'
import type { Verifier } from './ports.ts'

/** Order is wire format: only ever append. `system` is the server, which has no session. */
const roles: readonly Role[] = ['mediator', 'clerk', 'officer', 'supervisor']

const magic = [0x4d, 0x63, 0x65, 0x72] // "Mcer"
const context = 'morchid/session-certificate/1'

export interface SessionCertificate {
  readonly v: 1
  readonly device: string
  readonly incarnation: string
  readonly agent: string
  readonly unit: string
  readonly role: Role
  /** The session's raw uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array
  /** Seconds for which the session may read, from the server's first sight of it; 1 to 86,400. Pushing never ends. */
  readonly lasts: number
}

export interface SignedCertificate {
  readonly certificate: SessionCertificate
  readonly signed: Uint8Array
  /** By the agent's key, 64 bytes r‖s. */
  readonly signature: Uint8Array
}

/** Bytes that the agent's key signs. */
export const certificateToSign = (c: SessionCertificate): Uint8Array => {
  const e = createEncoder()
  writeText(e, context)
  writeUint8Array(e, idToBytes(c.device))
  writeUint8Array(e, idToBytes(c.incarnation))
  writeText(e, c.agent)
  writeText(e, c.unit)
  writeUint8(e, roles.indexOf(c.role))
  writeUint8Array(e, c.publicKey)
  writeVarUint(e, c.lasts)
  return toUint8Array(e)
}

/** The certificate as it is stored and sent: `sign` is ECDSA P-256 with SHA-256 by the agent's key, 64 bytes. */
export const signCertificate = async (
  certificate: SessionCertificate,
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const body = certificateToSign(certificate)
  return encodeSigned(body, await sign(body))
}

const encodeSigned = (body: Uint8Array, signature: Uint8Array): Uint8Array => {
  const e = createEncoder()
  for (const byte of magic) writeUint8(e, byte)
  writeUint8Array(e, signature)
  writeUint8Array(e, body)
  return toUint8Array(e)
}

/** Bytes of anyone → a certificate whose signature is still to be checked. */
export const parseCertificate = (bytes: Uint8Array): Result<SignedCertificate, 'malformed'> => {
  try {
    if (bytes.length > 600) return err('malformed')
    const r = createReader(bytes)
    r.expect(magic)
    const signature = r.take(64)
    const signed = bytes.slice(r.position())
    if (r.text(64) !== context) return err('malformed')
    const device = r.id()
    const incarnation = r.id()
    const agent = r.text(128)
    const unit = r.text(128)
    const role = roles[r.byte()]
    const publicKey = r.take(65)
    const lasts = r.uint()
    r.end()
    if (role === undefined || publicKey[0] !== 4 || lasts < 1 || lasts > 86_400) return err('malformed')
    return ok({
      certificate: { v: 1, device, incarnation, agent, unit, role, publicKey, lasts },
      signed,
      signature,
    })
  } catch (cause) {
    if (cause instanceof Malformed) return err('malformed')
    throw cause
  }
}

/** True when the agent's key (raw P-256 point, 65 bytes) signed it. */
export const verifyCertificate = (
  verifier: Verifier,
  agentKey: Uint8Array,
  signed: SignedCertificate,
): Promise<boolean> => verifier.verify(agentKey, signed.signature, signed.signed)
