// What a supervisor is told of a dossier whose keeping waits for a person, without being given the dossier: its number,
// its procedure, its office, what stays in the register, and what was said of its keeping. It must never quote an answer,
// a note, a decision on the request, or a name from the request.
import type { KeepingCase, KeepingWord } from '../access/directory.ts'
import { printNumber } from '../register/number.ts'
import type { Act } from './act.ts'
import { lastWords } from './graph.ts'
import { payloadOf } from './payload.ts'
import { decisionsIn, type Retention } from './retention.ts'
import { holdsIn } from './retention-hold.ts'
import type { DossierStatus } from './status.ts'

/** Null when it waits for nobody. */
export const keepingCaseOf = (dossier: string, status: DossierStatus, retention: Retention): KeepingCase | null => {
  const waits = waitingIn(status, retention)
  if (!waits || status.procedure === null) return null
  return {
    dossier,
    reference: status.reference,
    procedure: status.procedure,
    office: status.office ?? '',
    ...waits,
    closed: status.closed,
    numbers: status.issued.flatMap(({ number, voided }) => [
      ...(number === null ? [] : [number]),
      ...voided.flatMap((one) => {
        const given = payloadOf(one, 'numbered')
        return given ? [printNumber(given)] : []
      }),
    ]),
    words: keepingWordsOf(status.history),
    after: status.heads.slice(0, 64),
  }
}

type Waits = Pick<KeepingCase, 'what' | 'since' | 'term'>

const waitingIn = ({ history }: DossierStatus, retention: Retention): Waits | null => {
  if (retention.type === 'erased') return null
  const holds = holdsIn(history)
  if (holds.length > 0) return { what: 'held', since: firstDay(holds) }
  if (retention.type === 'asks') return { what: retention.what, since: retention.since }
  const asked = lastWords(history, decisionsIn(history)).filter(isEnd)
  if (retention.type !== 'waits' || asked.length === 0) return null
  return { what: 'early', since: firstDay(asked), term: retention.on }
}

/** What was said of its keeping, in the order given. */
export const keepingWordsOf = (history: readonly Act[]): readonly KeepingWord[] => {
  const standing = new Set([...holdsIn(history), ...decisionsIn(history)].map(({ id }) => id))
  return history.flatMap((act): readonly KeepingWord[] => {
    const { id, kind } = act
    if (!isWord(kind)) return []
    const decided = payloadOf(act, 'disposal-decided')
    const said =
      payloadOf(act, 'archived')?.where ??
      decided?.reason ??
      payloadOf(act, 'retention-held')?.reason ??
      payloadOf(act, 'retention-released')?.reason
    return [
      {
        id,
        kind,
        agent: act.by.agent,
        on: act.at.slice(0, 10),
        ...(decided ? { what: decided.what } : {}),
        ...(decided?.until === undefined ? {} : { until: decided.until }),
        ...(said === undefined ? {} : { said }),
        ...(standing.has(id) || kind === 'archived' ? { stands: true } : {}),
      },
    ]
  })
}

const isWord = (kind: Act['kind']): kind is KeepingWord['kind'] =>
  kind === 'retention-held' || kind === 'retention-released' || kind === 'disposal-decided' || kind === 'archived'

const isEnd = (act: Act): boolean => payloadOf(act, 'disposal-decided')?.what !== 'keep'

const firstDay = (acts: readonly Act[]): string => acts.map(({ at }) => at.slice(0, 10)).sort()[0] ?? ''
