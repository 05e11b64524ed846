// Acts that cannot both stand, made by people who had not seen each other: two decisions, two hand-overs. A settlement
// keeps one of them, or decides anew; settlements made apart that say different things are themselves contested.
// Nothing is ever dropped: this only tells which acts count, which were set aside, and which wait for a person.
//
//   a decision is      kept        by each of the last settlements that dealt with it, or dealt with by none
//                      set aside   by each of the last settlements that dealt with it
//                      open        by some and not by others; or it stands beside another it had not seen
import type { Act } from './act.ts'
import { ancestorsOf, lastWords } from './graph.ts'
import { payloadOf } from './payload.ts'

export interface Contest {
  readonly setAside: ReadonlySet<string>
  /** Two or more, in the order of history; a settlement that decided anew may be among them. */
  readonly open: readonly Act[]
}

const nothing: Contest = { setAside: new Set(), open: [] }

interface Settlement {
  readonly act: Act
  /** What it found open. */
  readonly dealtWith: ReadonlySet<string>
  /** The act it keeps; itself when it decided anew. */
  readonly kept: string
}

/** `rivals` are acts of one kind, `history` is in order. */
export const contestOf = (history: readonly Act[], rivals: readonly Act[]): Contest => {
  if (rivals.length < 2) return nothing
  const pasts = new Map<string, ReadonlySet<string>>()
  const pastOf = (act: Act): ReadonlySet<string> => {
    const past = pasts.get(act.id) ?? ancestorsOf(history, act)
    pasts.set(act.id, past)
    return past
  }
  const settlements: Settlement[] = []
  const candidates = [...rivals]
  const standing = (isSeen: (act: Act) => boolean): Contest =>
    weigh(
      candidates.filter(isSeen),
      settlements.filter(({ act }) => isSeen(act)),
      pastOf,
    )
  for (const act of history) {
    const settled = payloadOf(act, 'settled')
    if (!settled) continue
    const past = pastOf(act)
    const dealtWith = new Set(standing(({ id }) => past.has(id)).open.map(({ id }) => id))
    const kept = settled.keep ?? act.id
    // One that found nothing open, or keeps something else, settles nothing.
    if (settled.anew ? dealtWith.size === 0 || rivals[0]?.kind !== 'decided' : !dealtWith.has(kept)) continue
    settlements.push({ act, dealtWith, kept })
    if (settled.anew) candidates.push(act)
  }
  const { setAside, open } = standing(() => true)
  const waiting = new Set(open.map(({ id }) => id))
  return { setAside, open: history.filter(({ id }) => waiting.has(id)) }
}

const weigh = (
  candidates: readonly Act[],
  settlements: readonly Settlement[],
  pastOf: (act: Act) => ReadonlySet<string>,
): Contest => {
  const setAside = new Set<string>()
  /** What stands against each, by the last settlements that dealt with it. */
  const against = new Map<string, readonly string[]>()
  const disputed: string[] = []
  for (const { id } of candidates) {
    const said = settlements.filter(({ dealtWith }) => dealtWith.has(id))
    const last = said.filter(({ act }) => !said.some((other) => pastOf(other.act).has(act.id)))
    const rivals = last.map(({ kept }) => kept).filter((kept) => kept !== id)
    against.set(id, rivals)
    if (rivals.length === 0) continue
    if (rivals.length === last.length) setAside.add(id)
    else disputed.push(id, ...rivals)
  }
  // A rival that was itself set aside since speaks through what took its place. A Set visits what is added meanwhile.
  const open = new Set(disputed)
  for (const id of open) if (setAside.has(id)) for (const rival of against.get(id) ?? []) open.add(rival)
  const left = candidates.filter(({ id }) => !setAside.has(id))
  for (const one of left)
    for (const other of left)
      if (one !== other && !pastOf(one).has(other.id) && !pastOf(other).has(one.id)) open.add(one.id)
  return { setAside, open: left.filter(({ id }) => open.has(id)) }
}

/** Fields whose last corrections were made apart, and each field's last words. Equal values are one word. */
export const correctionsOf = (history: readonly Act[]): ReadonlyMap<string, readonly Act[]> => {
  const byField = new Map<string, Act[]>()
  for (const act of history) {
    const field = payloadOf(act, 'corrected')?.field
    if (field !== undefined) byField.set(field, [...(byField.get(field) ?? []), act])
  }
  return new Map(
    [...byField].map(([field, acts]) => {
      const last = lastWords(history, acts)
      const isOneWord = last.every((act) => sameValue(act, last[0]))
      return [field, isOneWord ? last.slice(0, 1) : last]
    }),
  )
}

const sameValue = (a: Act, b: Act | undefined): boolean =>
  JSON.stringify(a.payload['value']) === JSON.stringify(b?.payload['value'])
