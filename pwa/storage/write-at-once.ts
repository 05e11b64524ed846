// One strict transaction whose requests are all known before it begins: they go to the disk together, and the commit right
// behind them. Awaited one after the other, each costs a slow processor a way there and back before the next is sent.
// Nothing is asked of the database in between, so nothing is sealed or decided in here either; it resolves once the
// browser says that the commit is on the disk, and never before.
import type { Database, Meta, Row, SummaryRow } from './database.ts'

export interface AtOnce {
  /** Their keys are new: one that is there already, and nothing of all this is written. */
  readonly rows: readonly Row[]
  readonly summaries: readonly SummaryRow[]
  readonly meta: readonly Meta[]
  /** Keys of `meta`. */
  readonly dropped: readonly string[]
}

type Listener = (database: Database, change: AtOnce) => void

/** Dexie is not asked for each write, so it does not tell of them (`storagemutated`). */
const listeners = new Set<Listener>()

/** Called after each commit with what was in it. The answer takes the listener away. */
export const onWrittenAtOnce = (listener: Listener): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** From before the first seal to the commit. */
const onTheirWay = new Set<Promise<unknown>>()

export const asSave = <T>(work: Promise<T>): Promise<T> => {
  const over = work.catch(() => undefined).finally(() => onTheirWay.delete(over))
  onTheirWay.add(over)
  return work
}

/** What can wait lets the saves that are on their way now go first; those that begin meanwhile wait for it, not it for them. */
export const savesAreOver = async (): Promise<void> => void (await Promise.all(onTheirWay))

export const writeAtOnce = async (database: Database, change: AtOnce): Promise<void> => {
  const { rows, summaries, meta, dropped } = change
  const tables = [
    ...(rows.length > 0 ? [database.rows] : []),
    ...(summaries.length > 0 ? [database.summaries] : []),
    ...(meta.length + dropped.length > 0 ? [database.meta] : []),
  ]
  if (tables.length === 0) return
  // The transaction is Dexie's own (strict, its errors, a database that has to be opened again), what is asked in it is not.
  await database.transaction('rw', tables, ({ idbtrans }) => {
    const asked = [
      ...rows.map((row) => idbtrans.objectStore('rows').add(row)),
      ...summaries.map((row) => idbtrans.objectStore('summaries').put(row)),
      ...meta.map((fact) => idbtrans.objectStore('meta').put(fact)),
      ...dropped.map((key) => idbtrans.objectStore('meta').delete(key)),
    ]
    // What fails undoes all of it. Dexie's own handler would call the failure dealt with.
    for (const one of asked) one.addEventListener('error', (event) => event.stopPropagation())
    idbtrans.commit()
  })
  for (const listener of listeners) listener(database, change)
}
