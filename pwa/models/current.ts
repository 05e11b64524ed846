// The open session, as the light models see it. What is behind it (database, CRDT, keys) is loaded after the first
// screen, so this file knows only its type.
import type { Choice } from '../../shared/form/form.ts'
import type { OpenDossier } from './dossier-shape.ts'
import type { Receipt, Request } from './request-shape.ts'

export interface OpenSession {
  openDossier(id: string): Promise<OpenDossier | null>
  startRequest(packId: string): Promise<Request>
  resumeRequest(id: string): Promise<Request | null>
  lastPlace(): Promise<{ readonly dossier: string } | null>
  receiptOf(id: string): Promise<Receipt | null>
  listOf(id: string): Promise<readonly Choice[]>
  syncNow(): Promise<void>
}

let open: OpenSession | null = null

export const setCurrent = (session: OpenSession | null): void => {
  open = session
}

/** Null while the device is locked. */
export const current = (): OpenSession | null => open

/** Throws when the device is locked: no screen that needs it can be on. */
export const mustBeOpen = (): OpenSession => {
  if (!open) throw new Error('the device is locked')
  return open
}
