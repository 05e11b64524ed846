// What a device does when the server says that a dossier was erased: in the transaction that keeps that word everything
// else of the dossier goes, and nothing of it is taken in or written ever after. Packets already cut stay until they are
// stable: they are sealed to the server, which keeps nothing of them.
import { parseAct } from '../../shared/dossier/act.ts'
import type { EntryId, PulledEntry } from '../../shared/sync/ports.ts'
import { rowsWith } from './database.ts'
import type { Database, ErasedRow, LinePageRow } from './database.ts'
import type { Unlocked } from './disk-state.ts'
import { pagesWithout } from './line-pages.ts'

/** Worked out before the transaction: nothing may wait for a cipher inside it. */
export interface Erased {
  /** Those of the answer that are still to be kept. */
  readonly entries: readonly PulledEntry[]
  readonly dossiers: ReadonlySet<string>
  readonly marks: readonly ErasedRow[]
  readonly pages: readonly LinePageRow[]
  /** How the keys of sealed facts begin. */
  readonly facts: readonly string[]
}

/** Null on a locked device, which is given no entries. */
export const erasedIn = async (
  database: Database,
  unlocked: Unlocked | null,
  entries: readonly PulledEntry[],
): Promise<Erased> => {
  const words = entries.filter(saysErased)
  const dossiers = new Set(words.map(({ dossier }) => dossier))
  const isGone = (dossier: string): boolean => dossiers.has(dossier) || unlocked?.rows.erased.has(dossier) === true
  const kept = entries.filter((entry) => !isGone(entry.dossier) || words.includes(entry))
  if (!unlocked || words.length === 0) return { entries: kept, dossiers, marks: [], pages: [], facts: [] }
  const before = new Map(
    (await database.erased.bulkGet([...dossiers])).flatMap((one) => (one ? [[one.dossier, one]] : [])),
  )
  const ids = Map.groupBy(words, ({ dossier }) => dossier)
  return {
    entries: kept,
    dossiers,
    marks: [...dossiers].map((dossier) => ({
      dossier,
      entries: [...(before.get(dossier)?.entries ?? []), ...(ids.get(dossier) ?? []).map(({ id }) => id)],
    })),
    pages: await pagesWithout(database, unlocked.key, dossiers),
    facts: (await Promise.all([...dossiers].map((dossier) => factsOf(unlocked, dossier)))).flat(),
  }
}

/** Tables besides those that every answer writes. */
export const erasedTables = ({ erased, linePages, blobs, papers, paperFiles }: Database) => [
  erased,
  linePages,
  blobs,
  papers,
  paperFiles,
]

/** Inside the transaction, before what came is written. */
export const eraseHere = async (database: Database, { marks, pages, facts, dossiers }: Erased): Promise<void> => {
  const words = new Set<EntryId>(marks.flatMap(({ entries }) => entries))
  const rows = await rowsWith(database, 'dossier', dossiers)
  await database.rows.bulkDelete(rows.filter(({ entry = '' }) => !words.has(entry)).map(({ key }) => key))
  await database.held
    .where('dossier')
    .anyOf([...dossiers])
    .delete()
  await database.summaries.bulkDelete([...dossiers])
  await database.linePages.bulkPut([...pages])
  await database.meta
    .where('key')
    .startsWithAnyOf([...facts])
    .delete()
  for (const dossier of dossiers) {
    await database.papers.where('dossier').equals(dossier).delete()
    await database.paperFiles.where('id').startsWith(`${dossier}/`).delete()
    await database.blobs.where('hash').startsWith(`${dossier}/`).delete()
  }
  await database.erased.bulkPut([...marks])
}

const text = new TextDecoder()

/** Looked for as text first: few acts are parsed for it. */
const saysErased = ({ kind, bytes }: PulledEntry): boolean => {
  if (kind !== 'act' || !text.decode(bytes).includes('"kind":"erased"')) return false
  const act = parseAct(bytes)
  return act.ok && act.value.kind === 'erased' && act.value.by.role === 'system'
}

/** How the keys begin: of the request itself, and of the papers that were printed for it. */
const factsOf = async ({ rows }: Unlocked, dossier: string): Promise<readonly string[]> => {
  const issued = (await rows.ofDossier(dossier)).flatMap(({ kind, bytes }) => {
    const act = kind === 'act' ? parseAct(bytes) : null
    return act?.ok && act.value.kind === 'issued' ? [act.value.id] : []
  })
  return [
    ...['request', 'receipt', 'seal', 'printed', 'asleep', 'supply'].map((name) => `${name}:${dossier}`),
    ...issued.flatMap((id) => [`seal:${id}`, `printed:${id}`]),
  ]
}
