// The register's lines of dossiers that were erased, from the one act that stays of each (shared/register/erased-lines.ts).
import type { Kysely } from 'kysely'
import { erasedLines } from '../../shared/register/erased-lines.ts'
import type { RegisterDossier } from '../../shared/register/rows.ts'
import { actsOf } from '../store/log.ts'
import type { Tables } from '../store/schema.ts'

export const erasedRegisterLines = async (db: Kysely<Tables>, title: string): Promise<readonly RegisterDossier[]> => {
  const found: RegisterDossier[] = []
  for (const { dossier } of await db.selectFrom('erasures').select('dossier').orderBy('dossier').execute()) {
    const word = (await actsOf(db, dossier)).find(({ kind }) => kind === 'erased')
    const line = word && erasedLines(word, title)
    if (line) found.push(line)
  }
  return found
}
