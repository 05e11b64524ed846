// The shape of an open dossier: what its screens read and call. Types only.
import type { ReadonlySignal } from '@preact/signals'
import type { Act } from '../../shared/dossier/act.ts'
import type { AnswerConflicts, Register } from '../../shared/dossier/draft.ts'
import type { MandateNow } from '../../shared/dossier/mandate.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Held } from '../../shared/sync/ports.ts'
import type { Result } from '../../shared/text/result.ts'
import type { MandateGiving } from './mandate-giving.ts'
import type { Summary } from './summary.ts'

export interface OpenDossier {
  readonly id: string
  readonly summary: ReadonlySignal<Summary>
  /** Null when this device has not yet learnt the version it was opened with; the form is then empty. */
  readonly pack: ProcedurePack | null
  readonly form: ReadonlySignal<FormState>
  readonly answers: ReadonlySignal<Answers>
  /** What was sealed to my office, opened for this screen only; empty for everybody else. */
  readonly unsealed: ReadonlySignal<Answers>
  /** Who said and who typed each answer. */
  readonly said: ReadonlySignal<ReadonlyMap<string, Register>>
  /** Two answers to one question that did not see each other; a person chooses. */
  readonly conflicts: ReadonlySignal<AnswerConflicts>
  /** Answers kept here that can no longer leave this device: a person types them again. */
  readonly stranded: ReadonlySignal<Answers>
  readonly acts: ReadonlySignal<readonly Act[]>
  readonly held: ReadonlySignal<readonly Held[]>
  /** What I may write now, by my role and the pack's workflow. */
  readonly mayAct: ReadonlySignal<readonly ActKind[]>
  /** How the person's leave stands, by the server's last word and by this device's clock. */
  readonly mandate: ReadonlySignal<MandateNow>
  /** A new one, for a request that was filed; null for a draft, or without its pack. */
  readonly mandateAgain: MandateGiving | null
  /** Resolves when the act is durable on this device. Checked by the rules before it is written. */
  write(kind: ActKind, payload: Readonly<Record<string, unknown>>): Promise<Result<Act, RuleError>>
  close(): void
}
