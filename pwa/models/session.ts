// Who is at the counter. Light on purpose: the shell shows it before anything heavy is loaded, and the database, the
// keys and the CRDT come behind the first render by a dynamic import.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Agent, Directory, Unit } from '../../shared/access/directory.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { Result } from '../../shared/text/result.ts'
import { isPractising } from './practice-flag.ts'
import { state } from './state.ts'
import type { Damage, Ended, Person, Phase } from './state.ts'
import type { Told } from './told-shape.ts'

export type { Damage, Person, Phase } from './state.ts'

export const phase: ReadonlySignal<Phase> = state.phase
export const people: ReadonlySignal<readonly Person[]> = state.people
export const directory: ReadonlySignal<Directory | null> = state.directory
export const me: ReadonlySignal<Agent | null> = computed(
  () => state.directory.value?.agents.find((one) => one.id === state.agent.value) ?? null,
)
export const unit: ReadonlySignal<Unit | null> = computed(
  () => state.directory.value?.units.find((one) => one.id === me.value?.unit) ?? null,
)
/** Said on the first screen when the browser lost what was kept here. */
export const damage: ReadonlySignal<Damage | null> = state.damage

/** Why the last sitting ended by itself, until the next one is open. */
export const ended: ReadonlySignal<Ended | null> = state.ended

/** Set when nobody may open this device: what its screen says instead of the door. */
export const told: ReadonlySignal<Told | null> = state.told

export type EnrolError =
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly detail: L10n }
  | { readonly type: 'weak-passphrase' }
  | { readonly type: 'wrong-answer' }
  | { readonly type: 'wrong-passphrase' }
  | { readonly type: 'storage'; readonly message: string }

export type UnlockError =
  | { readonly type: 'wrong-passphrase'; readonly waitMs: number }
  | { readonly type: 'storage'; readonly message: string }

export interface EnrolInput {
  /** From the link `#enrol=<code>`. */
  readonly code: string
  readonly passphrase: string
  /** When this browser already has people, one of them opens it and the newcomer gets a slot of their own. */
  readonly host?:
    | { readonly agent: string; readonly passphrase: string }
    /** Nobody can: the answer to this device's recovery request. */
    | { readonly recovered: string }
}

const door = () => (isPractising ? import('./practice-door.ts') : import('./door.ts'))

let starting: Promise<void> | null = null

/** Called after the first render; starts once. */
export const startSession = (): Promise<void> => (starting ??= door().then((opened) => opened.start()))

/** On a first visit the enrolment is on screen before the database is open: it waits for it. */
export const enrol = async (input: EnrolInput): Promise<Result<void, EnrolError>> => {
  await startSession()
  return (await door()).enrol(input)
}

export const unlock = async (agent: string, passphrase: string): Promise<Result<void, UnlockError>> =>
  (await door()).unlock(agent, passphrase)

/** Keys and open documents leave the memory; what waits goes on being sent. */
export const lock = async (): Promise<void> => (await door()).lock()

/** This tab takes the device over; the other one saves and closes. */
export const takeOver = async (): Promise<void> => (await door()).takeOver()
