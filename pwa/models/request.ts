// The assisted request: one citizen, one procedure, from the papers they have with them to the receipt. Every answer
// is durable before its promise resolves, and so is the place: a killed tab comes back to the same question.
import type { ReadonlySignal } from '@preact/signals'
import { mustBeOpen } from './current.ts'
import type { OpenSession } from './current.ts'
import { measureGauge } from './gauge.ts'
import type { Request } from './request-shape.ts'
import { state } from './state.ts'

export type { Receipt, Request } from './request-shape.ts'

/** `packId` is a pack's `id`; the version offered now is kept for the dossier's life. */
export const startRequest = async (packId: string): Promise<Request> => {
  const { fullness } = await measureGauge()
  if (fullness === 'no-requests') throw new NoRoomError('no room for another request')
  return mustBeOpen().startRequest(packId)
}

/** This device is too full to begin anything; what was begun goes on. */
export class NoRoomError extends Error {}

export const resumeRequest = (id: string): Promise<Request | null> => mustBeOpen().resumeRequest(id)

/** The request that was on screen when the tab was closed or killed; mine only. */
export const lastPlace = (): Promise<{ readonly dossier: string } | null> => mustBeOpen().lastPlace()

/** Requests left for later: the picture by which each is found again, by dossier. */
export const asleep: ReadonlySignal<Readonly<Record<string, string>>> = state.asleep

/** From then on nothing is filed in this dossier, offline too. */
export const revokeMandate: OpenSession['revokeMandate'] = (id, reason) => mustBeOpen().revokeMandate(id, reason)

/** The recorded yes of a mandate, to be heard again. */
export const soundOf: OpenSession['soundOf'] = (dossier, hash) => mustBeOpen().soundOf(dossier, hash)
