// What the paused screen may know and do: how many requests wait here, and the way back once four digits were right.
// No name of a citizen and no key comes through here.
import { computed, effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Database } from '../storage/database.ts'
import { state } from './state.ts'

const waiting = signal<number | null>(null)

/** Requests of which something is only on this device; null until they were counted. */
export const waitingHere: ReadonlySignal<number | null> = waiting

/** The member of staff who comes back here; '' when nobody is away. */
export const whoIsAway = computed(() => state.people.value.find((one) => one.agent === state.agent.value)?.name ?? '')

/** Again after each exchange, while nobody looks. */
export const followWaiting = (database: Database): void => {
  effect(() => {
    const { unsentBytes } = state.link.value
    if (state.phase.value === 'paused' && unsentBytes >= 0) void countWaiting(database)
  })
}

/** Nothing is opened for it: a row says in clear whose it is and that it waits. */
const countWaiting = async (database: Database): Promise<void> => {
  const rows = await database.rows.where('pending').equals(1).toArray()
  waiting.value = new Set(rows.map((row) => row.dossier)).size
}

interface PauseDoor {
  pause(): Promise<void>
  resume(): Promise<void>
}

let door: PauseDoor | null = null

export const setPauseDoor = (opened: PauseDoor): void => {
  door = opened
}

/** Nobody will be at the desk for a while. In an exercise there is nothing to cover. */
export const pauseNow = async (): Promise<void> => door?.pause()

/** After the right digits: the same screen again. What can't be read again locks the device. */
export const comeBack = async (): Promise<void> => door?.resume()
