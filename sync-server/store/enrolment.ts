// Enrolment codes: who may bring a device into the commune, once. Only the SHA-256 of a code is stored.
//
//   fresh ──enrol──► used by (device, agent key)      the same three again: the same answer, since the first may be lost
//   fresh ──time───► expired                          anything else: refused
import type { Kysely } from 'kysely'
import { enrolmentCodeHash, minutesOfALink } from '../../shared/dossier/enrolment-code.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { directoryChanged, hearingChanged } from './directory-stamp.ts'
import { newDevice } from './devices.ts'
import { lentTo } from './loans.ts'
import { agentById, isDemo, type Staff } from './people.ts'
import type { Tables } from './schema.ts'
import { isWithdrawn, keepFormerKey, sameBytes, trustAgain } from './withdrawals.ts'

/** A demonstration keeps its links on the screen for whoever comes by; they protect nobody. */
const MINUTES_OF_A_DEMO = 14 * 24 * 60

export interface Enrolment {
  readonly code: string
  readonly device: string
  readonly deviceKey: Uint8Array
  readonly agentKey: Uint8Array
}

export type EnrolmentProblem = { readonly type: 'unknown' | 'used' | 'expired' | 'device-elsewhere' }

/** `code` is 16 random bytes in base64url, shown once and forgotten. */
export const addEnrolmentCode = async (db: Kysely<Tables>, agent: string, code: string, now: Date): Promise<void> => {
  const minutes = (await isDemo(db)) ? MINUTES_OF_A_DEMO : minutesOfALink
  await db
    .insertInto('enrolment_codes')
    .values({
      hash: enrolmentCodeHash(code),
      agent,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + minutes * 60_000).toISOString(),
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
    const hash = enrolmentCodeHash(enrolment.code)
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
      // A device belongs to one unit, which may lend it to another. An id with another key is somebody else's device.
      const isTheirs = device.unit === agent.unit || lentTo(device, now) === agent.unit
      const own = device.revoked_at === null && isTheirs && sameBytes(device.public_key, enrolment.deviceKey)
      if (!own) return err({ type: 'device-elsewhere' })
    } else if (await isWithdrawn(tx, { device: enrolment.device, agent: '' })) {
      // Revoked in a life of this server that knew it.
      return err({ type: 'device-elsewhere' })
    } else {
      await tx
        .insertInto('devices')
        .values({
          id: enrolment.device,
          unit: agent.unit,
          public_key: enrolment.deviceKey,
          enrolled_at: at,
          last_seen: at,
          ...newDevice,
        })
        .execute()
    }
    const person = { device: enrolment.device, agent: agent.id }
    await keepFormerKey(tx, person, enrolment.agentKey, null)
    await trustAgain(tx, person)
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
    await directoryChanged(tx)
    await hearingChanged(tx)
    await tx
      .updateTable('enrolment_codes')
      .set({ device: enrolment.device, agent_key: enrolment.agentKey, used_at: at })
      .where('hash', '=', hash)
      .execute()
    return ok(agent)
  })
