// What an office did besides deciding: papers issued, opinions asked and given, visits ordered and made. Read from the
// acts as they stand, without a workflow: a paper that was printed exists, whatever became of the dossier since.
import { compareNumbers, printNumber } from '../register/number.ts'
import type { Act } from './act.ts'
import { decisionIn } from './decision.ts'
import { ancestorsOf } from './graph.ts'
import { payloadOf } from './payload.ts'

export interface Issued {
  readonly act: Act
  /** Id among what the pack produces. */
  readonly document: string
  /** As it is printed, `2026-A-17`; null as long as the paper is provisional. */
  readonly number: string | null
  /** The server's act that gave the number. */
  readonly numbered: Act | null
  /** Given to it a second time, by a server that had been restored and did not know of the first: void, never reused. */
  readonly voided: readonly Act[]
  /** The act that issued the paper which took its place. */
  readonly replacedBy: Act | null
  /** The decision behind it was set aside: whoever has it holds a paper that nothing stands for. */
  readonly isGroundless: boolean
}

export interface Opinion {
  readonly request: Act
  readonly given: Act | null
}

/** An order nobody has answered, a visit nobody ordered, or both. */
export interface Visit {
  readonly order: Act | null
  readonly visit: Act | null
}

/** In the order of history. */
export const issuedIn = (history: readonly Act[], withoutEffect: ReadonlySet<string>): readonly Issued[] => {
  const issued = history.filter((act) => act.kind === 'issued')
  if (issued.length === 0) return []
  const decisions = history.filter((act) => decisionIn(act) !== null)
  const isGroundless = (act: Act): boolean => {
    const past = ancestorsOf(history, act)
    const behind = decisions.filter(({ id }) => past.has(id))
    return behind.length > 0 && behind.every(({ id }) => withoutEffect.has(id))
  }
  const numbers = history.filter((act) => act.kind === 'numbered' && act.by.role === 'system')
  return issued.map((act): Issued => {
    const [given, ...voided] = numbers
      .flatMap((one) => {
        const number = payloadOf(one, 'numbered')
        return number?.issued === act.id ? [{ one, number }] : []
      })
      // The oldest life of the server gave it first; every device picks the same.
      .sort((a, b) => compareNumbers(a.number, b.number) || (a.one.id < b.one.id ? -1 : 1))
    return {
      act,
      document: payloadOf(act, 'issued')?.document ?? '',
      number: given ? printNumber(given.number) : null,
      numbered: given?.one ?? null,
      voided: voided.map(({ one }) => one),
      replacedBy: issued.find((one) => payloadOf(one, 'issued')?.replaces === act.id) ?? null,
      isGroundless: isGroundless(act),
    }
  })
}

/** An opinion that names no request answers the first that was made to its unit and has none. */
export const opinionsIn = (history: readonly Act[]): readonly Opinion[] => {
  const answers = new Map<string, Act>()
  const requests = history.filter((act) => act.kind === 'opinion-requested')
  for (const act of history) {
    const given = payloadOf(act, 'opinion-given')
    if (!given) continue
    const request = requests.find(
      (one) =>
        !answers.has(one.id) &&
        (given.request === undefined
          ? payloadOf(one, 'opinion-requested')?.from === act.by.unit
          : one.id === given.request),
    )
    if (request) answers.set(request.id, act)
  }
  return requests.map((request) => ({ request, given: answers.get(request.id) ?? null }))
}

export const visitsIn = (history: readonly Act[]): readonly Visit[] => {
  const orders = history.filter((act) => act.kind === 'visit-ordered')
  const made = history.filter((act) => act.kind === 'visited')
  const orderOf = (visit: Act): Act | null =>
    orders.find(({ id }) => id === payloadOf(visit, 'visited')?.request) ?? null
  const unanswered = orders.filter((order) => !made.some((visit) => orderOf(visit) === order))
  return [
    ...made.map((visit) => ({ order: orderOf(visit), visit })),
    ...unanswered.map((order) => ({ order, visit: null })),
  ]
}
