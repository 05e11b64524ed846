// Dossiers as the log leaves them: acts, merged draft, units that follow, and what a citizen may look up.
//
//   draft:  none ──saveDrafts──► kept (revision 1, 2 …) ──submitted──► dropped: nothing changes it any more, and its
//                                                                      entries say the same to whoever asks
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { mergeUpdates } from 'yjs'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import type { StoredDossier } from '../../shared/sync/server-ports.ts'
import { chunked, inChunks } from './chunks.ts'
import { actIn, appliedOf } from './log.ts'
import type { Tables } from './schema.ts'

const unitList = v.array(v.string())

/** One for each id. */
export const readDossiers = async (
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDossier>> => {
  const acts = Map.groupBy(await appliedOf(db, ids, 'act'), ({ dossier }) => dossier)
  const followed = await chunked(ids, (chunk) =>
    db.selectFrom('circulation').selectAll().where('dossier', 'in', chunk).execute(),
  )
  const circulation = new Map(followed.map(({ dossier, units }) => [dossier, v.parse(unitList, JSON.parse(units))]))
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
          circulation: circulation.get(id) ?? [],
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

/** Units of each dossier, in place of what was known. */
export const saveCirculations = async (
  db: Kysely<Tables>,
  circulations: ReadonlyMap<string, readonly string[]>,
): Promise<void> => {
  const rows = [...circulations].map(([dossier, units]) => ({ dossier, units: JSON.stringify(units) }))
  for (const chunk of inChunks(rows))
    await db
      .insertInto('circulation')
      .values(chunk)
      .onConflict((c) => c.column('dossier').doUpdateSet((eb) => ({ units: eb.ref('excluded.units') })))
      .execute()
}

const submittedMark = '"kind":"submitted"'

/** What a citizen may look up of a submission. */
const submission = v.object({
  kind: v.literal('submitted'),
  payload: v.object({ reference: v.string(), tokenHash: v.string(), secretHash: v.string() }),
})

/** The submissions among these. Acts are canonical JSON: one look at the bytes tells most of them apart. */
export const submissionsIn = (entries: readonly PulledEntry[]): readonly Tables['lookups'][] =>
  entries.flatMap(({ dossier, kind, bytes }) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (kind !== 'act' || !text.includes(submittedMark)) return []
    const read = v.safeParse(submission, JSON.parse(text.toString()))
    if (!read.success) return []
    const { reference, tokenHash, secretHash } = read.output.payload
    return [{ dossier, reference, token_hash: tokenHash, secret_hash: secretHash }]
  })

/** A submission makes its dossier findable by the citizen. The first one counts. */
export const noteSubmissions = async (db: Kysely<Tables>, rows: readonly Tables['lookups'][]): Promise<void> => {
  for (const chunk of inChunks(rows))
    await db
      .insertInto('lookups')
      .values(chunk)
      .onConflict((c) => c.column('dossier').doNothing())
      .execute()
}
