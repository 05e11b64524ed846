// Acts of a data folder as a file that anyone can check (shared/sync/act-proof.ts). Nothing leaves here but the acts that
// were asked for and hashes; an act whose signature does not hold goes without one, never with a broken one.
import type { Kysely } from 'kysely'
import { parseAct, type ActAuthor } from '../shared/dossier/act.ts'
import { parseReference } from '../shared/dossier/reference.ts'
import {
  actFile,
  fingerprintOf,
  proveAct,
  verifyActProof,
  type ExportedAct,
  type SignedPacket,
} from '../shared/sync/act-proof.ts'
import { parseEntries } from '../shared/sync/body.ts'
import { entryId } from '../shared/sync/entry.ts'
import { limits } from '../shared/sync/limits.ts'
import { parsePacket } from '../shared/sync/packet.ts'
import type { HeldReason } from '../shared/sync/ports.ts'
import type { WaitingEntry } from '../shared/sync/server-ports.ts'
import { err, ok, type Result } from '../shared/text/result.ts'
import { createServerCodec } from './accept/codec.ts'
import type { ServerKeys } from './accept/keys.ts'
import { createVerifier } from './accept/verifier.ts'
import { parseBare } from './erasure/bare-packet.ts'
import type { Tables } from './store/schema.ts'
import {
  dossiersByReference,
  enrolledKeys,
  packetsOf,
  storedAct,
  storedActs,
  type CarryingPacket,
} from './store/signed-acts.ts'

/** A dossier is named by its id or by the citizen's reference. */
export type ActsWanted = { readonly act: string } | { readonly dossier: string }

export type ExportProblem =
  | { readonly type: 'unknown' }
  /** The server did not apply it: it has no effect. */
  | { readonly type: 'held'; readonly reason: HeldReason }
  | { readonly type: 'several'; readonly dossiers: readonly string[] }

/** One line for each key, to be published or noted apart from any export: fingerprint, person, device, since when. */
export const keyList = async (db: Kysely<Tables>): Promise<string> =>
  (await enrolledKeys(db))
    .map(({ key, agent, device, enrolledAt }) => `${[fingerprintOf(key), agent, device, enrolledAt].join('\t')}\n`)
    .join('')

/** The file's text. */
export const exportActs = async (
  db: Kysely<Tables>,
  keys: Pick<ServerKeys, 'sealing'>,
  wanted: ActsWanted,
): Promise<Result<string, ExportProblem>> => {
  const found = await findActs(db, wanted)
  if (!found.ok) return found
  const acts: ExportedAct[] = []
  for (const stored of found.value) acts.push(await exportAct(db, keys, stored))
  return ok(actFile(acts))
}

const findActs = async (
  db: Kysely<Tables>,
  wanted: ActsWanted,
): Promise<Result<readonly WaitingEntry[], ExportProblem>> => {
  if ('act' in wanted) {
    const stored = await storedAct(db, wanted.act)
    if (!stored) return err({ type: 'unknown' })
    return stored.held ? err({ type: 'held', reason: stored.held }) : ok([stored])
  }
  const typed = parseReference(wanted.dossier)
  const dossiers = 'reference' in typed ? await dossiersByReference(db, typed.reference) : [wanted.dossier]
  const [dossier, ...others] = dossiers
  if (others.length > 0) return err({ type: 'several', dossiers })
  const acts = dossier === undefined ? [] : await storedActs(db, dossier)
  return acts.length > 0 ? ok(acts) : err({ type: 'unknown' })
}

const exportAct = async (
  db: Kysely<Tables>,
  keys: Pick<ServerKeys, 'sealing'>,
  stored: WaitingEntry,
): Promise<ExportedAct> => {
  const unsigned: ExportedAct = { act: new TextDecoder().decode(stored.bytes), proof: null }
  const act = parseAct(stored.bytes)
  // Only acts that parsed were stored: anything else is a damaged disk, and must be loud.
  if (!act.ok) throw new Error(`a stored act of dossier ${stored.dossier} no longer reads`)
  const { by } = act.value
  if (by.role === 'system') return unsigned
  const agentKeys = await keysOf(db, by)
  for (const carrying of await packetsOf(db, stored, by)) {
    const opened = await openPacket(keys, carrying)
    for (const agentKey of opened ? agentKeys : []) {
      const exported = opened && proveAct(stored, { ...opened, agentKey })
      if (exported?.ok && (await verifyActProof(exported.value, createVerifier())).ok) return exported.value
    }
  }
  return unsigned
}

const keysOf = async (db: Kysely<Tables>, { agent, device }: ActAuthor): Promise<readonly Uint8Array[]> =>
  (await enrolledKeys(db)).filter((one) => one.agent === agent && one.device === device).map(({ key }) => key)

/** Null when it no longer opens: the next packet, if there is one, may. */
const openPacket = async (
  keys: Pick<ServerKeys, 'sealing'>,
  { bytes, first }: CarryingPacket,
): Promise<Omit<SignedPacket, 'agentKey'> | null> => {
  const [read, start, bare] = [parsePacket(bytes), parsePacket(first), parseBare(bytes)]
  const certificate = start.ok ? start.value.packet.certificate : (parseBare(first)?.packet.certificate ?? null)
  if (bare && certificate) return { packet: bare.packet, certificate, ids: bare.packet.ids }
  if (!read.ok || !certificate) return null
  const { packet, header } = read.value
  const body = await createServerCodec(keys)
    .open(packet.body, packet.header, limits.bodyBytes, header.protocol)
    .catch(() => null)
  const entries = body && parseEntries(body, { limit: limits.bodyBytes, sitting: header })
  return entries?.ok ? { packet, certificate, ids: entries.value.map(entryId) } : null
}
