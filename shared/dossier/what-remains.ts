// What stays when a dossier is erased: the register's lines, which the law keeps, and for statistics what names nobody.
// Nothing a person said, typed or signed may come in here, nor a name, a reference or a note.
import type { ProcedurePack } from '../procedure/pack.ts'
import { printNumber } from '../register/number.ts'
import { payloadOf, type Payload } from './payload.ts'
import type { Retention } from './retention.ts'
import type { DossierStatus } from './status.ts'

type Due = Extract<Retention, { readonly type: 'due' }>

export const whatRemains = (
  status: DossierStatus,
  records: ProcedurePack['records'],
  due: Due,
  readers: readonly string[],
): Payload<'erased'> => ({
  how: due.how,
  why: due.why,
  due: due.on,
  classCode: records.classCode,
  retention: records.retention,
  procedure: status.procedure,
  papers: papersOf(status),
  ...(due.how === 'anonymised' ? { summary: summaryOf(status) } : {}),
  to: [...readers],
})

const papersOf = ({ issued }: DossierStatus): Payload<'erased'>['papers'] =>
  issued.flatMap(({ act, document, number, numbered, voided }) => [
    { number, document, office: act.by.unit, on: (numbered ?? act).at.slice(0, 10) },
    ...voided.flatMap((one) => {
      const given = payloadOf(one, 'numbered')
      const void_ = true as const
      return given
        ? [{ number: printNumber(given), document, office: act.by.unit, on: one.at.slice(0, 10), void: void_ }]
        : []
    }),
  ])

const summaryOf = ({ office, submitted, decision, steps, state }: DossierStatus) => {
  const said = decision && (payloadOf(decision, 'decided') ?? payloadOf(decision, 'settled')?.anew)
  return {
    office,
    filed: monthOf(submitted?.at),
    ended: monthOf(steps.at(-1)?.act.at),
    outcome: said?.outcome ?? null,
    state,
  }
}

const monthOf = (at: string | undefined): string | null => at?.slice(0, 7) ?? null
