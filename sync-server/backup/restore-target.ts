// Where a restored commune goes: a data folder alone, or a folder and the commune's schema in a PostgreSQL. Asks which life
// was there, and changes the places once the prepared folder is whole. What was there is put aside, never deleted.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { databaseFile, explainPostgres, postgresOf, StartProblem, type DataPlace } from '../data-folder.ts'
import { fillSchema, lifeInSchema, type FillProblem } from '../migrate/fill-schema.ts'
import { lifeOfCommune } from '../store/people.ts'
import type { PostgresPlace } from '../store/postgres.ts'
import { openSqlite } from '../store/sqlite.ts'
import { toDisk } from './to-disk.ts'

export interface RestoreTarget {
  readonly folder: string
  /** Which life the commune had here; null when nobody can say. Throws StartProblem when a server is at work. */
  life(): Promise<number | null>
  /** `fresh` is the prepared folder, beside. Throws StartProblem. */
  replaceWith(fresh: string, now: Date): Promise<Aside>
}

/** Where what was replaced is now; null when there was nothing. */
export interface Aside {
  readonly folder: string | null
  readonly schema: string | null
}

export const restoreTarget = (place: DataPlace): RestoreTarget => {
  const folder = resolve(place.dataDir)
  const postgres = postgresOf(place)
  return {
    folder,
    life: () => (postgres ? lifeIn(postgres) : lifeOf(folder)),
    replaceWith: async (fresh, now) => {
      const schema = postgres ? await fill(postgres, databaseFile(fresh), now) : null
      return { folder: replaceFolder(folder, fresh, now), schema }
    },
  }
}

const replaceFolder = (target: string, fresh: string, now: Date): string | null => {
  const aside = existsSync(target) ? `${target}.remplace-${now.toISOString().replaceAll(':', '-')}` : null
  try {
    if (aside !== null) renameSync(target, aside)
  } catch (cause) {
    throw new StartProblem(
      `« ${target} » ne peut pas être remplacé (${cause instanceof Error ? cause.message : String(cause)}). Si c'est un point de montage, donnez un dossier à l'intérieur : --data ${target}/donnees`,
    )
  }
  renameSync(fresh, target)
  toDisk(dirname(target))
  return aside
}

const lifeOf = async (dataDir: string): Promise<number | null> => {
  const file = databaseFile(dataDir)
  if (!existsSync(file)) return null
  const opened = openSqlite(file)
  if (!opened.ok) {
    if (opened.error.type === 'damaged') return null
    throw new StartProblem(
      `Un serveur Morchid utilise « ${dataDir} ». Arrêtez-le (Ctrl-C), puis relancez la restauration ; rien n'a été changé.`,
    )
  }
  try {
    return await lifeOfCommune(opened.value.db)
  } catch {
    // A database of another shape or a damaged one: it is put aside as it is.
    return null
  } finally {
    await opened.value.close()
  }
}

const lifeIn = async (place: PostgresPlace): Promise<number | null> => {
  const life = await lifeInSchema(place)
  if (!life.ok) throw new StartProblem(explain(place, life.error))
  return life.value
}

/** The schema's former name now. The folder keeps no database then: it would be taken for the commune's. */
const fill = async (place: PostgresPlace, file: string, now: Date): Promise<string | null> => {
  const stamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const filled = await fillSchema(file, place, stamp)
  if (!filled.ok) throw new StartProblem(explain(place, filled.error))
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  return filled.value.aside
}

const explain = (place: PostgresPlace, problem: FillProblem): string => {
  switch (problem.type) {
    case 'in-use':
      return `Un serveur Morchid utilise le schéma « ${place.schema} ». Arrêtez tous ses processus, puis relancez la restauration ; rien n'a été changé.`
    case 'damaged':
    case 'nothing-there':
      return 'La copie préparée ne se lit pas. Prenez une autre sauvegarde ; rien n’a été changé.'
    case 'not-empty':
      return `Une restauration interrompue gêne (table ${problem.table}). Relancez la restauration ; rien n'a été changé.`
    case 'differs':
      return `PostgreSQL n'a pas reçu la copie telle qu'elle est (${problem.tables.map(({ name }) => name).join(', ')}). Vérifiez la place sur son disque, puis relancez ; rien n'a été changé.`
    default:
      return explainPostgres(place, problem)
  }
}
