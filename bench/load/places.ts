// Where a commune under load is kept: its folder, and with PostgreSQL a database of its own on a server that is started
// for the bench, keeps every COMMIT on the disk, and is thrown away after it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import process from 'node:process'
import { Client } from 'pg'
import { databaseFile, openDataFolder, type DataFolder } from '../../sync-server/data-folder.ts'
import { startPostgres } from '../../sync-server/testing/postgres-server.ts'

export const engineNames = ['sqlite', 'postgres'] as const
export type EngineName = (typeof engineNames)[number]

export interface Place {
  /** For this process, while no server runs on it. */
  open(): Promise<DataFolder>
  /** What a server is told. */
  readonly env: Readonly<Record<string, string>>
  /** Of the database, nobody having it open: its log is written back first, and what it knows of itself is fresh. */
  bytes(): Promise<number>
  /** The same again, elsewhere; nobody has it open. */
  copy(): Promise<Place>
}

export interface Ground {
  newPlace(): Promise<Place>
  /** Processes of the database beside the server. */
  readonly pids: readonly number[]
  clear(): Promise<void>
}

export const openGround = (engine: EngineName): Promise<Ground> =>
  engine === 'postgres' ? postgresGround() : Promise.resolve(sqliteGround())

const createFolders = () => {
  const all: string[] = []
  const clear = (): void => {
    for (const folder of all) rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clear)
  const add = (from: string | null): string => {
    const folder = mkdtempSync(join(tmpdir(), 'morchid-load-'))
    all.push(folder)
    if (from !== null) cpSync(from, folder, { recursive: true })
    return folder
  }
  return { add, clear }
}

/** Without the pages that hold nothing: what is written next goes there. */
const usedBytes = (file: string): number => {
  const database = new DatabaseSync(file)
  const [row] = database
    .prepare(
      `select (page_count - freelist_count) * page_size as used
        from pragma_page_count(), pragma_freelist_count(), pragma_page_size()`,
    )
    .all()
  database.close()
  return Number(row?.['used'])
}

const sqliteGround = (): Ground => {
  const folders = createFolders()
  const place = (from: string | null): Place => {
    const folder = folders.add(from)
    return {
      open: () => openDataFolder(folder),
      env: { DATA_DIR: folder },
      bytes: async () => usedBytes(databaseFile(folder)),
      copy: async () => place(folder),
    }
  }
  return { newPlace: async () => place(null), pids: [], clear: async () => folders.clear() }
}

const postgresGround = async (): Promise<Ground> => {
  const server = await startPostgres({ durable: true, connections: 300 })
  if (!server) throw new Error('no PostgreSQL on this machine')
  const folders = createFolders()
  let made = 0
  const urlOf = (name: string): string => server.url.replace('/postgres?', `/${name}?`)
  const ask = async (name: string, ...texts: readonly string[]): Promise<readonly unknown[]> => {
    const client = new Client({ connectionString: urlOf(name) })
    await client.connect()
    let rows: unknown[] = []
    for (const text of texts) ({ rows } = await client.query<unknown[]>({ text, rowMode: 'array' }))
    await client.end()
    return rows
  }
  const place = async (from: { readonly name: string; readonly folder: string } | null): Promise<Place> => {
    const name = `load_${made++}`
    await ask('postgres', `create database ${name} template ${from ? `${from.name} strategy file_copy` : 'template1'}`)
    const folder = folders.add(from?.folder ?? null)
    return {
      open: () => openDataFolder({ dataDir: folder, databaseUrl: urlOf(name) }),
      env: { DATA_DIR: folder, DATABASE_URL: urlOf(name) },
      bytes: async () => {
        await ask(name, 'vacuum analyze', 'checkpoint')
        const [row] = await ask(name, 'select pg_database_size(current_database())')
        return Array.isArray(row) ? Number(row[0]) : NaN
      },
      copy: () => place({ name, folder }),
    }
  }
  return {
    newPlace: () => place(null),
    pids: [server.pid],
    clear: async () => {
      await server.stop()
      folders.clear()
    },
  }
}
