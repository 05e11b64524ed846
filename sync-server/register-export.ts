// The register of an office and a year as a file for the archive, from everything this server has applied: it exists
// without any clerk's PC. It writes nothing, and names the numbers that it lacks instead of passing them over.
import type { Kysely } from 'kysely'
import { openDraft, readAnswers } from '../shared/dossier/draft.ts'
import { effectiveAnswers } from '../shared/dossier/effective-answers.ts'
import { statusOf } from '../shared/dossier/status.ts'
import { titleOf } from '../shared/dossier/title.ts'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import { toCsv } from '../shared/register/csv.ts'
import { checkSeries, type SeriesCheck } from '../shared/register/number.ts'
import { toOds } from '../shared/register/ods.ts'
import { registerTable, registerWords, type RegisterNames } from '../shared/register/register-table.ts'
import { registerLinesOf, registerRows, type RegisterDossier } from '../shared/register/rows.ts'
import { inLang, type Lang } from '../shared/text/l10n.ts'
import { err, ok, type Result } from '../shared/text/result.ts'
import { erasedRegisterLines } from './erasure/register-lines.ts'
import { readDossiers } from './store/dossiers.ts'
import { directoryFor } from './store/directory.ts'
import { everyone } from './store/people.ts'
import type { Tables } from './store/schema.ts'

export interface RegisterWanted {
  readonly office: string
  readonly year: number
  readonly format: 'csv' | 'ods'
  readonly lang: Lang
}

export interface RegisterFile {
  /** base64: it also travels from a running server to the command. */
  readonly bytes: string
  readonly rows: number
  readonly series: readonly SeriesCheck[]
}

export type RegisterProblem = { readonly type: 'unknown-office'; readonly offices: readonly string[] }

/** Dossiers read in one go. */
const AT_ONCE = 200

export const exportRegister = async (
  db: Kysely<Tables>,
  packOf: (ref: string) => ProcedurePack | null,
  { office, year, format, lang }: RegisterWanted,
): Promise<Result<RegisterFile, RegisterProblem>> => {
  const { units } = await directoryFor(db, null, '')
  const unit = units.find(({ id, kind }) => id === office && kind === 'office')
  if (!unit) return err({ type: 'unknown-office', offices: units.filter((u) => u.kind === 'office').map((u) => u.id) })
  const people = new Map((await everyone(db)).map(({ id, name }) => [id, name]))
  const names: RegisterNames = {
    person: (agent) => people.get(agent) ?? agent,
    paper: (procedure, document) => {
      const name = packOf(procedure)?.service.produces.find(({ id }) => id === document)?.name
      return name ? inLang(name, lang) : document
    },
  }
  const rows = registerRows(
    [...(await dossiersWithPapers(db, packOf)), ...(await erasedRegisterLines(db, registerWords.erased[lang]))],
    office,
    year,
  )
  const table = registerTable(rows, names, lang)
  const title = `${lang === 'fr' ? 'Registre' : 'سجل'} ${year} ${inLang(unit.name, lang)}`
  const bytes = format === 'csv' ? toCsv(table) : toOds({ title, rows: table, rightToLeft: lang === 'ar' })
  return ok({
    bytes: Buffer.from(bytes).toString('base64'),
    rows: rows.length,
    series: checkSeries(rows.flatMap(({ kind, number }) => (kind === 'handed-over' ? [] : (number ?? [])))),
  })
}

const dossiersWithPapers = async (
  db: Kysely<Tables>,
  packOf: (ref: string) => ProcedurePack | null,
): Promise<readonly RegisterDossier[]> => {
  const filed = await db.selectFrom('lookups').select('dossier').orderBy('dossier').execute()
  const found: RegisterDossier[] = []
  for (let from = 0; from < filed.length; from += AT_ONCE) {
    const ids = filed.slice(from, from + AT_ONCE).map(({ dossier }) => dossier)
    for (const [id, { acts, draft }] of await readDossiers(db, ids)) {
      const pack = packOf(statusOf(acts, null).procedure ?? '')
      const status = statusOf(acts, pack?.workflow ?? null)
      const lines = registerLinesOf(status)
      if (lines.issued.length === 0 && lines.handed.length === 0) continue
      const doc = openDraft(0, draft)
      const title = pack ? titleOf(pack, effectiveAnswers(readAnswers(doc), status).answers) : ''
      doc.destroy()
      found.push({ id, reference: status.reference, procedure: status.procedure ?? '', title, ...lines })
    }
  }
  return found
}
