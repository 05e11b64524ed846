// The register's lines of a dossier that was erased, from the one act that stays of it: numbers are never missing from a
// register because a name is. The server's export and a device's own register read the same act in the same way.
import type { Act } from '../dossier/act.ts'
import { payloadOf } from '../dossier/payload.ts'
import type { RegisterDossier } from './rows.ts'

/** Of these papers a register knows the day and no hour, and nobody's name. */
export const isOfErased = ({ agent }: { readonly agent: string }): boolean => agent === ''

/** Null for another act, and where there is no paper to enter. `title` stands in the place of the name. */
export const erasedLines = (act: Act, title: string): RegisterDossier | null => {
  const erased = payloadOf(act, 'erased')
  if (!erased || erased.papers.length === 0) return null
  const voided = erased.papers.flatMap((one) =>
    one.void && one.number !== null ? [{ document: one.document, number: one.number, at: startOf(one.on) }] : [],
  )
  const papers = erased.papers.filter((one) => !one.void)
  return {
    id: act.dossier,
    reference: null,
    procedure: erased.procedure ?? '',
    title,
    issued: papers.map(({ document, number, office, on }, at) => ({
      id: `${act.id}-${at}`,
      document,
      number,
      at: startOf(on),
      unit: office,
      agent: '',
      provisional: number === null,
      replaces: null,
      replacedBy: null,
      voided:
        papers.findIndex((one) => one.document === document) === at
          ? voided.filter((one) => one.document === document)
          : [],
    })),
    handed: [],
  }
}

const startOf = (day: string): string => `${day}T00:00:00Z`
