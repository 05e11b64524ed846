// What this device's copy lacks, as far as it can know: acts that others had seen, news the server announced, what is held
// there, units that have not been heard. An age alone says nothing of that. It never says that nothing is missing, only
// that nothing is known to be.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Directory, UnitHeard } from '../../shared/access/directory.ts'
import { state } from './state.ts'
import type { Link } from './state.ts'
import { heldIn } from './summary.ts'
import type { Summary } from './summary.ts'

export interface Copy {
  /** ISO 8601; null before the first exchange. */
  readonly lastSync: string | null
  readonly isAway: boolean
  /** The server has more than was read, or said that it has news and no exchange has ended since. */
  readonly isTold: boolean
  /** Dossiers with an act that comes after one that is not here. */
  readonly lacking: readonly Summary[]
  /** Dossiers with entries that the server keeps without applying them. */
  readonly held: readonly Summary[]
  /** Units that said they had not sent everything, or were not heard for long. */
  readonly silent: readonly UnitHeard[]
}

/** A device that is open says something every minute; a point is closed on a Sunday. */
const silentMs = 48 * 3_600_000

export const copyOf = (
  { lastSync, online, state: how, more }: Pick<Link, 'lastSync' | 'online' | 'state' | 'more'>,
  poked: string | null,
  list: readonly Summary[],
  directory: Pick<Directory, 'heard'> | null,
): Copy => ({
  lastSync,
  isAway: !online || how === 'offline',
  isTold: more || (poked !== null && (lastSync === null || lastSync < poked)),
  lacking: list.filter((one) => one.lacking !== undefined),
  held: list.filter((one) => heldIn(one) > 0),
  silent: (directory?.heard ?? []).filter((one) => one.unsent > 0 || isSilent(one, lastSync)),
})

/** Measured at the last exchange: what was heard since cannot be known here. */
export const isSilent = ({ lastSeen }: UnitHeard, lastSync: string | null): boolean =>
  lastSeen !== null && lastSync !== null && Date.parse(lastSync) - Date.parse(lastSeen) > silentMs

/** Something is known to be missing. */
export const isLacking = (copy: Copy): boolean =>
  copy.isTold || copy.lacking.length + copy.held.length + copy.silent.length > 0

/** Reads signals. Not kept here: lines hold names, and leave the memory with the room that shows them. */
export const copyNow = (): Copy =>
  copyOf(state.link.value, state.poked.value, state.summaries.value, state.directory.value)

export const unitsHeard: ReadonlySignal<readonly UnitHeard[] | null> = computed(
  () => state.directory.value?.heard ?? null,
)
