// Enrolment codes: who may bring a device into the commune, once. Only the SHA-256 of a code is stored.
//
//   fresh ──enrol──► used by (device, agent key)      the same three again: the same answer, since the first may be lost
//   fresh ──time───► expired                          anything else: refused
import type { Kysely } from 'kysely'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { readFact, writeFact } from './meta.ts'
import { agentById, type Staff } from './people.ts'
import type { Tables } from './schema.ts'

/** Long enough for a supervisor to hand the links out by hand in every douar. */
const DAYS_VALID = 14

export interface Enrolment {
  readonly code: string
  readonly device: string
  readonly deviceKey: Uint8Array
  readonly agentKey: Uint8Array
}

export type EnrolmentProblem = { readonly type: 'unknown' | 'used' | 'expired' | 'device-elsewhere' }

const codeHash = (code: string): string => sha256Url(new TextEncoder().encode(`morchid enrolment 1|${code}`))

/** `code` is 16 random bytes in base64url, shown once and forgotten. */
export const addEnrolmentCode = async (db: Kysely<Tables>, agent: string, code: string, now: Date): Promise<void> => {
  await db
    .insertInto('enrolment_codes')
    .values({
      hash: codeHash(code),
      agent,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + DAYS_VALID * 86_400_000).toISOString(),
      device: null,
      agent_key: null,
      used_at: null,
    })
    .execute()
}

/** Binds the device and the agent's key in one transaction, or says why not and changes nothing. */
export const useEnrolmentCode = async (
  db: Kysely<Tables>,
  enrolment: Enrolment,
  now: Date,
): Promise<Result<Staff, EnrolmentProblem>> =>
  db.transaction().execute(async (tx) => {
    const hash = codeHash(enrolment.code)
    const code = await tx.selectFrom('enrolment_codes').selectAll().where('hash', '=', hash).executeTakeFirst()
    const agent = code && (await agentById(tx, code.agent))
    if (!code || !agent) return err({ type: 'unknown' })
    if (code.used_at !== null) {
      const same = code.device === enrolment.device && code.agent_key && sameBytes(code.agent_key, enrolment.agentKey)
      return same ? ok(agent) : err({ type: 'used' })
    }
    const at = now.toISOString()
    if (code.expires_at < at) return err({ type: 'expired' })

    const device = await tx.selectFrom('devices').selectAll().where('id', '=', enrolment.device).executeTakeFirst()
    if (device) {
      // A device belongs to one unit; its people share it. An id with another key is somebody else's device.
      const own =
        device.revoked_at === null && device.unit === agent.unit && sameBytes(device.public_key, enrolment.deviceKey)
      if (!own) return err({ type: 'device-elsewhere' })
    } else {
      await tx
        .insertInto('devices')
        .values({
          id: enrolment.device,
          unit: agent.unit,
          public_key: enrolment.deviceKey,
          enrolled_at: at,
          last_seen: at,
          revoked_at: null,
        })
        .execute()
    }
    await keepFormerKey(tx, enrolment.device, agent.id, enrolment.agentKey)
    await tx
      .insertInto('agent_keys')
      .values({
        device: enrolment.device,
        agent: agent.id,
        public_key: enrolment.agentKey,
        enrolled_at: at,
        revoked_at: null,
      })
      // The same person enrols again on the same device after forgetting a passphrase: the new key replaces the old.
      .onConflict((c) =>
        c
          .columns(['device', 'agent'])
          .doUpdateSet({ public_key: enrolment.agentKey, enrolled_at: at, revoked_at: null }),
      )
      .execute()
    await tx
      .updateTable('enrolment_codes')
      .set({ device: enrolment.device, agent_key: enrolment.agentKey, used_at: at })
      .where('hash', '=', hash)
      .execute()
    return ok(agent)
  })

/** A forgotten passphrase does not make papers false: the key that signed them stays known, to check and no more. */
const keepFormerKey = async (tx: Kysely<Tables>, device: string, agent: string, newKey: Uint8Array): Promise<void> => {
  const former = await tx
    .selectFrom('agent_keys')
    .select('public_key')
    .where('device', '=', device)
    .where('agent', '=', agent)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!former || sameBytes(former.public_key, newKey)) return
  const known = (await readFact(tx, 'former-keys')) ?? []
  await writeFact(tx, 'former-keys', [...known, { agent, device, publicKey: toBase64Url(former.public_key) }])
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
