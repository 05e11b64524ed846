// What the door does with keys beside the usual enrolment and unlock: a security key, a colleague let in, a device that
// everybody forgot. Each takes its turn with locking and opening.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Queue } from '../storage/queue.ts'
import { openPrfSlot, readPrfSlot, writePrfSlot } from '../storage/prf-slot.ts'
import type { Secrets } from '../storage/slot.ts'
import { letIn } from './people-here.ts'
import type { LetIn, LetInError } from './people-here.ts'
import { compute, makeKey } from './prf-key.ts'
import { recoveryRequest } from './recovery.ts'
import type { RequestFile } from './recovery.ts'
import type { UnlockError } from './session.ts'
import { openSlot } from './slots.ts'
import type { SlotPorts } from './slots.ts'
import { state } from './state.ts'

export interface DoorKeysParts {
  readonly ports: SlotPorts
  readonly turns: Queue
  /** Begins the sitting, as after a passphrase. */
  open(agent: string, secrets: Secrets): Promise<Result<void, UnlockError>>
  showPeople(): Promise<void>
}

export type KeyError = { readonly type: 'wrong-passphrase'; readonly waitMs: number } | { readonly type: 'no-key' }

export interface DoorKeys {
  recoveryRequest(): Promise<RequestFile | null>
  letIn(given: LetIn): Promise<Result<void, LetInError>>
  /** For the person at the desk; their passphrase goes on working. */
  addKey(passphrase: string): Promise<Result<void, KeyError>>
  /** `no-key`: the person said no, or this is not the key that was added. */
  unlockWithKey(agent: string): Promise<Result<void, UnlockError | { readonly type: 'no-key' }>>
}

export const createDoorKeys = ({ ports, turns, open, showPeople }: DoorKeysParts): DoorKeys => ({
  recoveryRequest: () => recoveryRequest(ports.database),
  letIn: (given) =>
    turns.run(async () => {
      const done = await letIn(ports, given)
      if (done.ok) await showPeople()
      return done
    }),
  addKey: (passphrase) =>
    turns.run(async () => {
      const agent = state.agent.value
      const person = state.people.value.find((one) => one.agent === agent)
      if (agent === null || !person) return err({ type: 'no-key' })
      const opened = await openSlot(ports, agent, passphrase)
      if (!opened.ok) return opened
      const secrets = opened.value
      try {
        const made = await makeKey(person.name)
        if (!made) return err({ type: 'no-key' })
        const { credential, salt, computed } = made
        await writePrfSlot(ports.database, { agent, credential, salt }, computed, secrets)
      } finally {
        secrets.dataKey.fill(0)
        secrets.agentKey.fill(0)
      }
      await showPeople()
      return ok(undefined)
    }),
  unlockWithKey: (agent) =>
    turns.run(async () => {
      const slot = await readPrfSlot(ports.database, agent)
      const computed = slot && (await compute(slot.credential, slot.salt))
      const secrets = slot && computed && (await openPrfSlot(slot, computed))
      return secrets ? open(agent, secrets) : err({ type: 'no-key' })
    }),
})
