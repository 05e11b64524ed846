// What the page of a document can print now: a paper still to be issued, or one that was, as it was. Pure; it writes
// nothing and decides no rule, it only says what stands in the way of a true paper.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { AnswerValue, Choice } from '../../../shared/form/form.ts'
import type { PaperTemplate, ProcedurePack } from '../../../shared/procedure/pack.ts'
import { documentWords, rowsOf, wordsHash } from '../../../shared/receipt/document-words.ts'
import type { DocumentWords, NoWords, PaperLang } from '../../../shared/receipt/document-words.ts'

type Produced = ProcedurePack['service']['produces'][number]
type Issued = DossierStatus['issued'][number]
export type Printable = Produced & { readonly template: PaperTemplate }

export type Plan =
  /** Answers it prints are missing, can't be read here, or are contested: rows of the form. */
  | { readonly type: 'blocked'; readonly why: NoWords['why'] | 'contested'; readonly rows: readonly string[] }
  | { readonly type: 'to-issue'; readonly words: DocumentWords; readonly hash: string }
  | { readonly type: 'issued'; readonly issued: Issued; readonly words: DocumentWords }
  /** Its answers were corrected, or its decision set aside: it can't be printed as it was. */
  | { readonly type: 'changed' | 'groundless'; readonly issued: Issued }

export interface PlanParts {
  readonly pack: ProcedurePack
  readonly printable: Printable
  /** The paper to print again; null for one that is still to be issued. */
  readonly issued: Issued | null
  readonly answers: Readonly<Record<string, AnswerValue>>
  /** Fields with two answers nobody has chosen between. */
  readonly contested: readonly string[]
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  /** Of a new paper; an issued one keeps its own. */
  readonly lang: PaperLang
}

/** The papers this procedure ends with, of those that are made here. */
export const printables = (pack: ProcedurePack | null): readonly Printable[] =>
  (pack?.service.produces ?? []).flatMap((one) =>
    one.template === undefined ? [] : [{ ...one, template: one.template }],
  )

export const planOf = (parts: PlanParts): Plan => {
  const { printable, issued, contested } = parts
  const { template } = printable
  if (issued?.isGroundless) return { type: 'groundless', issued }
  const inDoubt = rowsOf(template).filter((row) => contested.includes(row))
  if (inDoubt.length > 0) return { type: 'blocked', why: 'contested', rows: inDoubt }
  const payload = issued && payloadOf(issued.act, 'issued')
  const lang = issued === null ? parts.lang : (payload?.lang ?? null)
  const words = documentWords({ ...parts, template, lang })
  if (!words.ok) return { type: 'blocked', ...words.error }
  const hash = wordsHash(words.value)
  if (issued === null) return { type: 'to-issue', words: words.value, hash }
  // An act of before papers had words says nothing that could differ.
  return payload?.wordsHash !== undefined && payload.wordsHash !== hash
    ? { type: 'changed', issued }
    : { type: 'issued', issued, words: words.value }
}

/** The newest paper of a document that no other has replaced; null when there is none. */
export const standingPaper = (status: Pick<DossierStatus, 'issued'>, document: string): Issued | null =>
  status.issued.findLast((one) => one.document === document && one.replacedBy === null) ?? null
