// The shape of the database through time. One that was released is never edited. Each step can be run again: Kysely opens
// no transaction around a change of shape in SQLite, so a power cut may leave one half done.
import { Migrator, sql, type Kysely, type Migration, type MigrationProvider } from 'kysely'
import { awaitedShape } from './awaited.ts'
import { blobsShape } from './blobs.ts'
import { brakesShape } from './brakes.ts'
import { erasureShape } from './erasure-shape.ts'
import { alignColumns } from './postgres-columns.ts'
import { restoredShape } from './restored-shape.ts'
import { keepingShape } from './keeping.ts'
import { secondShape } from './second-shape.ts'
import type { Tables } from './schema.ts'
import { thirdShape } from './third-shape.ts'
import { untoldShape } from './untold.ts'

/** Names sort in order of release. `bytes` differs by engine: blob in SQLite, bytea in PostgreSQL. */
const migrations = (bytes: 'blob' | 'bytea'): Record<string, Migration> => {
  const binary = sql.raw(bytes)
  return {
    '2026-11-21-first': {
      up: async (db: Kysely<unknown>) => {
        const table = (name: string) => db.schema.createTable(name).ifNotExists()
        const index = (name: string) => db.schema.createIndex(name).ifNotExists()

        await table('meta')
          .addColumn('key', 'text', (c) => c.primaryKey())
          .addColumn('value', 'text', (c) => c.notNull())
          .execute()
        await table('counters')
          .addColumn('name', 'text', (c) => c.primaryKey())
          .addColumn('value', 'bigint', (c) => c.notNull())
          .execute()

        await table('units')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('site', 'integer', (c) => c.unique())
          .addColumn('pivots', 'text', (c) => c.notNull())
          .addColumn('phone', 'text')
          .addColumn('position', 'integer', (c) => c.notNull())
          .execute()
        await table('agents')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('role', 'text', (c) => c.notNull())
          .addColumn('unit', 'text', (c) => c.notNull().references('units.id'))
          .addColumn('position', 'integer', (c) => c.notNull())
          .addColumn('revoked_at', 'text')
          .execute()
        await table('devices')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('unit', 'text', (c) => c.notNull().references('units.id'))
          .addColumn('public_key', binary, (c) => c.notNull())
          .addColumn('enrolled_at', 'text', (c) => c.notNull())
          .addColumn('last_seen', 'text')
          .addColumn('revoked_at', 'text')
          .execute()
        await table('agent_keys')
          .addColumn('device', 'text', (c) => c.notNull().references('devices.id'))
          .addColumn('agent', 'text', (c) => c.notNull().references('agents.id'))
          .addColumn('public_key', binary, (c) => c.notNull())
          .addColumn('enrolled_at', 'text', (c) => c.notNull())
          .addColumn('revoked_at', 'text')
          .addPrimaryKeyConstraint('agent_keys_pk', ['device', 'agent'])
          .execute()
        await table('enrolment_codes')
          .addColumn('hash', 'text', (c) => c.primaryKey())
          .addColumn('agent', 'text', (c) => c.notNull().references('agents.id'))
          .addColumn('created_at', 'text', (c) => c.notNull())
          .addColumn('expires_at', 'text', (c) => c.notNull())
          .addColumn('device', 'text')
          .addColumn('agent_key', binary)
          .addColumn('used_at', 'text')
          .execute()
        await table('reference_blocks')
          .addColumn('device', 'text', (c) => c.notNull().references('devices.id'))
          .addColumn('site', 'integer', (c) => c.notNull())
          .addColumn('number', 'integer', (c) => c.notNull())
          .addColumn('first', 'integer', (c) => c.notNull())
          .addColumn('last', 'integer', (c) => c.notNull())
          .addPrimaryKeyConstraint('reference_blocks_pk', ['site', 'number'])
          .execute()
        await index('reference_blocks_device').on('reference_blocks').column('device').execute()

        await table('incarnations')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('device', 'text', (c) => c.notNull())
          .addColumn('agent', 'text', (c) => c.notNull())
          .addColumn('public_key', binary, (c) => c.notNull())
          .addColumn('n', 'bigint', (c) => c.notNull())
          .addColumn('hash', 'text', (c) => c.notNull())
          .addColumn('first_seen', 'text', (c) => c.notNull())
          .addColumn('lasts', 'integer', (c) => c.notNull())
          .execute()
        await table('packets')
          .addColumn('incarnation', 'text', (c) => c.notNull())
          .addColumn('n', 'bigint', (c) => c.notNull())
          .addColumn('hash', 'text', (c) => c.notNull())
          .addColumn('bytes', binary, (c) => c.notNull())
          .addPrimaryKeyConstraint('packets_pk', ['incarnation', 'n'])
          .execute()
        await table('entries')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('dossier', 'text', (c) => c.notNull())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('bytes', binary, (c) => c.notNull())
          .addColumn('incarnation', 'text', (c) => c.notNull())
          .addColumn('n', 'bigint', (c) => c.notNull())
          .addColumn('held', 'text')
          .addColumn('position', 'bigint', (c) => c.notNull())
          .execute()
        await index('entries_dossier').on('entries').columns(['dossier', 'position']).unique().execute()
        await index('entries_incarnation').on('entries').columns(['incarnation', 'held']).execute()
        await table('drafts')
          .addColumn('dossier', 'text', (c) => c.primaryKey())
          .addColumn('state', binary, (c) => c.notNull())
          .execute()
        await table('circulation')
          .addColumn('dossier', 'text', (c) => c.notNull())
          .addColumn('unit', 'text', (c) => c.notNull())
          .addPrimaryKeyConstraint('circulation_pk', ['dossier', 'unit'])
          .execute()
        await table('journal')
          .addColumn('unit', 'text', (c) => c.notNull())
          .addColumn('seq', 'bigint', (c) => c.notNull())
          .addColumn('entry', 'text', (c) => c.notNull().references('entries.id'))
          .addPrimaryKeyConstraint('journal_pk', ['unit', 'seq'])
          .execute()
        await table('packs')
          .addColumn('ref', 'text', (c) => c.primaryKey())
          .addColumn('json', 'text', (c) => c.notNull())
          .execute()
        await table('lookups')
          .addColumn('dossier', 'text', (c) => c.primaryKey())
          .addColumn('reference', 'text', (c) => c.notNull())
          .addColumn('token_hash', 'text', (c) => c.notNull())
          .addColumn('secret_hash', 'text', (c) => c.notNull())
          .execute()
        await index('lookups_reference').on('lookups').column('reference').execute()
        await index('lookups_token').on('lookups').column('token_hash').execute()
      },
    },
    '2026-11-22-second': secondShape(bytes),
    '2026-11-22-third': thirdShape(bytes),
    '2026-11-22-waiting': awaitedShape(),
    '2026-11-24-blobs': blobsShape(),
    '2026-11-25-erasures': erasureShape(),
    '2026-11-25-brakes': brakesShape(),
    '2026-11-25-restored': restoredShape(bytes),
    '2026-11-26-keeping': keepingShape(),
    '2026-11-27-untold': untoldShape(),
  }
}

/** Every step of this program, in order. */
export const stepNames = (): readonly string[] => Object.keys(migrations('blob')).sort()

/** Brings the database to the newest shape, or up to that step; throws, with the name of the step, when one fails. */
export const migrate = async (
  db: Kysely<Tables>,
  bytes: 'blob' | 'bytea',
  upTo?: string,
): Promise<readonly string[]> => {
  const provider: MigrationProvider = { getMigrations: async () => migrations(bytes) }
  const migrator = new Migrator({ db, provider })
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first step'
    throw new Error(`migration failed: ${failed}`, { cause: error })
  }
  if (bytes === 'bytea') await alignColumns(db)
  return (results ?? []).map(({ migrationName }) => migrationName)
}
