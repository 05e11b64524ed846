// The person who stands at the counter now: what they hear, and how they are helped. One visit at a time on a device;
// nothing of it is left when it ends, and nothing of it says who they are.
import { signal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import type { Variety } from '../../shared/speech/variety.ts'

/**
 * How somebody is helped: they say what they want and it is typed for them (`enabling`), what comes out is explained to
 * them (`translation`), or somebody acts for a person who is absent (`surrogate`).
 */
export type Mode = 'enabling' | 'translation' | 'surrogate'

/** Null until the person has chosen what they hear. */
export const variety: Signal<Variety | null> = signal(null)
export const mode: Signal<Mode> = signal('enabling')

/** Another person, or nobody: the screen is wiped with it. */
export const endVisit = (): void => {
  variety.value = null
  mode.value = 'enabling'
}
