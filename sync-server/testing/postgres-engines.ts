// Engines on PostgreSQL for tests that want several: each is what a process has. Closed after each test, their schemas
// dropped after all.
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { sql } from 'kysely'
import { afterAll, afterEach } from 'vitest'
import type { StoreEngine } from '../store/engine.ts'
import { migrate } from '../store/migrations.ts'
import { openPostgres } from '../store/postgres.ts'

export const testDatabase = process.env['TEST_DATABASE_URL'] ?? ''

export interface Engines {
  newSchema(): string
  open(schema: string): Promise<StoreEngine>
  /** To be closed with the others. */
  add(...engines: readonly StoreEngine[]): void
  forget(schema: string): void
}

/** Asked for at the top of a test file. */
export const createEngines = (): Engines => {
  const engines: StoreEngine[] = []
  const schemas = new Set<string>()
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close()
  })
  afterAll(async () => {
    const opened = await openPostgres({ url: testDatabase, schema: newSchema() })
    if (!opened.ok) throw new Error(opened.error.message)
    for (const schema of schemas) await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(opened.value.db)
    await opened.value.close()
  })
  const newSchema = (): string => {
    const schema = `e_${randomUUID().replaceAll('-', '')}`
    schemas.add(schema)
    return schema
  }
  return {
    newSchema,
    open: async (schema) => {
      const opened = await openPostgres({ url: testDatabase, schema })
      if (!opened.ok) throw new Error(opened.error.message)
      engines.push(opened.value)
      await migrate(opened.value.db, 'bytea')
      return opened.value
    },
    add: (...more) => void engines.push(...more),
    forget: (schema) => void schemas.delete(schema),
  }
}
