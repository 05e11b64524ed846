// The assisted request: one citizen, one procedure, from the papers they have with them to the receipt. Every answer
// is durable before its promise resolves, and so is the place: a killed tab comes back to the same question.
import { mustBeOpen } from './current.ts'
import type { Receipt, Request } from './request-shape.ts'

export type { Receipt, Request } from './request-shape.ts'

/** `packId` is a pack's `id`; the version offered now is kept for the dossier's life. */
export const startRequest = (packId: string): Promise<Request> => mustBeOpen().startRequest(packId)

export const resumeRequest = (id: string): Promise<Request | null> => mustBeOpen().resumeRequest(id)

/** The request that was on screen when the tab was closed or killed; mine only. */
export const lastPlace = (): Promise<{ readonly dossier: string } | null> => mustBeOpen().lastPlace()

/** To print it again; only the device that made it can. */
export const receiptOf = (id: string): Promise<Receipt | null> => mustBeOpen().receiptOf(id)
