// Columns of PostgreSQL made to mean what SQLite's mean: texts compare by their bytes, whatever rules of order the
// database was given, and whole numbers have 64 bits. Looked at whenever a commune is opened, and done once.
import { sql, type Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export const alignColumns = async (db: Kysely<Tables>): Promise<void> => {
  // Its tables know it; a connection that serves several communes does not.
  const [{ schema = '' } = {}] = await db.introspection.getTables()
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ name: string; column: string; type: string }>`
      select table_name as name, column_name as column, data_type as type from information_schema.columns
      where table_schema = ${schema}
        and (data_type in ('integer', 'smallint') or (data_type = 'text' and collation_name is null))
      order by 1, 2`.execute(tx)
    for (const [name, columns] of Map.groupBy(rows, (row) => row.name)) {
      const changes = columns.map(
        ({ column, type }) =>
          sql`alter column ${sql.id(column)} type ${type === 'text' ? sql`text collate "C"` : sql`bigint`}`,
      )
      await sql`alter table ${sql.table(name)} ${sql.join(changes)}`.execute(tx)
    }
  })
}
