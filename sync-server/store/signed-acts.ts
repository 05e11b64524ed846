// What an exported act is made of: the act as it was stored, the packets it may have come in, the keys its author ever
// had. A revoked person's acts stay theirs, so nothing here looks at revocations.
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { HeldReason } from '../../shared/sync/ports.ts'
import type { EntryOrigin, WaitingEntry } from '../../shared/sync/server-ports.ts'
import { withBytes } from './contents.ts'
import { appliedOf } from './log.ts'
import type { Tables } from './schema.ts'

/** The acts of a dossier that were applied, in order of arrival. */
export const storedActs = (db: Kysely<Tables>, dossier: string): Promise<readonly WaitingEntry[]> =>
  appliedOf(db, [dossier], 'act')

/** Acts looked at in one statement. */
const PAGE = 500

/** By the act's own id, which no column holds: the log is read until it is found. Null when it is not there. */
export const storedAct = async (
  db: Kysely<Tables>,
  act: string,
): Promise<(WaitingEntry & { readonly held: HeldReason | null }) | null> => {
  let after = -1
  for (;;) {
    const page = await db
      .selectFrom('entries')
      .select(['position', 'id', 'dossier', 'kind', 'incarnation', 'n', 'held', 'content'])
      .where('kind', '=', 'act')
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    const acts = await withBytes(db, page)
    const found = acts.find(({ bytes }) => createHash('sha256').update(bytes).digest('base64url') === act)
    if (found) return found
    if (page.length < PAGE) return null
    after = page.at(-1)?.position ?? after
  }
}

/** References come round again after ten thousand: there may be more than one. */
export const dossiersByReference = async (db: Kysely<Tables>, reference: string): Promise<readonly string[]> =>
  (await db.selectFrom('lookups').select('dossier').where('reference', '=', reference).execute()).map(
    ({ dossier }) => dossier,
  )

export interface CarryingPacket {
  readonly bytes: Uint8Array
  /** Packet 1 of its chain, which holds the certificate. */
  readonly first: Uint8Array
}

/** The packet that brought the act; every packet of its author's device when it came from another device's memory. */
export const packetsOf = (
  db: Kysely<Tables>,
  { incarnation, n }: EntryOrigin,
  { agent, device }: { readonly agent: string; readonly device: string },
): Promise<readonly CarryingPacket[]> => {
  const found = db
    .selectFrom('packets')
    .innerJoin('packets as start', 'start.incarnation', 'packets.incarnation')
    .where('start.n', '=', 1)
    .select(['packets.bytes', 'start.bytes as first'])
  return n > 0
    ? found.where('packets.incarnation', '=', incarnation).where('packets.n', '=', n).execute()
    : found
        .innerJoin('incarnations', 'incarnations.id', 'packets.incarnation')
        .where('incarnations.agent', '=', agent)
        .where('incarnations.device', '=', device)
        .execute()
}

export interface EnrolledKey {
  readonly key: Uint8Array
  readonly agent: string
  readonly device: string
  readonly enrolledAt: string
}

/** Every key that was ever enrolled, oldest first; one that was replaced on its device is kept with its enrolment. */
export const enrolledKeys = async (db: Kysely<Tables>): Promise<readonly EnrolledKey[]> => {
  const rows = await db
    .selectFrom('enrolment_codes')
    .select(['agent_key', 'agent', 'device', 'used_at'])
    .orderBy('used_at')
    .execute()
  return rows.flatMap(({ agent_key: key, agent, device, used_at: enrolledAt }) =>
    key && device && enrolledAt ? [{ key, agent, device, enrolledAt }] : [],
  )
}
