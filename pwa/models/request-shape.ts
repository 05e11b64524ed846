// The shapes of the assisted request: what its screens read and call. Types only.
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Paper } from '../../shared/dossier/paper.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { AnswerSide, HelpMode, Proof, SaidBy } from '../../shared/dossier/said.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Variety } from '../../shared/speech/variety.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { Result } from '../../shared/text/result.ts'
import type { KeptPages } from './kept-pages.ts'
import type { RightRows, TaughtPoint, TurnNote } from './visit-log.ts'

export type Step =
  /** `piece`: the one that the person said is not clear. */
  | { readonly kind: 'papers'; readonly piece?: string }
  | { readonly kind: 'question'; readonly name: string }
  | { readonly kind: 'read-back' }
  | { readonly kind: 'teach-back' }
  | { readonly kind: 'mandate' }
  | { readonly kind: 'receipt' }

/** Who answered, as a screen knows it; mode and language are the request's. `side` is the helper's when left out. */
export interface SaidHere {
  readonly by: SaidBy
  readonly proof?: Proof
  readonly side?: AnswerSide
}

/** A recording as it was just made. */
export interface Sound {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly ms: number
}

export interface MandateInput {
  readonly method: 'mark' | 'oral' | 'paper' | 'voice'
  /** SVG path data, at most 8 KB; for method `mark`. */
  readonly mark?: string
  readonly witness?: string
  /** "Yes" and the name, at most 64 KB; for method `voice`. */
  readonly voice?: Sound
  /** For mode `surrogate`: who acts, and the paper that says who they are (its kind, not its number). */
  readonly surrogate?: { readonly name: string; readonly paper: string }
  readonly days: 1 | 31 | 182 | 365
}

export type MandateError = { readonly type: 'no-proof' | 'no-surrogate' | 'too-long' } | RuleError
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
  readonly papers: RequestPapers
  /** What the person hears, and how they are helped: those of the visit, kept with the place. */
  readonly variety: Signal<Variety | null>
  readonly mode: Signal<HelpMode>
  /** False for a sealed row when the office has no key here: only "tell the clerk" (`toldToClerk`) is then offered. */
  mayTake(name: string): boolean
  /** Resolves when durable on disk. The value of a `sealed` row is sealed to the office: it comes back opaque (`isOpaque`). */
  answer(name: string, value: AnswerValue, said?: SaidHere): Promise<void>
  addInstance(repeat: string): Promise<void>
  removeInstance(repeat: string, key: string): Promise<void>
  /**
   * Stays where it is when the question has a problem, or when the read-back is neither whole nor skipped. What follows is
   * shown before the last answer is kept (`saved` says when), and is gone back from when that fails; one step ahead at
   * most, and never the read-back. Rejects when what it had to wait for could not be kept. The place is written once
   * `drawn` resolves: the frame that the hand waits for comes first.
   */
  next(drawn?: Promise<unknown>): Promise<Result<void, { readonly problem: L10n }>>
  back(): void
  /** From the read-back to one question; next() then returns to the read-back. */
  goTo(name: string): void
  /** Rows of the read-back that the person said are right. */
  readonly right: ReadonlySignal<RightRows>
  sayRight(name: string): Promise<void>
  /** Counted; goes to that question only, and comes back. */
  sayWrong(name: string): void
  /** Why it is not read back, for the supervisor; next() then leads on. */
  skipReadBack(reason: string): Promise<void>
  readonly readBackSkipped: ReadonlySignal<string | null>
  /** What the person said again in their own words, point by point; a point missed once stays counted. */
  readonly taught: ReadonlySignal<Readonly<Record<string, TaughtPoint>>>
  setTeachBack(points: Readonly<Record<string, TaughtPoint>>): Promise<void>
  /** A turn of the screen is over. */
  noteTurn(note: TurnNote): Promise<void>
  /** Leaves for now, to be found again at home by the picture the person chose. */
  sleep(picture: string): Promise<void>
  /** How long it is asked for; a screen that offers the choice sets it before the words are read aloud. */
  readonly mandateDays: Signal<1 | 31 | 182 | 365>
  /** The exact words the mandate is given on, for that many days, in the language the person hears. */
  readonly mandateText: ReadonlySignal<string>
  mandate(input: MandateInput): Promise<Result<void, MandateError>>
  /** Nothing is filed: the draft is withdrawn and the paper road stays open. */
  refuseMandate(): Promise<void>
  submit(): Promise<Result<Receipt, SubmitError>>
  /** Leaves the screen; what was typed stays. */
  close(): void
}

/** A photographed paper as the read-back takes it, beside the rows of the form: with other pages, another value. */
export interface PaperRow {
  readonly piece: string
  readonly key: string
  readonly value: readonly string[]
  readonly pages: readonly Paper[]
}

/** Photographs of papers, by piece. */
export interface RequestPapers extends KeptPages {
  readonly rows: ReadonlySignal<readonly PaperRow[]>
  /** The next paper of the read-back that nobody has said to be clear. */
  readonly toConfirm: ReadonlySignal<PaperRow | null>
  sayClear(piece: string): Promise<void>
  /** Counted; back to that paper alone, then to the read-back. */
  sayUnclear(piece: string): void
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
