// The dossiers on this device: a list in memory for screens to sort and search, and one opened at a time.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Act } from '../../shared/dossier/act.ts'
import type { AnswerConflicts, Register } from '../../shared/dossier/draft.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Held } from '../../shared/sync/ports.ts'
import type { Result } from '../../shared/text/result.ts'
import { mustBeOpen } from './current.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'

export type { Summary } from './summary.ts'

/** Every dossier on the device in my circulation, newest first. */
export const summaries: ReadonlySignal<readonly Summary[]> = state.summaries

export interface Counts {
  readonly kept: number
  readonly received: number
  readonly missing: number
  readonly ready: number
  readonly conflict: number
  readonly held: number
}

export const counts: ReadonlySignal<Counts> = computed(() => countOf(state.summaries.value))

/** Drafts not yet filed are nobody's task: they count as kept only once something of them is to be sent. */
export const countOf = (list: readonly Summary[]): Counts => ({
  kept: list.filter((one) => one.kept && one.submittedAt !== null).length,
  received: list.filter((one) => !one.kept && one.submittedAt !== null).length,
  missing: list.filter((one) => one.public === 'missing').length,
  ready: list.filter((one) => one.public === 'ready').length,
  conflict: list.filter((one) => one.conflict).length,
  held: list.filter((one) => one.held > 0).length,
})

export interface OpenDossier {
  readonly id: string
  readonly summary: ReadonlySignal<Summary>
  /** Null when this device has not yet learnt the version it was opened with. */
  readonly pack: ProcedurePack | null
  readonly form: ReadonlySignal<FormState | null>
  readonly answers: ReadonlySignal<Answers>
  /** Who said and who typed each answer. */
  readonly said: ReadonlySignal<ReadonlyMap<string, Register>>
  /** Two answers to one question that did not see each other; a person chooses. */
  readonly conflicts: ReadonlySignal<AnswerConflicts>
  readonly acts: ReadonlySignal<readonly Act[]>
  readonly held: ReadonlySignal<readonly Held[]>
  /** What I may write now, by my role and the pack's workflow. */
  readonly mayAct: ReadonlySignal<readonly ActKind[]>
  /** Resolves when the act is durable on this device. Checked by the rules before it is written. */
  write(kind: ActKind, payload: Readonly<Record<string, unknown>>): Promise<Result<Act, RuleError>>
  close(): void
}

/** Null when the device does not have it. */
export const openDossier = (id: string): Promise<OpenDossier | null> => mustBeOpen().openDossier(id)
