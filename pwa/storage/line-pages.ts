// Lines of the lists, many to a page: at an unlock ten thousand seals are too many for an old machine, sixty-four are
// not. A line is written loose (summaries.ts), which costs a save nothing more; loose lines are gathered into pages
// behind, and the loose one always wins. A page is never the only copy of anything: lines are made again from rows.
import type { Database, LinePageRow } from './database.ts'
import type { DiskState } from './disk-state.ts'
import { openJson, sealJson } from './seal.ts'
import { openSummary } from './summaries.ts'
import type { Summarised } from './summaries.ts'

/** So few are opened at once in the time of a frame or two, and are left alone. */
const looseEnough = 300
/** In one turn at the disk: a save waits for no more than that. */
const atOnce = 64

const placeOf = (id: string) => ({ table: 'linePages', dossier: id, number: 0 }) as const

/** Every line, loose or in a page. A damaged one hides no other. */
export const openSummaries = async (
  database: Database,
  key: CryptoKey,
): Promise<{ readonly lines: readonly Summarised[]; readonly damaged: readonly string[] }> => {
  const loose = await database.summaries.toArray()
  const paged = await openPages(database, key)
  const lines = new Map(paged.lines.map((line) => [line.id, line]))
  const damaged = new Set(paged.damaged)
  const opened = await Promise.all(loose.map((row) => openSummary(key, row)))
  for (const [at, { dossier }] of loose.entries()) {
    const line = opened[at] ?? null
    if (line === null) damaged.add(dossier)
    else {
      lines.set(dossier, line)
      damaged.delete(dossier)
    }
  }
  return { lines: [...lines.values()], damaged: [...damaged] }
}

/** `damaged` are the dossiers of pages that do not open. */
const openPages = async (
  database: Database,
  key: CryptoKey,
): Promise<{ readonly lines: readonly Summarised[]; readonly damaged: readonly string[] }> => {
  const lines: Summarised[] = []
  const damaged: string[] = []
  for (const page of await database.linePages.toArray()) {
    const opened = await openPage(key, page)
    if (opened) lines.push(...opened)
    else damaged.push(...page.dossiers)
  }
  return { lines, damaged }
}

const openPage = (key: CryptoKey, { id, sealed }: LinePageRow): Promise<readonly Summarised[] | null> =>
  openJson(key, placeOf(id), sealed).catch(() => null) as Promise<readonly Summarised[] | null>

/** Pages that hold lines of these dossiers, sealed anew without them. What does not open is made again from its rows. */
export const pagesWithout = async (
  database: Database,
  key: CryptoKey,
  dossiers: ReadonlySet<string>,
): Promise<readonly LinePageRow[]> => {
  const pages = await database.linePages
    .where('dossiers')
    .anyOf([...dossiers])
    .distinct()
    .toArray()
  return Promise.all(
    pages.map(async (page) => {
      const lines = ((await openPage(key, page)) ?? []).filter(({ id }) => !dossiers.has(id))
      return { id: page.id, dossiers: lines.map(({ id }) => id), sealed: await sealJson(key, placeOf(page.id), lines) }
    }),
  )
}

export interface LinePages {
  /** Gathers loose lines if there are many; nobody waits for it, and a lock in the middle of it loses nothing. */
  gatherSoon(): void
}

export const createLinePages = (state: DiskState): LinePages => {
  const { database, queue } = state
  let gathering = false

  const gather = async (): Promise<void> => {
    if ((await database.summaries.count()) <= looseEnough) return
    // Ids are random: their first letter deals them evenly.
    const firsts = new Set((await database.summaries.toCollection().primaryKeys()).map((id) => id.slice(0, 1)))
    for (const first of firsts) while ((await queue.run(() => gatherSome(state, first))) === atOnce);
  }
  return {
    gatherSoon: () => {
      if (gathering) return
      gathering = true
      void gather()
        // The next unlock goes on; meanwhile every line is where it was.
        .catch((cause: unknown) => console.error('lines were not gathered', cause))
        .finally(() => (gathering = false))
    },
  }
}

/** How many it gathered. One transaction: a line is in one of the two places, or in both. */
const gatherSome = async ({ database, unlocked }: DiskState, first: string): Promise<number> => {
  if (!unlocked) return 0
  const { key } = unlocked
  const loose = await database.summaries.where('dossier').startsWith(first).limit(atOnce).toArray()
  const opened = await Promise.all(loose.map((row) => openSummary(key, row)))
  const before = await database.linePages.get(first)
  const kept = before ? await openPage(key, before) : []
  // What does not open is made again from its rows, which is not for here.
  const whole = opened.filter((line) => line !== null)
  const lines = new Map([...(kept ?? []), ...whole].map((line) => [line.id, line]))
  const page = {
    id: first,
    dossiers: [...lines.keys()],
    sealed: await sealJson(key, placeOf(first), [...lines.values()]),
  }
  await database.transaction('rw', [database.summaries, database.linePages], async () => {
    await database.linePages.put(page)
    await database.summaries.bulkDelete(whole.map((line) => line.id))
  })
  return whole.length
}
