// What a country of communes costs one PostgreSQL: a schema each, with our tables in it. How long they take to make, what
// the catalogue then weighs, what a first query and a dump of one commune take beside the same with one schema alone.
import { execFileSync } from 'node:child_process'
import { Client } from 'pg'
import { openPostgres } from '../../sync-server/store/postgres.ts'
import { migrate } from '../../sync-server/store/migrations.ts'
import { startPostgres } from '../../sync-server/testing/postgres-server.ts'
import { median } from './percentiles.ts'
import { memoryOf } from './served.ts'

export interface SchemaCosts {
  readonly schemas: number
  readonly tables: number
  readonly indexes: number
  readonly makeMs: number
  readonly databaseMb: number
  readonly catalogueMb: number
  /** A new connection opens its commune and reads one row. */
  readonly firstQueryMs: number
  /** Of a connection that has read one row of every table of one commune, and of a hundred communes. */
  readonly connectionMb: number
  readonly wanderingMb: number
  readonly dumpMs: number
}

/** Made as a server makes its own; those after them are the same statements at once, or it would take half an hour. */
const asServed = 5

/** After each of these numbers of schemas. */
export const runSchemas = async (
  marks: readonly number[],
  told: (line: string) => void,
): Promise<readonly SchemaCosts[]> => {
  const server = await startPostgres()
  if (!server) throw new Error('no PostgreSQL on this machine')
  try {
    const costs: SchemaCosts[] = []
    let made = 0
    for (const mark of marks) {
      const from = performance.now()
      for (; made < mark; made++) await (made < asServed ? makeSchema : copySchema)(server.url, nameOf(made))
      let others = 0
      const makeMs = median(await timed(3, () => makeSchema(server.url, `other_${mark}_${others++}`)))
      told(`${made} schemas, ${((performance.now() - from) / 1000).toFixed(0)} s`)
      costs.push({ ...(await look(server.url, made)), makeMs })
      told(JSON.stringify(costs.at(-1)))
    }
    return costs
  } finally {
    await server.stop()
  }
}

const nameOf = (n: number): string => `c_${String(n).padStart(4, '0')}`

const makeSchema = async (url: string, schema: string): Promise<void> => {
  const opened = await openPostgres({ url, schema })
  if (!opened.ok) throw new Error(opened.error.message)
  await migrate(opened.value.db, 'bytea')
  await opened.value.close()
}

const copySchema = async (url: string, schema: string): Promise<void> => {
  // Lines that begin with a backslash are for psql alone.
  model ??= dump(url, nameOf(0), '--schema-only').replaceAll(/^\\.*$/gm, '')
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(model.replaceAll(nameOf(0), schema))
  await client.end()
}
let model: string | null = null

const look = async (url: string, schemas: number): Promise<Omit<SchemaCosts, 'makeMs'>> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  const one = async (text: string): Promise<number> => {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return Number(rows[0]?.[0])
  }
  await client.query('vacuum analyze')
  const count = (kind: string): Promise<number> =>
    one(
      `select count(*) from pg_class join pg_namespace n on n.oid = relnamespace where nspname like 'c\\_%' and relkind = '${kind}'`,
    )
  const found = {
    schemas,
    tables: await count('r'),
    indexes: await count('i'),
    databaseMb: (await one('select pg_database_size(current_database())')) / 1e6,
    catalogueMb:
      (await one(
        `select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'`,
      )) / 1e6,
  }
  await client.end()
  const names = Array.from({ length: Math.min(100, schemas) }, (_, at) => nameOf(Math.floor((at * schemas) / 100)))
  const last = nameOf(schemas - 1)
  return {
    ...found,
    firstQueryMs: median(await timed(7, () => firstQuery(url, last))),
    connectionMb: await connectionMb(url, [last]),
    wanderingMb: await connectionMb(url, names),
    dumpMs: median(await timed(3, async () => void dump(url, last))),
  }
}

const timed = async (times: number, work: () => Promise<void>): Promise<readonly number[]> => {
  const all: number[] = []
  for (let at = 0; at < times; at++) {
    const from = performance.now()
    await work()
    all.push(performance.now() - from)
  }
  return all
}

const firstQuery = async (url: string, schema: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`select value from "${schema}".counters limit 1`)
  await client.end()
}

/** Its own memory, after a row of each table of these was asked for. */
const connectionMb = async (url: string, schemas: readonly string[]): Promise<number> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const schema of schemas) {
    const { rows } = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1',
      [schema],
    )
    for (const { name } of rows) await client.query(`select * from "${schema}"."${name}" limit 1`)
  }
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const { ownMb } = memoryOf(rows.map(({ pid }) => pid))
  await client.end()
  return ownMb
}

const dump = (url: string, schema: string, ...how: readonly string[]): string =>
  execFileSync('pg_dump', ['-n', schema, ...how, url], { encoding: 'utf8' })
