// What the server thinks of one entry whose packet is genuine: applied, or held with a reason (rules 7 and 8); and of
// one that was applied in a former life of the server and is brought back by a witness (rule 4).
import { parseAct, type Act } from '../dossier/act.ts'
import { isCommuneKind } from '../dossier/commune-acts.ts'
import { checkAct, type RuleContext, type RuleError } from '../dossier/rules.ts'
import type { DraftView, Question } from './examined.ts'
import { limits } from './limits.ts'
import type { HeldReason, PulledEntry } from './ports.ts'
import type { DraftAuthor, ExamineVerdict } from './server-ports.ts'

/** A dossier as the entries before this one left it. */
export interface DossierView {
  readonly acts: readonly Act[]
  readonly draft: DraftView
  /** Empty before it is opened. */
  readonly circulation: readonly string[]
}

export interface EntryAuthor extends DraftAuthor {
  /** The author's unit today; null when the person has left. */
  readonly unit: string | null
  readonly directory: RuleContext['directory']
}

export type Verdict =
  | { readonly type: 'held'; readonly reason: HeldReason }
  | { readonly type: 'draft'; readonly draft: Uint8Array }
  | { readonly type: 'act'; readonly act: Act }

/** Held for what has not come yet: judged again when more of the dossier comes. */
export const waitingReasons: readonly HeldReason[] = ['pending', 'not-in-circulation']

export interface JudgeContext extends Pick<RuleContext, 'packs'> {
  examined(question: Question): ExamineVerdict
}

/** `author` is null for a witnessed entry: who may write what was judged when it first came. */
export const judgeEntry = (
  entry: PulledEntry,
  view: DossierView,
  author: EntryAuthor | null,
  context: JudgeContext,
): Verdict =>
  entry.kind === 'draft' ? judgeDraft(entry, view, author, context) : judgeAct(entry, view, author, context)

/** Of a dossier that was erased nothing is taken in any more but the word that it was. */
const isErased = ({ acts }: DossierView): boolean => acts.some(({ kind }) => kind === 'erased')

const judgeDraft = (
  { id, dossier, bytes }: PulledEntry,
  view: DossierView,
  author: EntryAuthor | null,
  { examined }: JudgeContext,
): Verdict => {
  if (isErased(view)) return held('erased')
  if (author) {
    // A recording or a count has no draft.
    if (view.acts.some((act) => act.kind === 'submitted' || isCommuneKind(act.kind))) return held('after-submission')
    if (view.circulation.length > 0 && !view.circulation.some((unit) => unit === author.unit))
      return held('not-in-circulation')
  }
  const verdict = examined({ dossier, on: view.draft, id, bytes, author: author && draftAuthorOf(author) })
  return verdict.ok ? { type: 'draft', draft: verdict.value } : held(verdict.error)
}

const draftAuthorOf = ({ device, incarnation, agent }: EntryAuthor): DraftAuthor => ({ device, incarnation, agent })

const judgeAct = (
  entry: PulledEntry,
  view: DossierView,
  author: EntryAuthor | null,
  { packs }: JudgeContext,
): Verdict => {
  const { acts } = view
  if (entry.bytes.length > limits.entryBytes) return held(isErased(view) ? 'erased' : 'too-large')
  const parsed = parseAct(entry.bytes)
  const isOurs = parsed.ok && parsed.value.dossier === entry.dossier
  // What it follows is gone wherever it was heard: it stands alone.
  if (isOurs && !author && parsed.value.kind === 'erased' && parsed.value.by.role === 'system')
    return { type: 'act', act: parsed.value }
  if (isErased(view)) return held('erased')
  if (!isOurs) return held('act-malformed')
  const act = parsed.value
  // Only the server writes as the system, and it has no session.
  if (author && (act.by.agent !== author.agent || act.by.device !== author.device || act.by.role === 'system'))
    return held('act-author')
  const known = new Set(acts.map((one) => one.id))
  if (!act.after.every((id) => known.has(id))) return held('pending')
  if (!author) return { type: 'act', act }
  const checked = checkAct({ acts, packs, directory: author.directory }, act)
  return checked.ok ? { type: 'act', act } : held(reasons[checked.error.type] ?? 'act-not-allowed')
}

const held = (reason: HeldReason): Verdict => ({ type: 'held', reason })

/** What has a reason of its own among the held; all else is an act that was not allowed. */
const reasons: Partial<Readonly<Record<RuleError['type'], HeldReason>>> = {
  malformed: 'act-malformed',
  'unknown-person': 'act-author',
  circulation: 'not-in-circulation',
  'unknown-procedure': 'unknown-procedure',
}
