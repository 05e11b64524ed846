// Who can open this device, and letting a colleague in without the network: the host types their passphrase, the colleague
// gets a slot and a key of their own, and an act by the host's sitting tells the commune. Until a supervisor agrees, what
// the newcomer writes is kept here and goes as soon as it may.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Agent } from '../../shared/access/directory.ts'
import { isStrong } from '../../shared/access/passphrase.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import { readSlots, slotKey } from '../storage/meta.ts'
import { readPrfAgents } from '../storage/prf-slot.ts'
import { newSigningKey } from '../storage/sitting.ts'
import { sealSecrets } from '../storage/slot.ts'
import type { Slot } from '../storage/slot.ts'
import { publicPointOf } from './keys.ts'
import { openSlot } from './slots.ts'
import type { SlotPorts } from './slots.ts'
import { state } from './state.ts'
import type { Person } from './state.ts'

/** For the lock screen: each person once, whatever opens their slot. */
export const readPeople = async (database: Database): Promise<readonly Person[]> => {
  const withKey = await readPrfAgents(database)
  return (await readSlots(database)).map(({ agent, name, role, joined }) => ({
    agent,
    name,
    role,
    ...(withKey.has(agent) ? { hasKey: true } : {}),
    ...(joined === undefined ? {} : { joined }),
  }))
}

/** Colleagues of this unit who cannot open this device yet. */
export const colleagues: ReadonlySignal<readonly Agent[]> = computed(() => {
  const here = new Set(state.people.value.map((one) => one.agent))
  const mine = state.directory.value?.agents.find((one) => one.id === state.agent.value)
  const agents = state.directory.value?.agents ?? []
  return agents.filter((one) => one.unit === mine?.unit && one.role !== 'system' && !here.has(one.id))
})

/** The person at the desk was let in here and no supervisor has agreed yet, as far as this device knows. */
export const waitsForSupervisor: ReadonlySignal<boolean> = computed(() => {
  const key = state.people.value.find((one) => one.agent === state.agent.value)?.joined
  const known = state.directory.value?.keys ?? []
  return key !== undefined && !known.some((one) => one.publicKey === key)
})

/** What the open session does for this file: durable here when it resolves, and no more. */
export interface PeopleDesk {
  join(agent: Agent, publicKey: string): Promise<Result<void, RuleError>>
}

let desk: PeopleDesk | null = null
export const setPeopleDesk = (next: PeopleDesk | null): void => {
  desk = next
}

export interface LetIn {
  /** Opens the slot of whoever is at the desk: the data key is not kept in a form that could be given away. */
  readonly hostPassphrase: string
  readonly newcomer: Agent
  readonly passphrase: string
}

export type LetInError =
  | { readonly type: 'wrong-passphrase'; readonly waitMs: number }
  | { readonly type: 'weak-passphrase' | 'not-open' | 'here-already' }

/** The act comes before the slot: a key the commune hears of and nobody has is harmless, the other way round is not. */
export const letIn = async (ports: SlotPorts, given: LetIn): Promise<Result<void, LetInError>> => {
  const { newcomer, passphrase } = given
  const host = state.agent.value
  if (!desk || host === null) return err({ type: 'not-open' })
  if (!isStrong(passphrase)) return err({ type: 'weak-passphrase' })
  if (!colleagues.value.some((one) => one.id === newcomer.id)) return err({ type: 'here-already' })
  const opened = await openSlot(ports, host, given.hostPassphrase)
  if (!opened.ok) return opened
  const { pkcs8 } = await newSigningKey()
  const { dataKey } = opened.value
  opened.value.agentKey.fill(0)
  const joined = await publicPointOf(pkcs8)
  const sealed = await sealSecrets({ dataKey, agentKey: pkcs8 }, passphrase, ports.derive)
  dataKey.fill(0)
  pkcs8.fill(0)
  const written = await desk.join(newcomer, joined)
  if (!written.ok) return err({ type: 'not-open' })
  const { id: agent, name, role } = newcomer
  const slot: Slot = { agent, name, role, ...sealed, failures: 0, notBefore: 0, joined }
  await ports.database.meta.put({ key: slotKey(agent), value: slot })
  return ok(undefined)
}
