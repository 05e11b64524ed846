// Which side of the counter the screen faces. While it is turned, nothing but the card is drawn, and only the helper's
// PIN brings the rest back: a person cannot walk into other people's files.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Card, TurnScript } from './card.ts'

/**
 * `turning`: the card that says "turn the screen". `turned`: the person's. `returning`: it waits for the PIN.
 *
 *   helper ─begin─► turning ─turned─► turned ─(no more cards, or called)─► returning ─PIN─► helper
 */
export type Side = 'helper' | 'turning' | 'turned' | 'returning'

const side = signal<Side>('helper')
const script = signal<TurnScript | null>(null)

export const turnSide: ReadonlySignal<Side> = side
export const turnScript: ReadonlySignal<TurnScript | null> = script

/** The screen is handed to the person. */
export const beginTurn = (wanted: TurnScript): void => {
  script.value = wanted
  side.value = 'turning'
}

/** Who is shown what, for the second window too. */
export const cardNow = (): Card | null => (side.value === 'turned' ? (script.value?.card() ?? null) : null)
