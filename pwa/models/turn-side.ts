// Which side of the counter the screen faces: all that the shell need know of a turn. Written by turn.ts alone; it must
// import nothing that weighs, for the first screen loads it.
import { signal } from '@preact/signals'

/** What leads from one to the other is drawn in turn.ts. The helper's room is mounted in `helper` and in no other. */
export type Side = 'helper' | 'turning' | 'turned' | 'called' | 'returning' | 'elsewhere'

export const side = signal<Side>('helper')

/** Whoever was locked out for want of four digits is asked for them, once, before their room is drawn. */
export const asksDigits = signal(false)
