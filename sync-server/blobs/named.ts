// Whether a dossier names a blob. Computed from the log when it is asked, never kept beside it: a row could be wrong, the
// log cannot, and nothing is paid when packets come in.
import type { Kysely } from 'kysely'
import { openDraft, readAttachments } from '../../shared/dossier/draft.ts'
import { readDossiers } from '../store/dossiers.ts'
import { everythingOf } from '../store/log.ts'
import type { Tables } from '../store/schema.ts'

/**
 * `for-good`: an act that counts says its hash, and acts stay. `for-now`: a request that is still written, or something
 * held that may count one day. Acts are searched as text, so that a kind this version does not know names as well.
 */
export type Named = 'for-good' | 'for-now' | 'by-nothing'

export const namedBy = async (db: Kysely<Tables>, dossier: string, hash: string): Promise<Named> => {
  const naming = (await everythingOf(db, dossier)).filter(({ bytes }) => Buffer.from(bytes).includes(hash))
  if (naming.some(({ kind, held }) => kind === 'act' && held === null)) return 'for-good'
  if (naming.some(({ held }) => held !== null)) return 'for-now'
  // What a draft once said stands in its updates for ever; what it says now counts.
  if (naming.length === 0) return 'by-nothing'
  const draft = (await readDossiers(db, [dossier])).get(dossier)?.draft ?? null
  const papers = readAttachments(openDraft(0, draft))
  return papers.some((paper) => paper.hash === hash || paper.thumb === hash) ? 'for-now' : 'by-nothing'
}
