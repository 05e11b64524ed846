// Dossiers of a headless device as people would see and write them: folded from the rows that count, written as rows.
// No document outlives a call: each is made again from the disk, so no clock of a sitting is ever used twice (rule 1).
import * as Y from 'yjs'
import { parseAct, type Act } from '../../shared/dossier/act.ts'
import { openDraft, readAnswers, setAnswer, type AnswerConflicts, type SaidBy } from '../../shared/dossier/draft.ts'
import { statusOf, type DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import type { Entry, SessionKeys } from '../../shared/sync/ports.ts'
import { blob, kindOf, text, type Row, type Tables } from './tables.ts'

export interface KnownDossier {
  readonly id: string
  /** In the order in which they saw each other. */
  readonly acts: readonly Act[]
  readonly status: DossierStatus
  /** A field in conflict has no answer: all its values are in `conflicts`. */
  readonly answers: Answers
  readonly conflicts: AnswerConflicts
}

export interface Edit {
  readonly dossier: string
  readonly field: string
  readonly value: AnswerValue
  /** The citizen, when nothing is said. */
  readonly said?: SaidBy
}

export const knownDossiers = (tables: Tables): readonly string[] =>
  tables.all('select dossier from rows union select dossier from pulled').map((row) => text(row, 'dossier'))

export const readDossier = (
  tables: Tables,
  id: string,
  packOf: (ref: string) => ProcedurePack | null,
): KnownDossier => {
  const entries = entriesOf(tables, id)
  const acts = actsIn(entries)
  const procedure = acts.find(({ kind }) => kind === 'opened')?.payload['procedure']
  const status = statusOf(acts, packOf(String(procedure ?? ''))?.workflow ?? null)
  const doc = openDraft(0, null)
  applyDrafts(doc, entries)
  const { answers, conflicts } = readAnswers(doc)
  doc.destroy()
  return { id, acts: status.history, status, answers, conflicts }
}

/** The updates that these edits make, in order. Throws for a dossier that takes no more edits on this device. */
export const draftEntries = (tables: Tables, keys: SessionKeys, edits: readonly Edit[]): readonly Entry[] => {
  const docs = new Map<string, Y.Doc>()
  const open = (dossier: string): Y.Doc => {
    const doc = docs.get(dossier) ?? openToWrite(tables, keys, dossier)
    docs.set(dossier, doc)
    return doc
  }
  const entries = edits.map(({ dossier, field, value, said = 'citizen' }): Entry => {
    const bytes = setAnswer(open(dossier), keys.incarnation, field, value, { by: keys.agent, said })
    return { dossier, kind: 'draft', bytes }
  })
  for (const doc of docs.values()) doc.destroy()
  return entries
}

/** What counts of a dossier: all that came, and own rows that the server does not hold. */
const entriesOf = (tables: Tables, dossier: string): readonly Row[] => [
  ...tables.all('select kind, bytes from pulled where dossier = ? order by at', dossier),
  ...tables.all(
    `select kind, bytes from rows
    where dossier = ? and (entry is null or entry not in (select entry from held)) order by key`,
    dossier,
  ),
]

const actsIn = (entries: readonly Row[]): readonly Act[] => {
  const acts = new Map<string, Act>()
  for (const row of entries) {
    const act = kindOf(row) === 'act' ? parseAct(blob(row, 'bytes')) : null
    if (act?.ok) acts.set(act.value.id, act.value)
  }
  return [...acts.values()]
}

const applyDrafts = (doc: Y.Doc, entries: readonly Row[]): void => {
  for (const row of entries) if (kindOf(row) === 'draft') Y.applyUpdate(doc, blob(row, 'bytes'))
}

const openToWrite = (tables: Tables, { device, incarnation }: SessionKeys, dossier: string): Y.Doc => {
  const entries = entriesOf(tables, dossier)
  const kinds = actsIn(entries).map(({ kind }) => kind)
  if (!kinds.includes('opened')) throw new Error(`dossier ${dossier} is not on this device`)
  if (kinds.includes('submitted')) throw new Error(`dossier ${dossier} is submitted: its draft takes no more edits`)
  const doc = openDraft(0, null)
  applyDrafts(doc, entries)
  // What this sitting wrote and the server holds does not count, but its clocks are spent.
  applyDrafts(
    doc,
    tables.all(
      `select kind, bytes from rows
      where dossier = ? and incarnation = ? order by key`,
      dossier,
      incarnation,
    ),
  )
  doc.clientID = clientIdOf(device, incarnation, dossier)
  return doc
}
