// What a citizen can ask: a reference with its secret, or the token behind the receipt's QR. Answers dossier ids only.
import { sql, type Kysely } from 'kysely'
import { secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import type { Tables } from './schema.ts'

/**
 * The dossier with that reference whose secret is right, or null: nobody can tell an unknown reference from a wrong
 * secret, not even by the work done (one query and at least one hash each time).
 */
export const dossierBySecret = async (
  db: Kysely<Tables>,
  reference: string,
  secret: string,
): Promise<string | null> => {
  const rows = await db
    .selectFrom('lookups')
    .select(['dossier', 'secret_hash'])
    .where('reference', '=', reference)
    .execute()
  const candidates = rows.length > 0 ? rows : [{ dossier: 'nobody', secret_hash: '' }]
  let found: string | null = null
  for (const row of candidates) if (equalText(secretHash(row.dossier, secret), row.secret_hash)) found = row.dossier
  return found
}

/** The dossier a receipt's token opens; a token is 128 random bits, so one or none. */
export const dossierByToken = async (
  db: Kysely<Tables>,
  token: string,
): Promise<{ readonly dossier: string; readonly reference: string } | null> => {
  const hash = tokenHash(token)
  const rows = db.selectFrom('lookups').select(['dossier', 'reference']).where('token_hash', '=', hash)
  // As its index has it.
  return (await rows.where(sql`substr(token_hash, 1, 8)`, '=', hash.slice(0, 8)).executeTakeFirst()) ?? null
}

export const isSecretOf = async (db: Kysely<Tables>, dossier: string, secret: string): Promise<boolean> => {
  const row = await db.selectFrom('lookups').select('secret_hash').where('dossier', '=', dossier).executeTakeFirst()
  return equalText(secretHash(dossier, secret), row?.secret_hash ?? '')
}

/** Takes as long for a near miss as for a far one. */
const equalText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
