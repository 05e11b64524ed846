// The person who stands at the counter now: what they hear, and how they are helped. One visit at a time on a device;
// nothing of it is left when it ends, and nothing of it says who they are.
import { signal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import type { HelpMode } from '../../shared/dossier/said.ts'
import type { Variety } from '../../shared/speech/variety.ts'

/** Null until the person has chosen what they hear. */
export const variety: Signal<Variety | null> = signal(null)
export const mode: Signal<HelpMode> = signal('enabling')

/** Another person, or nobody: the screen is wiped with it. */
export const endVisit = (): void => {
  variety.value = null
  mode.value = 'enabling'
}
