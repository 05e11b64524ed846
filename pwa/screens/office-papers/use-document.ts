// The document of one dossier for as long as its page is on: what can be printed, its seal, how often it came out, and
// the act that issues it. The signals of the dossier move it: a number that arrives turns a provisional paper official.
import { useEffect, useState } from 'preact/hooks'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import { packRef } from '../../../shared/procedure/pack.ts'
import type { PaperLang } from '../../../shared/receipt/document-words.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { documents } from '../../models/papers/document-desk.ts'
import type { Face } from '../../models/papers/document-desk.ts'
import { useLists } from '../clerk/lists.ts'
import { planOf } from './document-plan.ts'
import type { Plan, Printable } from './document-plan.ts'

export type Issued = DossierStatus['issued'][number]

/** What is on the paper beyond its words; null until it is issued, and while it is read. */
export interface Issuance {
  readonly face: Face
  readonly seal: string | null
  readonly copy: number
  /** A provisional sheet of it came out here before. */
  readonly hadProvisional: boolean
}

interface Chosen {
  readonly printable: Printable
  readonly issued: Issued | null
  readonly lang: PaperLang
}

export const useDocument = (dossier: OpenDossier, { printable, issued, lang }: Chosen) => {
  const form = dossier.form.value
  const lists = useLists(form.fields)
  const { pack } = dossier
  // Without its list an answer has no words yet.
  const isRead = form.fields.every(({ relevant, file }) => !relevant || file === null || lists.has(file))
  const plan =
    pack && isRead
      ? planOf({ pack, printable, issued, answers: form.values, contested: contestedIn(dossier), lists, lang })
      : null
  const issuance = useIssuance(dossier, printable, plan?.type === 'issued' ? plan : null)
  return { plan, ...issuance }
}

/** Fields with two answers, filed or corrected, that nobody has chosen between. */
const contestedIn = ({ conflicts, corrected }: OpenDossier): readonly string[] => [
  ...[...conflicts.value.keys()].filter((field) => !corrected.value.has(field)),
  ...[...corrected.value].flatMap(([field, { disputed }]) => (disputed.length > 0 ? [field] : [])),
]

const useIssuance = (
  dossier: OpenDossier,
  printable: Printable,
  plan: Extract<Plan, { type: 'issued' }> | null,
): { readonly issuance: Issuance | null; readonly came: () => Promise<void> } => {
  const [issuance, setIssuance] = useState<Issuance | null>(null)
  const issued = plan?.issued ?? null
  const face: Face = (issued?.number ?? null) === null ? 'provisional' : 'official'
  const reference = dossier.summary.value.reference
  const read = async (): Promise<Issuance | null> => {
    const { pack } = dossier
    if (!plan || !issued || !pack || reference === null) return null
    const desk = documents()
    const seal = await desk.sealOf(issued.act, {
      reference,
      procedure: packRef(pack),
      number: issued.number,
      validity: printable.validity,
      names: plan.words.names,
    })
    const printed = await desk.printsOf(issued.act.id, face)
    const provisional = face === 'official' ? await desk.printsOf(issued.act.id, 'provisional') : 0
    return {
      face,
      seal,
      copy: desk.isMadeHere(issued.act) ? printed : printed + 1,
      hadProvisional: provisional > 0,
    }
  }
  const key = `${issued?.act.id}:${issued?.number}:${payloadOf(issued?.act ?? nothing, 'issued')?.wordsHash}`
  useEffect(() => {
    let left = false
    setIssuance(null)
    void read().then((found) => left || setIssuance(found))
    return () => {
      left = true
    }
  }, [key])
  const came = async () => {
    if (!issued) return
    await documents().notePrinted(issued.act.id, face)
    setIssuance(await read())
  }
  // Also for who prints by the browser's own keys: the next sheet is a copy, whichever way it comes out.
  useEffect(() => {
    if (issuance === null) return
    const after = () => void came()
    addEventListener('afterprint', after)
    return () => removeEventListener('afterprint', after)
  }, [key, issuance === null])
  return { issuance, came }
}

const nothing = { kind: 'noted', payload: {} } as const
