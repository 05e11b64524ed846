// Opening a person's slot: waits that grow with wrong passphrases are written down before they are told.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import type { Derive } from '../storage/derive.ts'
import { readSlots, slotKey } from '../storage/meta.ts'
import { afterFailure, afterSuccess, openSecrets, seenAt, waitOf } from '../storage/slot.ts'
import type { Secrets } from '../storage/slot.ts'

export interface SlotPorts {
  readonly database: Database
  readonly derive: Derive
  /** ms since 1970. */
  now(): number
}

/** An agent without a slot here is told the same as a wrong passphrase. */
export const openSlot = async (
  { database, derive, now }: SlotPorts,
  agent: string,
  passphrase: string,
): Promise<Result<Secrets, { readonly type: 'wrong-passphrase'; readonly waitMs: number }>> => {
  const found = (await readSlots(database)).find((one) => one.agent === agent)
  if (!found) return err({ type: 'wrong-passphrase', waitMs: 0 })
  const slot = seenAt(found, now())
  // Written down, or the wait would begin anew with every try until the clock is where it was.
  if (slot !== found) await database.meta.put({ key: slotKey(agent), value: slot })
  const wait = waitOf(slot, now())
  if (wait > 0) return err({ type: 'wrong-passphrase', waitMs: wait })
  const secrets = await openSecrets(slot, passphrase, derive)
  if (!secrets) {
    const failed = afterFailure(slot, now())
    await database.meta.put({ key: slotKey(agent), value: failed })
    return err({ type: 'wrong-passphrase', waitMs: waitOf(failed, now()) })
  }
  if (slot.failures > 0) await database.meta.put({ key: slotKey(agent), value: afterSuccess(slot) })
  return ok(secrets)
}
