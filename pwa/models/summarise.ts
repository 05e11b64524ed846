// From everything this device knows of a dossier to one line of the lists. Pure; the disk calls it before each commit,
// so a summary never says more or less than the rows beside it. It must not throw, whatever the rows hold.
import type { Act } from '../../shared/dossier/act.ts'
import { parseAct } from '../../shared/dossier/act.ts'
import { effectiveAnswers } from '../../shared/dossier/effective-answers.ts'
import { isOfKeeping } from '../../shared/dossier/erasure-payload.ts'
import { keepingWordsOf } from '../../shared/dossier/keeping-case.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import { titleOf } from '../../shared/dossier/title.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { PublicState } from '../../shared/procedure/workflow.ts'
import type { EntryKind, Held } from '../../shared/sync/ports.ts'
import { isContested, officeLineOf, type CalendarNow } from './office-line.ts'
import { answersOf, strandedAnswers } from './stranded-answers.ts'
import type { Summary } from './summary.ts'
import { isAnswered, toldHeldIn } from './told-held.ts'
import type { ToldHeld } from './told-held.ts'

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

/** What a line is made from: from its rows, or from a dossier that is open. Nothing else may go into it. */
export interface Known {
  readonly acts: readonly Act[]
  /** Acts that the server has not received. */
  readonly pending: ReadonlySet<string>
  readonly held: readonly HeldEntry[]
  /** What the dossier itself tells of entries that are held. */
  readonly told: readonly ToldHeld[]
  /** Without what is stranded. */
  readonly read: Pick<ReturnType<typeof answersOf>, 'answers' | 'conflicts'>
  readonly stranded: Answers
  /** Some entry of it is not received. */
  readonly kept: boolean
}

/** Null when there is no `opened` act at hand: nothing to show yet. */
export const summarise = (
  id: string,
  entries: readonly SummaryEntry[],
  held: readonly HeldEntry[],
  packOf: (ref: string) => ProcedurePack | null,
  calendar?: CalendarNow,
): Summary | null => {
  const { acts, pending } = actsOf(entries, held)
  if (!acts.some((act) => act.kind === 'opened')) return null
  const known: Known = {
    acts,
    pending,
    held,
    told: toldHeldIn(acts, entries, held),
    read: answersOf(entries.filter((one) => !one.stranded)),
    stranded: strandedAnswers(entries),
    kept: entries.some((entry) => entry.pending),
  }
  return summaryOf(id, known, packOf, statusOf, calendar)
}

/** The same from what is known already; `fold` is `statusOf`, or one that remembers. */
export const summaryOf = (
  id: string,
  known: Known,
  packOf: (ref: string) => ProcedurePack | null,
  fold: typeof statusOf,
  calendar: CalendarNow = () => undefined,
): Summary | null => {
  const { acts, pending, stranded } = known
  const { conflicts } = known.read
  const opened = acts.find((act) => act.kind === 'opened')
  if (!opened) return null
  const procedure = String(opened.payload['procedure'] ?? '')
  const pack = packOf(procedure)
  const status = fold(acts, pack?.workflow ?? null)
  const { answers } = effectiveAnswers(known.read, status)
  const tokenHash = status.submitted && payloadOf(status.submitted, 'submitted')?.tokenHash
  return {
    id,
    procedure,
    reference: status.reference,
    title: pack ? titleOf(pack, { ...answers, ...stranded }) : '',
    state: status.state,
    public: publicState(status, pending),
    provisional: status.decision !== null && pending.has(status.decision.id),
    kept: known.kept,
    point: opened.by.unit,
    circulation: status.circulation,
    openedBy: opened.by.agent,
    openedAt: opened.at,
    submittedAt: status.submitted?.at ?? null,
    updatedAt: acts.reduce((last, act) => (act.at > last ? act.at : last), opened.at),
    claimedBy: status.claimedBy,
    missing: status.missing,
    ...heldIn(known, status, answers),
    conflict: isContested(status) || conflicts.size > 0,
    stranded: Object.keys(stranded).length,
    ...(tokenHash ? { tokenHash } : {}),
    ...waitingIn(acts, pending),
    ...keepingIn(status, pending),
    ...officeLineOf({ acts, status, pack, answers, calendar: calendar() }),
  }
}

const heldIn = (
  { held, told }: Known,
  status: DossierStatus,
  answers: Answers,
): Pick<Summary, 'held'> & Partial<Pick<Summary, 'proposed'>> => {
  if (told.length === 0) return { held: held.length }
  const own = new Set(held.map(({ entry }) => entry))
  // On the device that typed it the answers hold it already: there only a correction says that it was taken up.
  const corrected = effectiveAnswers({ answers: {}, conflicts: new Map() }, status).answers
  const answered = new Set(
    told.flatMap((one) => (isAnswered(one, status, own.has(one.entry) ? corrected : answers) ? one.entry : [])),
  )
  const proposed = told.filter(({ entry }) => !own.has(entry) && !answered.has(entry)).length
  return {
    held: held.filter(({ entry }) => !answered.has(entry)).length,
    ...(proposed > 0 && !status.closed ? { proposed } : {}),
  }
}

const waitingIn = (acts: readonly Act[], pending: ReadonlySet<string>): Pick<Summary, 'waitsSince'> => {
  const [waitsSince] = acts.flatMap(({ id, at }) => (pending.has(id) ? at : [])).sort()
  return waitsSince === undefined ? {} : { waitsSince }
}

const keepingIn = ({ history }: DossierStatus, pending: ReadonlySet<string>): Pick<Summary, 'keeping'> => {
  const words = history.some(({ kind }) => isOfKeeping(kind)) ? keepingWordsOf(history) : []
  return words.length === 0 ? {} : { keeping: { words, kept: [...pending] } }
}

/** What was filed is only *kept* until the server has committed it, whatever the workflow calls it. */
const publicState = (status: DossierStatus, pending: ReadonlySet<string>): PublicState =>
  status.submitted !== null && pending.has(status.submitted.id) && status.public === 'received' ? 'kept' : status.public
