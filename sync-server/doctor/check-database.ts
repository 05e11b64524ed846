// The database: that it answers, is in the shape of this program, holds together, and that no time in it lies ahead of the
// clock, which would mean that the clock went back.
import { SqliteAdapter, sql } from 'kysely'
import { readFact } from '../store/meta.ts'
import { stepNames } from '../store/migrations.ts'
import { isPooled, pooledWords } from '../store/postgres-pooled.ts'
import type { StoreExamined } from './store-examined.ts'
import { bad, good, spanOf, watch, type Finding } from './finding.ts'

const about = 'Base de données'
const AHEAD_MS = 300_000

export const checkDatabase = async ({ db, isDeep, now }: StoreExamined): Promise<readonly Finding[]> => {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const commune = await readFact(db, 'commune')
  const epoch = await readFact(db, 'epoch')
  const engine = isSqlite ? 'SQLite' : 'PostgreSQL'
  const found: Finding[] = [
    commune
      ? good(about, `${engine} répond : ${commune.name.fr}, vie ${epoch?.counter ?? 0}`)
      : bad(
          about,
          `${engine} répond, et il n’y a là aucune commune`,
          'Vérifiez DATA_DIR et DATABASE_SCHEMA ; si la base est perdue : npm run restore ; pour une nouvelle commune : npm run init',
        ),
  ]
  if (!isSqlite && (await isPooled(db, 3)))
    found.push(bad(about, pooledWords, 'Mettez pool_mode = session, ou l’adresse de PostgreSQL lui-même'))
  found.push(await checkShape(db))
  if (isSqlite && isDeep) {
    const said = (await sql<{ quick_check: string }>`PRAGMA quick_check(3)`.execute(db)).rows.map(
      (row) => row.quick_check,
    )
    found.push(
      said.join() === 'ok'
        ? good(about, 'ses pages se tiennent')
        : bad(
            about,
            `abîmée (${said.join(' ; ')})`,
            'Arrêtez le serveur, gardez le dossier tel qu’il est, puis npm run restore depuis la dernière copie',
          ),
    )
  }
  return [...found, ...(await checkTimes(db, now().getTime()))]
}

const checkShape = async (db: StoreExamined['db']): Promise<Finding> => {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  const [made, known] = [new Set(rows.map(({ name }) => name)), new Set(stepNames())]
  const [lacking, unknown] = [[...known].filter((one) => !made.has(one)), [...made].filter((one) => !known.has(one))]
  if (unknown.length > 0)
    return bad(about, `une version plus récente l’a ouverte (${unknown.join(', ')})`, 'Mettez à jour ce serveur-ci')
  return lacking.length > 0
    ? bad(about, `${lacking.length} étapes de sa forme manquent (${lacking.join(', ')})`, 'Redémarrez le serveur')
    : good(about, `dans la forme de ce programme, ${made.size} étapes`)
}

const checkTimes = async (db: StoreExamined['db'], now: number): Promise<readonly Finding[]> => {
  const { seen } = await db
    .selectFrom('devices')
    .select((eb) => eb.fn.max('last_seen').as('seen'))
    .executeTakeFirstOrThrow()
  const { first } = await db
    .selectFrom('incarnations')
    .select((eb) => eb.fn.max('first_seen').as('first'))
    .executeTakeFirstOrThrow()
  const backup = await readFact(db, 'backup')
  const newest = Math.max(...[seen, first, backup?.at].map((at) => (at ? Date.parse(at) : 0)))
  if (newest === 0) return []
  if (newest - now > AHEAD_MS)
    return [
      bad(
        'Horloge',
        `des envois sont datés de ${spanOf(newest - now)} dans le futur : l’horloge a reculé`,
        'Mettez la machine à l’heure (timedatectl set-ntp true)',
      ),
    ]
  return now - newest > 30 * 86_400_000
    ? [
        watch(
          'Horloge',
          `rien n’est arrivé depuis ${spanOf(now - newest)}`,
          'Si les guichets travaillent, l’horloge ou le réseau est faux',
        ),
      ]
    : [good('Horloge', 'après tout ce qui est arrivé')]
}
