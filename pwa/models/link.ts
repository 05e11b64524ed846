// What the strip at the top says about the link: never more than what is known.
import type { ReadonlySignal } from '@preact/signals'
import { current } from './current.ts'
import { state } from './state.ts'
import type { Link, Present } from './state.ts'

export type { Link, Present } from './state.ts'

export const link: ReadonlySignal<Link> = state.link

/** Who has which dossier open, from the live board; empty when the board is off. */
export const presence: ReadonlySignal<readonly Present[]> = state.presence

/** Pushes and pulls now; resolves when that round ended, well or not (see `link`). */
export const syncNow = async (): Promise<void> => {
  await current()?.syncNow()
}
