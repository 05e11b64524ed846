// The request on the desk while its screen is not drawn: on its way from the procedure's screen to its own, or while
// the screen is turned to the person. One at most, taken once; a device that locks keeps none.
import { effect, signal, untracked } from '@preact/signals'
import type { Signal } from '@preact/signals'
import type { Request } from '../../models/request.ts'
import { phase } from '../../models/session.ts'

export interface DeskRequest {
  readonly request: Request
  /** How it ended: a screen that is drawn again after a turn shows the same. */
  readonly ended: Signal<'filed' | 'refused' | null>
  /** The person said yes on their side; its proof comes next. */
  readonly agreed: Signal<boolean>
}

let held: DeskRequest | null = null

export const deskRequest = (request: Request): DeskRequest => ({
  request,
  ended: signal(null),
  agreed: signal(false),
})

export const holdRequest = (desk: DeskRequest): void => {
  held = desk
}

/** Which one is held, for a screen that has to go there. */
export const heldId = (): string | null => held?.request.id ?? null

/** The held request when it is this one; otherwise null, and nothing stays held. */
export const takeRequest = (id: string): DeskRequest | null => {
  const desk = held?.request.id === id ? held : null
  held = null
  return desk
}

effect(() => {
  if (phase.value === 'open') return
  const left = held
  held = null
  untracked(() => left?.request.close())
})
