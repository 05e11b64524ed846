// What a data folder really holds, read from a copy of its files: the folder itself is left as the server left it.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openSqlite } from '../store/sqlite.ts'

export interface Stored {
  /** What SQLite says of the file. */
  readonly integrity: string
  readonly packets: ReadonlySet<string>
  /** Those of them that devices may let go of. */
  readonly stable: ReadonlySet<string>
  readonly entries: ReadonlySet<string>
  /** Of all units: an entry that was taken twice would stand there twice. */
  readonly journalRows: number
}

export const readStored = async (dataDir: string): Promise<Stored> => {
  const place = mkdtempSync(join(tmpdir(), 'morchid-stored-'))
  try {
    for (const name of ['morchid.sqlite', 'morchid.sqlite-wal'])
      if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(place, name))
    const opened = openSqlite(join(place, 'morchid.sqlite'))
    if (!opened.ok) throw new Error(`the database does not open: ${opened.error.type}`)
    const { db, close } = opened.value
    try {
      const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(db)
      const packets = await db.selectFrom('packets').select('hash').execute()
      const stable = await db
        .selectFrom('packets')
        .innerJoin('incarnations', 'incarnations.id', 'packets.incarnation')
        .select('packets.hash')
        .whereRef('packets.n', '<=', 'incarnations.stable_n')
        .execute()
      const entries = await db.selectFrom('entries').select('id').execute()
      const journal = await db.selectFrom('journal').select('entry').execute()
      return {
        integrity: rows.map((row) => row.integrity_check).join('; '),
        packets: new Set(packets.map(({ hash }) => hash)),
        stable: new Set(stable.map(({ hash }) => hash)),
        entries: new Set(entries.map(({ id }) => id)),
        journalRows: journal.length,
      }
    } finally {
      await close()
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
