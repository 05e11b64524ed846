// The open session, as the light models see it. What is behind it (database, CRDT, keys) is loaded after the first
// screen, so this file knows only its type.
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { Answers, Choice } from '../../shared/form/form.ts'
import type { Result } from '../../shared/text/result.ts'
import type { OpenDossier } from './dossier-shape.ts'
import type { PaperTools } from './papers/tools.ts'
import type { Receipts } from './receipts.ts'
import type { Request } from './request-shape.ts'
import { endVisit } from './visit.ts'

export interface OpenSession {
  openDossier(id: string): Promise<OpenDossier | null>
  /** As they stand, without opening it: for comparing dossiers. Empty when this device does not have it. */
  answersOf(id: string): Promise<Answers>
  startRequest(packId: string): Promise<Request>
  resumeRequest(id: string): Promise<Request | null>
  lastPlace(): Promise<{ readonly dossier: string } | null>
  /** Takes the mandate back: from then on nothing is filed in this dossier. `absent` when this device does not have it. */
  revokeMandate(id: string, reason: string): Promise<Result<void, { readonly type: 'absent' } | RuleError>>
  /** A recording that an act names, to be heard again; null when it is not on this device. */
  soundOf(dossier: string, hash: string): Promise<Uint8Array | null>
  /** What gives the screen back to me, as `setPin` kept it; null before the first. */
  pin(): Promise<unknown>
  setPin(value: unknown): Promise<void>
  readonly receipts: Receipts
  /** What the papers of an office are made with; the making itself comes with their screens. */
  readonly papers: PaperTools
  listOf(id: string): Promise<readonly Choice[]>
  syncNow(): Promise<void>
}

let open: OpenSession | null = null
/** Paused: nothing is open but what tells whether four digits are right. */
let away: Pick<OpenSession, 'pin'> | null = null

export const setCurrent = (session: OpenSession | null): void => {
  open = session
  away = null
  // Whoever unlocks next helps somebody else; the place of a request brings its own visit back.
  if (!session) endVisit()
}

/** The same person may come back: all that stays is `kept`. */
export const setAway = (kept: Pick<OpenSession, 'pin'>): void => {
  setCurrent(null)
  away = kept
}

/** As `setPin` kept it; null before the first, and on a locked device. */
export const keptPin = async (): Promise<unknown> => (await (open ?? away)?.pin()) ?? null

/** Null while the device is locked. */
export const current = (): OpenSession | null => open

/** Throws when the device is locked: no screen that needs it can be on. */
export const mustBeOpen = (): OpenSession => {
  if (!open) throw new Error('the device is locked')
  return open
}
