// Sittings of people who are not there, and their packets, cut, sealed and signed by the product's own functions before
// any clock runs: what a device does is not what a load measures.
import { makeReference, tokenHash } from '../../shared/dossier/reference.ts'
import { signCertificate } from '../../shared/sync/certificate.ts'
import { cutPacket } from '../../shared/sync/chain.ts'
import type { Chain, UnsentRow } from '../../shared/sync/client-ports.ts'
import type { Entry, OutboxPacket, SessionKeys } from '../../shared/sync/ports.ts'
import { createCodec } from '../../pwa/sync/codec.ts'
import { signerOf } from '../device/signing-keys.ts'
import { dossierFacts, type Facts } from '../sync/dossiers.ts'
import { newId, type Member } from './commune.ts'

/** A sitting with its packets, in the order of sending. */
export interface Sitting {
  readonly member: Member
  readonly incarnation: string
  readonly certificate: Uint8Array
  readonly packets: readonly (OutboxPacket & { readonly dossiers: number })[]
}

export const beacon = `2026-11-20T07:58:12Z.${'A'.repeat(43)}`

/** Opens a sitting of that person; nothing is sent. */
export const sittingOf = async (member: Member): Promise<SessionKeys> => {
  const { device, agent, unit, role, agentKey, sessionKey, sessionPoint } = member
  const incarnation = newId()
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent, unit, role, publicKey: sessionPoint, lasts: 36_000 },
    await signerOf(agentKey),
  )
  return { device, agent, incarnation, certificate, sign: await signerOf(sessionKey) }
}

/** One packet a lot; throws when a lot does not fit in one. */
export const cutLots = async (
  keys: SessionKeys,
  sealKey: string,
  lots: readonly (readonly Entry[])[],
): Promise<readonly OutboxPacket[]> => {
  const codec = createCodec(sealKey)
  const packets: OutboxPacket[] = []
  let chain: Chain | null = null
  for (const lot of lots) {
    const rows = lot.map((entry, key): UnsentRow => ({ ...entry, key, incarnation: keys.incarnation }))
    const cut = await cutPacket(rows, { keys, codec, chain, now: Date.now(), beacon })
    if (cut.rowKeys.length < rows.length) throw new Error('more than a packet holds: take fewer dossiers at once')
    packets.push(cut.packet)
    chain = cut.chain
  }
  return packets
}

/** As dossiers.ts has them; beyond, the same people come again with another request. */
const differentFacts = 3000

/** The i-th request of a crowd, as that point's mediator writes it. */
export const factsAt = (i: number, { agent, site, place, office }: Member, serial: number): Facts => {
  const facts = dossierFacts(i % differentFacts)
  const answers = Object.fromEntries(
    Object.entries(facts.answers).map(([field, said]) => [field, { ...said, by: agent }]),
  )
  const reference = makeReference(site, (place * 600 + serial) % 10_000)
  return { ...facts, id: newId(), tokenHash: tokenHash(newId()), who: agent, office, reference, answers }
}
