// Everything about a request that needs keys and no disk: whose it is, whether the signatures hold, what the sealed
// bodies say. Done before the transaction, so that nobody waits on the disk while we compute (rule 8).
import { parseCertificate, verifyCertificate, type SessionCertificate, type SignedCertificate } from './certificate.ts'
import { limits } from './limits.ts'
import { packetToSign, parsePacket, type PacketHeader } from './packet.ts'
import type { Packet, PulledEntry } from './ports.ts'
import type { Incarnation, KnownKey, ServerPorts } from './server-ports.ts'
import type { RefusedPacket, SessionState } from './wire-answer.ts'
import type { SignedRequest, SyncRequest } from './wire-request.ts'
import { provenEntries } from './witness.ts'

/** A session whose certificate a key of its agent has signed, the present one or one from before. */
export type KnownSession = Pick<Incarnation, 'incarnation' | 'device' | 'agent' | 'publicKey' | 'lasts' | 'withdrawn'>

export interface CheckedPacket {
  readonly header: PacketHeader
  readonly hash: string
  readonly bytes: Uint8Array
  readonly body: Uint8Array
  /** Null when it was accepted before, and nothing need be computed again. */
  readonly session: KnownSession | null
  readonly content:
    | { readonly type: 'entries'; readonly entries: readonly PulledEntry[] }
    | { readonly type: 'unreadable' }
    | null
}

export interface CheckedRequest {
  readonly request: SyncRequest
  /** `open` here means that the signature holds; whether the person may still read is the transaction's to say. */
  readonly reader:
    | { readonly state: Exclude<SessionState, 'open'> }
    | { readonly state: 'open'; readonly session: KnownSession }
  /** The device that asks, by a signature of its own or of one of its sittings; null when nobody can be recognised. */
  readonly speaker: string | null
  readonly packets: readonly CheckedPacket[]
  readonly refused: readonly RefusedPacket[]
  /** Proven by this server's own receipts, and shown by an open session. */
  readonly witnessed: readonly PulledEntry[]
  /** Whose work this is, so that no device takes the room of another; empty when nobody can be named. */
  readonly device: string
}

export const checkRequest = async (ports: ServerPorts, signed: SignedRequest): Promise<CheckedRequest> => {
  const { request } = signed
  const parsed = request.packets.flatMap((bytes) => {
    const one = parsePacket(bytes)
    return one.ok ? [{ bytes, ...one.value }] : []
  })
  const certificates = [request.certificate, ...parsed.map(({ packet }) => packet.certificate)].flatMap(readCertificate)
  const asked = [
    ...(request.incarnation ? [request.incarnation] : []),
    ...parsed.map(({ header }) => header.incarnation),
  ]
  const found = await lookUp(ports, new Set(asked), certificates, signed.device)
  const sessions = await knownSessions(ports, found, certificates)
  const packets: CheckedPacket[] = []
  const refused: RefusedPacket[] = []
  for (const { bytes, packet, header, hash } of parsed) {
    const refuse = (reason: RefusedPacket['reason']): void => {
      refused.push({ incarnation: header.incarnation, n: header.n, reason })
    }
    const known = { header, hash, bytes, body: packet.body }
    if (!request.again && header.n <= (found.incarnations.get(header.incarnation)?.n ?? 0)) {
      packets.push({ ...known, session: null, content: null })
      continue
    }
    const session = sessions.get(header.incarnation)
    // A later packet of a chain whose beginning is not here: the device will send it from the start.
    if (!session || session.device !== header.device) refuse(header.n === 1 || session ? 'certificate' : 'gap')
    else if (!(await ports.verifier.verify(session.publicKey, packet.signature, packetToSign(packet))))
      refuse('signature')
    else packets.push({ ...known, session, content: await openBody(ports, packet, header) })
  }
  const { reader, speaker } = await readerOf(ports, signed, sessions, found.deviceKey)
  return {
    request,
    reader,
    speaker,
    packets,
    refused,
    witnessed: reader.state === 'open' ? await provenEntries(ports, request.witnessed) : [],
    device: speaker ?? packets[0]?.header.device ?? '',
  }
}

const readCertificate = (bytes: Uint8Array | null): readonly SignedCertificate[] => {
  const parsed = bytes && parseCertificate(bytes)
  return parsed?.ok ? [parsed.value] : []
}

interface Found {
  readonly incarnations: ReadonlyMap<string, Incarnation>
  /** By `device|agent`. */
  readonly agentKeys: ReadonlyMap<string, readonly KnownKey[]>
  /** Of the device that signed the request itself. */
  readonly deviceKey: Uint8Array | null
}

const personOf = ({ device, agent }: SessionCertificate): string => `${device}|${agent}`

const lookUp = (
  ports: ServerPorts,
  asked: ReadonlySet<string>,
  certificates: readonly SignedCertificate[],
  device: string | null,
): Promise<Found> =>
  // Whose key it is may change until the transaction, which asks again whether they may read.
  ports.look(async (tx) => {
    const incarnations = new Map<string, Incarnation>()
    for (const id of asked) {
      const known = await tx.incarnation(id)
      if (known) incarnations.set(id, known)
    }
    const agentKeys = new Map<string, readonly KnownKey[]>()
    for (const { certificate } of certificates)
      agentKeys.set(personOf(certificate), await tx.knownKeys(certificate.device, certificate.agent))
    const deviceKey = device === null ? null : ((await tx.device(device))?.publicKey ?? null)
    return { incarnations, agentKeys, deviceKey }
  })

const knownSessions = async (
  { verifier }: ServerPorts,
  { incarnations, agentKeys }: Found,
  certificates: readonly SignedCertificate[],
): Promise<ReadonlyMap<string, KnownSession>> => {
  const sessions = new Map<string, KnownSession>(incarnations)
  for (const signed of certificates) {
    const { incarnation, device, agent, publicKey, lasts } = signed.certificate
    if (sessions.has(incarnation)) continue
    for (const key of agentKeys.get(personOf(signed.certificate)) ?? []) {
      if (!(await verifyCertificate(verifier, key.publicKey, signed))) continue
      const may = key.standing === 'current' ? lasts : 0
      const withdrawn = key.standing === 'withdrawn' ? { withdrawn: true as const } : {}
      sessions.set(incarnation, { incarnation, device, agent, publicKey, lasts: may, ...withdrawn })
      break
    }
  }
  return sessions
}

const openBody = async (
  { codec, readBody }: ServerPorts,
  { header: aad, body }: Packet,
  header: PacketHeader,
): Promise<NonNullable<CheckedPacket['content']>> => {
  const opened = await codec.open(body, aad, limits.bodyBytes, header.protocol).catch(() => null)
  const entries = opened && (await readBody(opened, header))
  return entries ? { type: 'entries', entries } : { type: 'unreadable' }
}

const readerOf = async (
  { verifier }: ServerPorts,
  { request, signed, signature, device }: SignedRequest,
  sessions: ReadonlyMap<string, KnownSession>,
  deviceKey: Uint8Array | null,
): Promise<Pick<CheckedRequest, 'reader' | 'speaker'>> => {
  if (device !== null) {
    const genuine = deviceKey && signature && (await verifier.verify(deviceKey, signature, signed))
    return { reader: { state: 'locked' }, speaker: genuine ? device : null }
  }
  if (!request.incarnation || !signature) return { reader: { state: 'locked' }, speaker: null }
  const session = sessions.get(request.incarnation)
  // With the certificate at hand and still no session: the agent has no key here any more, or not yet.
  if (!session) return { reader: { state: request.certificate ? 'revoked' : 'unknown' }, speaker: null }
  const genuine = await verifier.verify(session.publicKey, signature, signed)
  return genuine
    ? { reader: { state: 'open', session }, speaker: session.device }
    : { reader: { state: 'refused' }, speaker: null }
}
