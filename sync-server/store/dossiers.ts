// Dossiers as the log leaves them: acts, merged draft, units that follow, and what a citizen may look up.
//
//   draft:  none ──saveDrafts──► kept (revision 1, 2 …) ──submitted──► dropped: nothing changes it any more, and its
//                                                                      entries say the same to whoever asks
import type { Kysely } from 'kysely'
import { mergeUpdates } from 'yjs'
import type { Act } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { PulledEntry, StoredDossier } from '../../shared/sync/ports.ts'
import { chunked, inChunks } from './chunks.ts'
import { actIn, appliedOf } from './log.ts'
import type { Tables } from './schema.ts'

/** One for each id. */
export const readDossiers = async (
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDossier>> => {
  const acts = Map.groupBy(await appliedOf(db, ids, 'act'), ({ dossier }) => dossier)
  const circulation = Map.groupBy(
    await chunked(ids, (chunk) =>
      db.selectFrom('circulation').selectAll().where('dossier', 'in', chunk).orderBy('unit').execute(),
    ),
    ({ dossier }) => dossier,
  )
  const rows = await chunked(ids, (chunk) =>
    db.selectFrom('drafts').selectAll().where('dossier', 'in', chunk).execute(),
  )
  const drafts = new Map(rows.map((row) => [row.dossier, row]))
  const dropped = rows.filter(({ state }) => state === null).map(({ dossier }) => dossier)
  const updates = Map.groupBy(await appliedOf(db, dropped, 'draft'), ({ dossier }) => dossier)
  return new Map(
    ids.map((id) => {
      const draft = drafts.get(id)
      const again = updates.get(id)?.map(({ bytes }) => bytes)
      return [
        id,
        {
          acts: (acts.get(id) ?? []).map(actIn),
          draft: draft?.state ?? (again ? mergeUpdates(again) : null),
          revision: draft?.revision ?? 0,
          circulation: (circulation.get(id) ?? []).map(({ unit }) => unit),
        },
      ]
    }),
  )
}

export interface NewDraft {
  readonly dossier: string
  readonly state: Uint8Array | null
}

/** A state of null is dropped for good reason (see above): the revision grows all the same. */
export const saveDrafts = async (db: Kysely<Tables>, drafts: readonly NewDraft[]): Promise<void> => {
  const rows = drafts.map(({ dossier, state }) => ({ dossier, state, revision: 1 }))
  for (const chunk of inChunks(rows))
    await db
      .insertInto('drafts')
      .values(chunk)
      .onConflict((c) =>
        c.column('dossier').doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          revision: eb('drafts.revision', '+', 1),
        })),
      )
      .execute()
}

export const dropDrafts = async (db: Kysely<Tables>, dossiers: readonly string[]): Promise<void> => {
  for (const chunk of inChunks(dossiers))
    await db.updateTable('drafts').set({ state: null }).where('dossier', 'in', chunk).execute()
}

export const saveCirculation = async (db: Kysely<Tables>, dossier: string, units: readonly string[]): Promise<void> => {
  await db.deleteFrom('circulation').where('dossier', '=', dossier).execute()
  const rows = units.map((unit) => ({ dossier, unit }))
  if (rows.length > 0) await db.insertInto('circulation').values(rows).execute()
}

const submittedMark = '"kind":"submitted"'

/** The submissions among these. Acts are canonical JSON: one look at the bytes tells most of them apart. */
export const submissionsIn = (entries: readonly PulledEntry[]): readonly Act[] =>
  entries
    .filter(
      ({ kind, bytes }) =>
        kind === 'act' && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(submittedMark),
    )
    .map(actIn)
    .filter(({ kind }) => kind === 'submitted')

/** A submission makes its dossier findable by the citizen. The first one counts. */
export const noteSubmissions = async (db: Kysely<Tables>, submissions: readonly Act[]): Promise<void> => {
  const rows = submissions.flatMap((act) => {
    const payload = payloadOf(act, 'submitted')
    if (!payload) return []
    const { reference, tokenHash, secretHash } = payload
    return [{ dossier: act.dossier, reference, token_hash: tokenHash, secret_hash: secretHash }]
  })
  for (const chunk of inChunks(rows))
    await db
      .insertInto('lookups')
      .values(chunk)
      .onConflict((c) => c.column('dossier').doNothing())
      .execute()
}
