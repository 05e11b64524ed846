// After a restore, papers wait a few days for the numbers they had: devices bring them back. What is still without one
// then gets a new one, once for each life (SPEC rule 13).
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { patienceMs } from '../shared/sync/server-acts.ts'
import { numberDossier, type SpeakingPorts } from '../shared/sync/server-says.ts'
import { readFact, writeFact } from './store/meta.ts'
import type { Tables } from './store/schema.ts'

export const numberLatePapers = async (
  db: Kysely<Tables>,
  ports: SpeakingPorts,
  closing?: AbortSignal,
): Promise<void> => {
  const restore = await readFact(db, 'restore')
  if (!restore || Date.parse(ports.now()) < Date.parse(restore.at) + patienceMs) return
  if ((await readFact(db, 'numbered-late')) === restore.counter) return
  const filed = await db.selectFrom('lookups').select('dossier').orderBy('dossier').execute()
  for (const { dossier } of filed) {
    await othersFirst(null, { signal: closing })
    await numberDossier(ports, dossier)
  }
  await writeFact(db, 'numbered-late', restore.counter)
}
