// Dossiers whose keeping waits for a person, for the supervisor: as the server last told of them, and what was signed here
// since. Nothing is said to be done before the server says so, and nothing of a dossier is here but its case.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { KeepingCase, KeepingWord } from '../../shared/access/directory.ts'
import type { Payload } from '../../shared/dossier/payload.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { Result } from '../../shared/text/result.ts'
import { keepingRows, type KeepingRow } from './keeping-rows.ts'
import { state } from './state.ts'

export type { KeepingRow, KeepingStep } from './keeping-rows.ts'
export type { KeepingCase, KeepingWord } from '../../shared/access/directory.ts'

/** Null while no server has told: an older one never does. */
export const keeping: ReadonlySignal<readonly KeepingRow[] | null> = computed(() => {
  const cases = state.directory.value?.keeping
  if (cases === undefined) return null
  const words = [
    ...state.keeping.value,
    ...state.summaries.value.flatMap(({ id, keeping: said }) => (said ? { id, held: false, ...said } : [])),
  ]
  return keepingRows(cases, words, state.agent.value ?? '')
})

export type KeepingKind = KeepingWord['kind']

/** What the open session does for this file (keeping-desk.ts). Durable here when it resolves, and no more. */
export interface KeepingDesk {
  sign<K extends KeepingKind>(one: KeepingCase, kind: K, payload: Payload<K>): Promise<Result<void, RuleError>>
}

let desk: KeepingDesk | null = null

/** Null when the device is locked. */
export const setKeepingDesk = (open: KeepingDesk | null): void => {
  desk = open
}

export const keepingDesk = (): KeepingDesk => {
  if (!desk) throw new Error('the device is locked')
  return desk
}
