// Devices and people of the commune, for the supervisor: what the server says of them, and what was ordered here and has
// not reached it. Nothing is said to be done before the server says so.
import type { ReadonlySignal } from '@preact/signals'
import type { leaveReasons, Newcomer, revokeReasons } from '../../shared/dossier/standing-payload.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { Result } from '../../shared/text/result.ts'
import type { StandingLine } from './commune-line.ts'
import { state } from './state.ts'

export type { StandingLine } from './commune-line.ts'

/** Orders, links and joinings that this device knows of, in no order. */
export const standing: ReadonlySignal<readonly StandingLine[]> = state.standing

export type RevokeReason = (typeof revokeReasons)[number]
export type LeaveReason = (typeof leaveReasons)[number]

export interface MadeLink {
  /** Its line in `standing` says whether the server has it. */
  readonly id: string
  /** Shown, never kept: who has it can enrol. */
  readonly url: string
}

type Ordered = Promise<Result<void, RuleError>>

/** What the open session does for this file (fleet-desk.ts). Each is durable here when it resolves, and no more. */
export interface FleetDesk {
  /** The device this is. */
  readonly device: string
  makeLink(agent: string): Promise<Result<MadeLink, RuleError>>
  invite(newcomer: Newcomer): Promise<Result<MadeLink, RuleError>>
  revoke(device: string, reason: RevokeReason, note: string): Ordered
  /** `until` is the last day, `YYYY-MM-DD`; '' for a loan without an end. */
  lend(device: string, unit: string, until: string): Ordered
  /** By the dossier of the loan. */
  takeBack(loan: string): Ordered
  orderErase(device: string): Ordered
  /** Work set aside of a revoked device counts after all. */
  admit(device: string): Ordered
  /** By the dossier of the joining. */
  certify(joined: string): Ordered
  /** `device` null: the person left the commune. */
  endPerson(agent: string, device: string | null, reason: LeaveReason, note: string): Ordered
}

let desk: FleetDesk | null = null

/** Null when the device is locked. */
export const setFleetDesk = (open: FleetDesk | null): void => {
  desk = open
}

export const fleetDesk = (): FleetDesk => {
  if (!desk) throw new Error('the device is locked')
  return desk
}
