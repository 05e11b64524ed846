// The shape of an open dossier: what its screens read and call. Types only.
import type { ReadonlySignal } from '@preact/signals'
import type { Act } from '../../shared/dossier/act.ts'
import type { AnswerConflicts, Register } from '../../shared/dossier/draft.ts'
import type { CorrectedField } from '../../shared/dossier/effective-answers.ts'
import type { MandateNow } from '../../shared/dossier/mandate.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import type { Held } from '../../shared/sync/ports.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Proposal } from './held-proposals.ts'
import type { MandateGiving } from './mandate-giving.ts'
import type { Summary } from './summary.ts'
import type { SuppliedPapers } from './supplied-papers.ts'

export interface OpenDossier {
  readonly id: string
  readonly summary: ReadonlySignal<Summary>
  /** Null when this device has not yet learnt the version it was opened with; the form is then empty. */
  readonly pack: ProcedurePack | null
  readonly form: ReadonlySignal<FormState>
  /** As they were filed. */
  readonly answers: ReadonlySignal<Answers>
  /** As they stand: with the corrections that nobody disputes. The form is filled in with these. */
  readonly effective: ReadonlySignal<Answers>
  readonly corrected: ReadonlySignal<ReadonlyMap<string, CorrectedField>>
  /** What was sealed to my office, opened for this screen only; empty for everybody else. */
  readonly unsealed: ReadonlySignal<Answers>
  /** Who said and who typed each answer. */
  readonly said: ReadonlySignal<ReadonlyMap<string, Register>>
  /** Two answers to one question that did not see each other; a person chooses. */
  readonly conflicts: ReadonlySignal<AnswerConflicts>
  /** Answers kept here that can no longer leave this device: a person types them again. */
  readonly stranded: ReadonlySignal<Answers>
  readonly acts: ReadonlySignal<readonly Act[]>
  readonly status: ReadonlySignal<DossierStatus>
  readonly held: ReadonlySignal<readonly Held[]>
  /** What of it is held, here or brought by another device, and not answered yet; with what it would change. */
  readonly proposals: ReadonlySignal<readonly Proposal[]>
  /** Acts that the server has not received; null until the rows were read: nothing is called received before. */
  readonly unreceived: ReadonlySignal<ReadonlySet<string> | null>
  /** What I may write now, by my role and the pack's workflow. */
  readonly mayAct: ReadonlySignal<readonly ActKind[]>
  /** Why the procedure does not let this be done here and now, in its own words; null when it does. */
  shutBy(kind: ActKind, payload: Readonly<Record<string, unknown>>): L10n | null
  /** How the person's leave stands, by the server's last word and by this device's clock. */
  readonly mandate: ReadonlySignal<MandateNow>
  /** A new one, for a request that was filed; null for a draft, or without its pack. */
  readonly mandateAgain: MandateGiving | null
  /** Photographs of papers that the office asked for; null when it asks for none. */
  readonly supplied: SuppliedPapers | null
  /** Resolves when the act is durable on this device. Checked by the rules before it is written. */
  write(kind: ActKind, payload: Readonly<Record<string, unknown>>): Promise<Result<Act, RuleError>>
  close(): void
}
