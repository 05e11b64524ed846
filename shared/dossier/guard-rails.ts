// How far a procedure may be decided without the network: who, how long after the server's last word, up to which
// amount, with how old an outbox, with or without the photographs it names. Asked before an act is written, so that nothing is made that must be taken back;
// never asked of an act that exists. What is not bound by a rail of its pack may always be written.
import type { Role } from '../access/directory.ts'
import { durationMs } from '../procedure/duration.ts'
import type { GuardRail, ProcedurePack } from '../procedure/pack.ts'
import type { ActKind } from '../procedure/workflow.ts'
import { err, ok, type Result } from '../text/result.ts'
import type { RuleError } from './refusals.ts'
import { eventOf } from './status.ts'

/** Spans in milliseconds, by the device's own clock. */
export interface LinkNow {
  readonly role: Role
  /** The last exchange with the server succeeded less than five minutes ago. */
  readonly online: boolean
  /** Since the server's last word; null when it was never heard. */
  readonly beaconAge: number | null
  /** How long the oldest entry of this device has waited; null when nothing waits. */
  readonly oldestUnsent: number | null
  /** Photographed pages that the dossier names and this device has not. */
  readonly papersToCome: number
}

interface NewAct {
  readonly kind: ActKind
  readonly payload: Readonly<Record<string, unknown>>
}

export const guardRailRefusal = (
  pack: Pick<ProcedurePack, 'guardRails'>,
  act: NewAct,
  link: LinkNow,
): Result<void, RuleError> => {
  const event = eventOf(act)
  const broken = (pack.guardRails ?? []).find((rail) => binds(rail, event) && !holds(rail, event, link))
  return broken ? err({ type: 'guard-rail', detail: broken.reason }) : ok(undefined)
}

const binds = ({ on, when = {} }: GuardRail, { kind, payload }: NewAct): boolean =>
  on === kind && Object.entries(when).every(([field, wanted]) => String(payload[field] ?? '') === wanted)

const holds = (
  { by, maxAge, maxAmount, maxUnsent, papers }: GuardRail,
  { payload }: NewAct,
  link: LinkNow,
): boolean => {
  if (papers === 'here' && link.papersToCome > 0) return false
  if (maxUnsent !== undefined && link.oldestUnsent !== null && link.oldestUnsent > spanOf(maxUnsent)) return false
  if (link.online) return true
  const isFresh = maxAge !== undefined && link.beaconAge !== null && link.beaconAge <= spanOf(maxAge)
  const mayAlone = by?.includes(link.role) ?? maxAge === undefined
  if (!isFresh && !mayAlone) return false
  const amount = payload['amount']
  return maxAmount === undefined || typeof amount !== 'number' || amount <= maxAmount
}

/** A rail nobody can read lets nothing through. */
const spanOf = (duration: string): number => durationMs(duration) ?? -1
