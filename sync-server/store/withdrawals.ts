// Whose trust ended, and the keys that people signed with before. Nothing here is ever forgotten: a paper or a packet of
// somebody who left is told apart from one that nobody of ours signed.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { Kysely } from 'kysely'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import type { KnownKey } from '../../shared/sync/server-ports.ts'
import { directoryChanged, hearingChanged } from './directory-stamp.ts'
import { readFact, writeFact } from './meta.ts'
import type { Tables } from './schema.ts'

export interface Withdrawn {
  /** Empty: everywhere. */
  readonly device: string
  /** Empty: everybody there. */
  readonly agent: string
}

/** For good; the first time counts. */
export const withdraw = async (db: Kysely<Tables>, { device, agent }: Withdrawn, now: string): Promise<void> => {
  await db
    .insertInto('withdrawals')
    .values({ device, agent, at: now })
    .onConflict((c) => c.columns(['device', 'agent']).doNothing())
    .execute()
  if (agent === '')
    await db
      .updateTable('devices')
      .set({ revoked_at: now, lent_to: null, lent_until: null, loan: null })
      .where('id', '=', device)
      .where('revoked_at', 'is', null)
      .execute()
  else if (device === '')
    await db
      .updateTable('agents')
      .set({ revoked_at: now })
      .where('id', '=', agent)
      .where('revoked_at', 'is', null)
      .execute()
  else
    await db
      .updateTable('agent_keys')
      .set({ revoked_at: now })
      .where('device', '=', device)
      .where('agent', '=', agent)
      .where('revoked_at', 'is', null)
      .execute()
  await directoryChanged(db)
  if (agent === '') await hearingChanged(db)
}

/** Any of them: the device, the person everywhere, the person there. */
export const isWithdrawn = async (db: Kysely<Tables>, { device, agent }: Withdrawn): Promise<boolean> => {
  const found = await db
    .selectFrom('withdrawals')
    .select('at')
    .where('device', 'in', [device, ''])
    .where('agent', 'in', [agent, ''])
    .executeTakeFirst()
  return found !== undefined
}

/** The person was given access to that device again, by a code. */
export const trustAgain = async (db: Kysely<Tables>, { device, agent }: Withdrawn): Promise<void> => {
  await db.deleteFrom('withdrawals').where('device', '=', device).where('agent', '=', agent).execute()
}

/**
 * A forgotten passphrase does not make papers false: the key that signed them stays known. `withdrawnAt` when it is no
 * longer trusted from then on.
 */
export const keepFormerKey = async (
  db: Kysely<Tables>,
  { device, agent }: Withdrawn,
  newKey: Uint8Array,
  withdrawnAt: string | null,
): Promise<void> => {
  const former = await db
    .selectFrom('agent_keys')
    .select(['public_key', 'revoked_at'])
    .where('device', '=', device)
    .where('agent', '=', agent)
    .executeTakeFirst()
  if (!former || sameBytes(former.public_key, newKey)) return
  const since = former.revoked_at ?? withdrawnAt
  const known = (await readFact(db, 'former-keys')) ?? []
  const publicKey = toBase64Url(former.public_key)
  await writeFact(db, 'former-keys', [
    ...known,
    { agent, device, publicKey, ...(since === null ? {} : { withdrawnAt: since }) },
  ])
  await directoryChanged(db)
}

/** Every key this person signed with on that device, the present one first. */
export const knownKeys = async (db: Kysely<Tables>, device: string, agent: string): Promise<readonly KnownKey[]> => {
  const row = await db
    .selectFrom('agent_keys')
    .innerJoin('devices', 'devices.id', 'agent_keys.device')
    .innerJoin('agents', 'agents.id', 'agent_keys.agent')
    .select(['agent_keys.public_key', 'agent_keys.revoked_at as key'])
    .select(['devices.revoked_at as machine', 'agents.revoked_at as person'])
    .where('agent_keys.device', '=', device)
    .where('agent_keys.agent', '=', agent)
    .executeTakeFirst()
  if (!row) return []
  const all = row.machine !== null || row.person !== null
  const former = (await readFact(db, 'former-keys')) ?? []
  return [
    { publicKey: row.public_key, standing: all || row.key !== null ? 'withdrawn' : 'current' },
    ...former
      .filter((one) => one.agent === agent && one.device === device)
      .map(({ publicKey, withdrawnAt }): KnownKey => ({
        publicKey: new Uint8Array(fromBase64UrlEncoded(publicKey)),
        standing: all || withdrawnAt !== undefined ? 'withdrawn' : 'former',
      })),
  ]
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
