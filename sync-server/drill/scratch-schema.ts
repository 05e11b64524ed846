// A schema of a drill's own in the PostgreSQL that the operator uses, so that the way back is tried as it would be taken.
// Emptied before and after; never the commune's.
import { sql } from 'kysely'
import { explainPostgres, StartProblem, type DataPlace } from '../data-folder.ts'
import { openPostgres } from '../store/postgres.ts'

export type ScratchSchema = Required<Pick<DataPlace, 'databaseUrl' | 'databaseSchema'>>

/** Beside that one. PostgreSQL cuts names at 63 bytes. */
export const scratchSchema = (databaseUrl: string, beside: string): ScratchSchema => ({
  databaseUrl,
  databaseSchema: `${beside.slice(0, 32)}_exercice`,
})

/** Throws StartProblem when PostgreSQL does not answer. */
export const dropScratch = async ({ databaseUrl: url, databaseSchema: schema }: ScratchSchema): Promise<void> => {
  const opened = await openPostgres({ url, schema, purpose: 'command' })
  if (!opened.ok) throw new StartProblem(explainPostgres({ schema }, opened.error))
  try {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(opened.value.db)
  } finally {
    await opened.value.close()
  }
}
