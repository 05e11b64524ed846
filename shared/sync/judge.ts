// What the server thinks of one entry whose packet is genuine: applied, or held with a reason (rules 7 and 8).
import { parseAct, type Act } from '../dossier/act.ts'
import { checkAct, type RuleContext, type RuleErrorType } from '../dossier/rules.ts'
import type { DraftAuthor } from './examine.ts'
import { examineDraft } from './examine.ts'
import { limits } from './limits.ts'
import type { Entry, HeldReason } from './ports.ts'

/** A dossier as the entries before this one left it. */
export interface DossierView {
  readonly acts: readonly Act[]
  readonly draft: Uint8Array | null
  /** Empty before it is opened. */
  readonly circulation: readonly string[]
}

export interface EntryAuthor extends DraftAuthor {
  /** The author's unit today; null when the person has left. */
  readonly unit: string | null
}

export type Verdict =
  | { readonly type: 'held'; readonly reason: HeldReason }
  | { readonly type: 'draft'; readonly draft: Uint8Array }
  | { readonly type: 'act'; readonly act: Act }

export const judgeEntry = (
  entry: Entry,
  view: DossierView,
  author: EntryAuthor,
  context: Pick<RuleContext, 'directory' | 'packs'>,
): Verdict => (entry.kind === 'draft' ? judgeDraft(entry, view, author) : judgeAct(entry, view, author, context))

const judgeDraft = (entry: Entry, view: DossierView, author: EntryAuthor): Verdict => {
  if (view.acts.some((act) => act.kind === 'submitted')) return held('after-submission')
  if (view.circulation.length > 0 && !view.circulation.some((unit) => unit === author.unit))
    return held('not-in-circulation')
  const examined = examineDraft(view.draft, entry.bytes, entry.dossier, author)
  return examined.ok ? { type: 'draft', draft: examined.value } : held(examined.error)
}

const judgeAct = (
  entry: Entry,
  { acts }: DossierView,
  author: EntryAuthor,
  context: Pick<RuleContext, 'directory' | 'packs'>,
): Verdict => {
  if (entry.bytes.length > limits.entryBytes) return held('too-large')
  const parsed = parseAct(entry.bytes)
  if (!parsed.ok || parsed.value.dossier !== entry.dossier) return held('act-malformed')
  const act = parsed.value
  // Only the server writes as the system, and it has no session.
  if (act.by.agent !== author.agent || act.by.device !== author.device || act.by.role === 'system')
    return held('act-author')
  const known = new Set(acts.map((one) => one.id))
  if (!act.after.every((id) => known.has(id))) return held('pending')
  const checked = checkAct({ acts, ...context }, act)
  return checked.ok ? { type: 'act', act } : held(reasons[checked.error.type])
}

const held = (reason: HeldReason): Verdict => ({ type: 'held', reason })

const reasons: Readonly<Record<RuleErrorType, HeldReason>> = {
  malformed: 'act-malformed',
  role: 'act-not-allowed',
  'unknown-person': 'act-author',
  circulation: 'not-in-circulation',
  order: 'act-not-allowed',
  mandate: 'act-not-allowed',
  'unknown-procedure': 'unknown-procedure',
  transition: 'act-not-allowed',
  once: 'act-not-allowed',
  reference: 'act-not-allowed',
  office: 'act-not-allowed',
  'not-suspended': 'act-not-allowed',
  suspended: 'act-not-allowed',
}
