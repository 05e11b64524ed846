// The shapes of the assisted request: what its screens read and call. Types only.
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { SaidBy } from '../../shared/dossier/draft.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { Result } from '../../shared/text/result.ts'

export type Step =
  | { readonly kind: 'papers' }
  | { readonly kind: 'question'; readonly name: string }
  | { readonly kind: 'read-back' }
  | { readonly kind: 'mandate' }
  | { readonly kind: 'receipt' }

export interface MandateInput {
  readonly method: 'mark' | 'oral' | 'paper'
  /** SVG path data, at most 8 KB; for method `mark`. */
  readonly mark?: string
  readonly witness?: string
  readonly days: 1 | 31 | 182 | 365
}

export type MandateError = { readonly type: 'no-proof' } | RuleError
export type SubmitError = { readonly type: 'no-reference' } | { readonly type: 'no-office' } | RuleError

export interface Request {
  readonly id: string
  readonly pack: ProcedurePack
  readonly form: ReadonlySignal<FormState>
  readonly step: ReadonlySignal<Step>
  readonly progress: ReadonlySignal<{ readonly index: number; readonly of: number }>
  readonly saved: ReadonlySignal<'saved' | 'saving' | 'failed'>
  /** Papers the citizen has with them, by evidence id. */
  readonly seen: ReadonlySignal<Readonly<Record<string, boolean>>>
  setSeen(id: string, has: boolean): Promise<void>
  /** Resolves when durable on disk. */
  answer(
    name: string,
    value: AnswerValue,
    said?: { readonly by: SaidBy; readonly proof?: 'seen' | 'oral' },
  ): Promise<void>
  addInstance(repeat: string): Promise<void>
  removeInstance(repeat: string, key: string): Promise<void>
  /** Stays where it is when the question has a problem. */
  next(): Promise<Result<void, { readonly problem: L10n }>>
  back(): void
  /** From the read-back to one question; next() then returns to the read-back. */
  goTo(name: string): void
  /** How long it is asked for; a screen that offers the choice sets it before the words are read aloud. */
  readonly mandateDays: Signal<1 | 31 | 182 | 365>
  /** The exact words the mandate is given on, for that many days, in the language of the screen. */
  readonly mandateText: ReadonlySignal<string>
  mandate(input: MandateInput): Promise<Result<void, MandateError>>
  /** Nothing is filed: the draft is withdrawn and the paper road stays open. */
  refuseMandate(): Promise<void>
  submit(): Promise<Result<Receipt, SubmitError>>
  /** Leaves the screen; what was typed stays. */
  close(): void
}

export interface Receipt {
  readonly dossier: string
  /** `12.40.67.31` */
  readonly reference: string
  /** `73.18`; never leaves this device but on paper. */
  readonly secret: string
  /** Behind the QR. */
  readonly url: string
  readonly procedure: L10n
  readonly point: L10n
  readonly agent: string
  readonly fee: { readonly amount: number | null; readonly currency: 'MAD' | 'EUR' | 'DZD' }
  /** ISO date, null when no source gives a term. */
  readonly answerBefore: string | null
  /** ISO 8601 UTC. */
  readonly issuedAt: string
  readonly phone?: string
}
