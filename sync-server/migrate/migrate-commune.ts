// The command that moves a commune (scripts/migrate.ts), without its words: opens both sides, makes sure that nobody serves
// it meanwhile and that its keys are where it goes, moves it, and puts what it left aside. Throws StartProblem.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { loadKeys } from '../accept/keys.ts'
import { databaseFile, StartProblem } from '../data-folder.ts'
import type { StoreEngine } from '../store/engine.ts'
import { readFact } from '../store/meta.ts'
import { isServed } from './fill-schema.ts'
import { moveCommune, putFileAside, putSchemaAside, type MovedTable, type MoveProblem } from './move-commune.ts'
import { openSide, schemaOf, type Side } from './sides.ts'

export interface Migration {
  readonly from: Side
  readonly to: Side
  /** Of PostgreSQL; else the commune's own name when it goes there, and `unlessTold` when it comes from there. */
  readonly schema: string | null
  readonly unlessTold: string
  readonly now: Date
}

export interface Migrated {
  readonly tables: readonly MovedTable[]
  readonly schema: string
  /** What the former place is called now. */
  readonly aside: string
}

export const migrateCommune = async ({ from, to, schema: told, unlessTold, now }: Migration): Promise<Migrated> => {
  if (from.kind === to.kind)
    throw new StartProblem('Une commune va de « sqlite: » à « postgres: », ou de « postgres: » à « sqlite: ».')
  const stamp = now
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14)
  let schema = told ?? unlessTold
  const source = await openSide(from, schema, 'from')
  try {
    const commune = await readFact(source.db, 'commune')
    if (!commune) throw new StartProblem(explain({ type: 'nothing-there' }))
    if (from.kind === 'sqlite') schema = told ?? schemaOf(commune)
    await checkKeys(source, from.kind === 'sqlite' ? from : to)
    const target = await openSide(to, schema, 'to')
    let aside = ''
    const done = await moved(source, target, schema, async (db) => {
      if (from.kind === 'postgres') aside = await putSchemaAside(db, schema, stamp)
    })
    if (from.kind === 'sqlite') {
      await source.close()
      aside = putFileAside(databaseFile(from.dataDir), stamp)
    }
    return { tables: done, schema, aside }
  } finally {
    await source.close()
  }
}

const moved = async (
  source: StoreEngine,
  target: StoreEngine,
  schema: string,
  leave: (db: StoreEngine['db']) => Promise<void>,
): Promise<readonly MovedTable[]> => {
  try {
    const postgres = source.name === 'postgres' ? source : target
    if (await isServed(postgres.db, schema)) throw new StartProblem(explainServed)
    const done = await moveCommune(source, target, leave)
    if (!done.ok) throw new StartProblem(explain(done.error))
    return done.value
  } finally {
    await target.close()
  }
}

/** What devices have sealed is opened by these alone. */
const checkKeys = async ({ db }: StoreEngine, side: Side): Promise<void> => {
  if (side.kind !== 'sqlite') return
  const keys = await loadKeys(side.dataDir, false)
  const known = await readFact(db, 'keys')
  if (!keys.ok || (known !== null && known !== sha256Url(keys.value.sealKey)))
    throw new StartProblem(
      `keys.json de « ${side.dataDir} » n'est pas celui de cette commune. Copiez-y celui du dossier de données actuel.`,
    )
}

const explainServed =
  'Un serveur Morchid sert cette commune en ce moment. Arrêtez tous ses processus, puis relancez ; rien n’a été changé.'

const explain = (problem: MoveProblem): string => {
  switch (problem.type) {
    case 'nothing-there':
      return 'Il n’y a pas de commune à cet endroit. Vérifiez --from, et --schema si elle est dans PostgreSQL.'
    case 'not-empty':
      return `L’endroit où aller n’est pas vide (table ${problem.table}, ${problem.rows} lignes). Choisissez un autre dossier ou un autre schéma (--schema) ; rien n’a été changé.`
    case 'differs':
      return `Ce qui est arrivé n’est pas ce qui est parti (${problem.tables.map(({ name }) => name).join(', ')}). L’ancien endroit n’a pas été touché : continuez avec lui, et signalez-le.`
  }
}
