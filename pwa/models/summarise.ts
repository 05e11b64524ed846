// From everything this device knows of a dossier to one line of the lists. Pure; the disk calls it before each commit,
// so a summary never says more or less than the rows beside it. It must not throw, whatever the rows hold.
import type { Act } from '../../shared/dossier/act.ts'
import { parseAct } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { PublicState } from '../../shared/procedure/workflow.ts'
import type { EntryKind, Held } from '../../shared/sync/ports.ts'
import { answersOf, strandedAnswers } from './stranded-answers.ts'
import type { Summary } from './summary.ts'

/** The part of a row that a summary is made from. */
export interface SummaryEntry {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
  /** Sitting that wrote it here; '' when it came from the server. */
  readonly incarnation?: string
  /** Null until a packet carries it. */
  readonly entry: string | null
  /** Not yet received by the server. */
  readonly pending: boolean
  /** It can no longer leave under its own sitting. */
  readonly stranded?: boolean
}

type HeldEntry = Pick<Held, 'entry' | 'reason'>

/**
 * The acts of a dossier, and which of them the server has not received. What it holds takes no part, except what only
 * waits there for something else: its author goes on building on it.
 */
export const actsOf = (
  entries: readonly SummaryEntry[],
  held: readonly HeldEntry[],
): { readonly acts: readonly Act[]; readonly pending: ReadonlySet<string> } => {
  const acts = new Map<string, Act>()
  const pending = new Set<string>()
  const reasons = new Map(held.map((one) => [one.entry, one.reason]))
  for (const { kind, bytes, incarnation, entry, pending: waits } of entries) {
    // What came is applied there: that it was held once is out of date.
    const reason = incarnation === '' ? undefined : reasons.get(entry ?? '')
    if (kind !== 'act' || (reason !== undefined && reason !== 'pending')) continue
    const parsed = parseAct(bytes)
    if (!parsed.ok) continue
    acts.set(parsed.value.id, parsed.value)
    if (waits || reason === 'pending') pending.add(parsed.value.id)
  }
  return { acts: [...acts.values()], pending }
}

/** Null when there is no `opened` act at hand: nothing to show yet. */
export const summarise = (
  id: string,
  entries: readonly SummaryEntry[],
  held: readonly HeldEntry[],
  packOf: (ref: string) => ProcedurePack | null,
): Summary | null => {
  const { acts, pending } = actsOf(entries, held)
  const opened = acts.find((act) => act.kind === 'opened')
  if (!opened) return null
  const procedure = String(opened.payload['procedure'] ?? '')
  const pack = packOf(procedure)
  const status = statusOf(acts, pack?.workflow ?? null)
  const { answers, conflicts } = answersOf(entries.filter((one) => !one.stranded))
  const stranded = strandedAnswers(entries)
  const tokenHash = status.submitted && payloadOf(status.submitted, 'submitted')?.tokenHash
  return {
    id,
    procedure,
    reference: status.reference,
    title: pack ? titleOf(pack, { ...answers, ...stranded }) : '',
    state: status.state,
    public: publicState(status, pending),
    provisional: status.decision !== null && pending.has(status.decision.id),
    kept: entries.some((entry) => entry.pending),
    point: opened.by.unit,
    circulation: status.circulation,
    openedBy: opened.by.agent,
    openedAt: opened.at,
    submittedAt: status.submitted?.at ?? null,
    updatedAt: acts.reduce((last, act) => (act.at > last ? act.at : last), opened.at),
    claimedBy: status.claimedBy,
    missing: status.missing,
    held: held.length,
    conflict: status.suspended.length > 0 || conflicts.size > 0,
    stranded: Object.keys(stranded).length,
    ...(tokenHash ? { tokenHash } : {}),
  }
}

/** What was filed is only *kept* until the server has committed it, whatever the workflow calls it. */
const publicState = (status: DossierStatus, pending: ReadonlySet<string>): PublicState =>
  status.submitted !== null && pending.has(status.submitted.id) && status.public === 'received' ? 'kept' : status.public

/** Names and places as they were written; a choice by its label in both languages. */
const titleOf = (pack: ProcedurePack, answers: Answers): string =>
  pack.titleRows
    .map((name) => answerInWords(pack, name, answers))
    .filter((text) => text !== '')
    .reduce((title, text) => (title === '' ? text : `${title}${inOneScript(title, text) ? ' ' : ' · '}${text}`), '')

/** First and last name of one script stay together; the two scripts, or a problem and its place, are set apart. */
const inOneScript = (title: string, text: string): boolean =>
  !title.includes('/') && !text.includes('/') && isArabic(title.slice(-1)) === isArabic(text)

const isArabic = (text: string): boolean => /\p{Script=Arabic}/u.test(text)

const answerInWords = ({ form }: ProcedurePack, name: string, answers: Answers): string => {
  const value = answers[name]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  const list = /^select_one (\S+)$/.exec(form.survey.find((row) => row.name === name)?.type ?? '')?.[1]
  const choice = list === undefined ? undefined : form.choices[list]?.find((one) => one.name === value)
  return choice ? `${choice.label.fr} / ${choice.label.ar}` : value.trim()
}
