// How long a dossier is kept and what becomes of it then: a pure function of its acts, the pack's `records` and today.
// It must never say "due" a day too early: of two dates it believes the later, and a day to come is today.
//
//   running ──the trigger──► waits ──the term──► due (destroy) · asks (review, transfer) ──a supervisor──► due
//      any of them ──retention-held──► held ──retention-released──► as before
import { addDuration } from '../procedure/duration.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import { beaconTimeOf, type Act } from './act.ts'
import type { ErasureReason } from './erasure-payload.ts'
import { ancestorsOf, lastWords } from './graph.ts'
import { payloadOf, type Payload } from './payload.ts'
import { holdsIn } from './retention-hold.ts'
import type { DossierStatus } from './status.ts'

export type Retention =
  /** Nothing counts down: somebody still works on it. */
  | { readonly type: 'running' }
  | { readonly type: 'waits'; readonly on: string }
  | { readonly type: 'held'; readonly by: readonly Act[] }
  /** The term is over and a person must say something: what becomes of it, or that the archive has it. */
  | { readonly type: 'asks'; readonly since: string; readonly what: 'review' | 'transfer' }
  | { readonly type: 'due'; readonly on: string; readonly how: Payload<'erased'>['how']; readonly why: ErasureReason }
  | { readonly type: 'erased' }

export interface RetentionCase {
  readonly status: Pick<
    DossierStatus,
    'history' | 'closed' | 'suspended' | 'submitted' | 'decision' | 'steps' | 'issued'
  >
  readonly records: ProcedurePack['records']
  readonly produces: ProcedurePack['service']['produces']
  /** `YYYY-MM-DD` */
  readonly today: string
}

export const retentionOf = (given: RetentionCase): Retention => {
  const { status, records, today } = given
  const { history } = status
  if (history.some(({ kind }) => kind === 'erased')) return { type: 'erased' }
  const begins = beginning(given)
  if (begins === null) return { type: 'running' }
  const end = addDuration(begins, records.retention)
  if (end === null) return { type: 'running' }
  const by = holdsIn(history)
  if (by.length > 0) return { type: 'held', by }
  return disposal(given, begins, end < begins ? begins : end, today)
}

const disposal = ({ status, records }: RetentionCase, begins: string, end: string, today: string): Retention => {
  const { history } = status
  const isOver = today >= end
  const decided = decisionIn(history, isOver)
  if (decided !== null && decided.what !== 'keep')
    return { type: 'due', on: today, how: decided.what === 'destroy' ? 'destroyed' : 'anonymised', why: 'decided' }
  const kept = decided?.until ?? end
  const last = kept > end ? kept : end
  const names = records.anonymiseAfter === undefined ? null : addDuration(begins, records.anonymiseAfter)
  if (today < last) {
    if (names === null || names >= last || decided?.what === 'keep') return { type: 'waits', on: last }
    return today < names
      ? { type: 'waits', on: names }
      : { type: 'due', on: names, how: 'anonymised', why: 'anonymise-after' }
  }
  // Of what nobody filed there is nothing to review, nor for an archive.
  if (status.submitted === null || records.disposal === 'destroy')
    return { type: 'due', on: last, how: 'destroyed', why: 'retention' }
  if (records.disposal === 'review') return { type: 'asks', since: last, what: 'review' }
  return history.some(({ kind }) => kind === 'archived')
    ? { type: 'due', on: last, how: 'destroyed', why: 'archived' }
    : { type: 'asks', since: last, what: 'transfer' }
}

/** What was decided of a former round says nothing of this one. */
export const decisionsIn = (history: readonly Act[]): readonly Act[] => {
  const reopened = history.filter(({ kind }) => kind === 'reopened')
  return history.filter(
    (act) => act.kind === 'disposal-decided' && !reopened.some((later) => ancestorsOf(history, later).has(act.id)),
  )
}

/**
 * The last word of a supervisor on what becomes of it; null when there is none, or two that differ. Before the term it
 * takes two people (the right to be forgotten must not be one person's way to make a dossier disappear), of whom one may
 * be the officer who has it; after it, one supervisor.
 */
const decisionIn = (history: readonly Act[], isOver: boolean): Payload<'disposal-decided'> | null => {
  const standing = decisionsIn(history)
  const last = lastWords(
    history,
    standing.filter(({ by }) => by.role === 'supervisor'),
  )
  const [first, ...others] = last.flatMap((act) => payloadOf(act, 'disposal-decided') ?? [])
  if (!first || others.some(({ what, until }) => what !== first.what || until !== first.until)) return null
  if (isOver || first.what === 'keep') return first
  const people = standing.filter((act) => payloadOf(act, 'disposal-decided')?.what === first.what)
  return new Set(people.map(({ by }) => by.agent)).size > 1 ? first : null
}

/** The day from which the term counts; null while there is none. */
const beginning = (given: RetentionCase): string | null => {
  const { status, records } = given
  if (status.suspended.length > 0) return null
  const closing = status.closed ? status.steps.at(-1)?.act : undefined
  // A request that nobody ever filed is not kept for ever either: from the last thing done about it.
  if (status.submitted === null) return latest(status.history.map((act) => dayOf(act, given)))
  if (records.trigger === 'decision') return status.decision && dayOf(status.decision, given)
  if (!closing) return null
  const closed = dayOf(closing, given)
  return records.trigger === 'closed' ? closed : (latest([closed, ...expiries(given)]) ?? closed)
}

/** Days on which the papers that were issued stop to count. */
const expiries = (given: RetentionCase): readonly string[] =>
  given.status.issued.flatMap(({ act, document }) => {
    const validity = given.produces.find(({ id }) => id === document)?.validity
    return (validity === undefined ? null : addDuration(dayOf(act, given), validity)) ?? []
  })

/**
 * Not before what the server said before it, nor before the server's time that it quotes, and a clock that is ahead has
 * not made tomorrow come: such a dossier is kept until that day has passed.
 */
const dayOf = (act: Act, { status: { history }, today }: RetentionCase): string => {
  const past = ancestorsOf(history, act)
  const before = history.filter((one) => one.id === act.id || past.has(one.id))
  const told = before.flatMap((one) => (one.by.role === 'system' ? [one.at] : (beaconTimeOf(one.beacon) ?? [])))
  // The server heard of the filing: what follows it in a dossier is not older, whatever a clock said.
  const received = history.filter(({ kind, by }) => kind === 'received' && by.role === 'system').map(({ at }) => at)
  const day = latest([act.at, ...told, ...received].map((time) => time.slice(0, 10))) ?? today
  return day > today ? today : day
}

const latest = (days: readonly string[]): string | null =>
  days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null)
