// A commune moves from one engine to the other: every table in one transaction, counted and hashed on both sides. It
// takes its epoch and its numbers with it: nothing is lost, so this is no new life, and devices see nothing of it. What it
// left is put aside under another name, never deleted, so that nobody goes on with it by mistake.
import { existsSync, renameSync } from 'node:fs'
import { sql } from 'kysely'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { StoreEngine } from '../store/engine.ts'
import { isSetUp } from '../store/people.ts'
import { copyTables, shapesOf, sumsOf, type TableSum } from '../store/whole-copy.ts'

export interface MovedTable {
  readonly name: string
  readonly from: Pick<TableSum, 'rows' | 'digest'>
  readonly to: Pick<TableSum, 'rows' | 'digest'>
}

export type MoveProblem =
  | { readonly type: 'nothing-there' }
  | { readonly type: 'not-empty'; readonly table: string; readonly rows: number }
  /** `tables` are those that differ. Nothing was put aside. */
  | { readonly type: 'differs'; readonly tables: readonly MovedTable[] }

/**
 * Both are at the newest shape; one of them is SQLite. `leave` puts the former place aside, and is asked only when both
 * sides have proved the same; nobody can write there before it is done.
 */
export const moveCommune = async (
  from: StoreEngine,
  to: StoreEngine,
  leave: (from: StoreEngine['db']) => Promise<void>,
): Promise<Result<readonly MovedTable[], MoveProblem>> => {
  const shapes = await shapesOf(from.name === 'sqlite' ? from.db : to.db)
  const full = (await sumsOf(to.db, shapes)).find(({ rows }) => rows > 0)
  if (full) return err({ type: 'not-empty', table: full.name, rows: full.rows })
  // It holds the commune's lock: what is written there waits, and then finds nothing.
  return from.db.transaction().execute(async (source) => {
    if (!(await isSetUp(source))) return err({ type: 'nothing-there' })
    const left = await copyTables(source, to.db, shapes)
    const came = new Map((await sumsOf(to.db, shapes)).map((sum) => [sum.name, sum]))
    const tables = left.map(({ name, rows, digest }): MovedTable => {
      const there = came.get(name)
      return { name, from: { rows, digest }, to: { rows: there?.rows ?? 0, digest: there?.digest ?? '' } }
    })
    const different = tables.filter((one) => one.from.rows !== one.to.rows || one.from.digest !== one.to.digest)
    if (different.length > 0) return err({ type: 'differs', tables: different })
    await leave(source)
    return ok(tables)
  })
}

/** In the transaction that has the commune's lock. */
export const putSchemaAside = async (db: StoreEngine['db'], schema: string, stamp: string): Promise<string> => {
  const aside = `${schema.slice(0, 40)}_aside_${stamp}`
  await sql`alter schema ${sql.id(schema)} rename to ${sql.id(aside)}`.execute(db)
  return aside
}

/** The database and what is beside it while it is open. Gives the new name. */
export const putFileAside = (file: string, stamp: string): string => {
  const aside = `${file}.deplace-${stamp}`
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end)
  return aside
}
