// Where a commune moves from and to, as an operator writes it: `sqlite:./data` is a data folder, `postgres:` with an
// address, or alone for the one in DATABASE_URL (an address on a command line is seen by all who use the machine).
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { keysPath } from '../accept/keys.ts'
import { databaseFile, explainPostgres, StartProblem } from '../data-folder.ts'
import type { Commune } from '../../shared/access/directory.ts'
import type { StoreEngine } from '../store/engine.ts'
import { migrate } from '../store/migrations.ts'
import { openPostgres } from '../store/postgres.ts'
import { openSqlite } from '../store/sqlite.ts'

export type Side =
  | { readonly kind: 'sqlite'; readonly dataDir: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Throws StartProblem. */
export const parseSide = (text: string, databaseUrl: string | undefined): Side => {
  const [, folder] = /^sqlite:(.+)$/.exec(text) ?? []
  if (folder !== undefined) return { kind: 'sqlite', dataDir: resolve(folder) }
  const [, url] = /^postgres(?:ql)?:(?:(?=\/\/)|$)/.test(text)
    ? ['', text]
    : (/^postgres:(postgres.+)$/.exec(text) ?? [])
  if (url === undefined) throw new StartProblem(`« ${text} » n'est ni « sqlite:DOSSIER » ni « postgres:ADRESSE ».`)
  if (url.includes('//')) return { kind: 'postgres', url }
  if (databaseUrl === undefined)
    throw new StartProblem(`« ${text} » sans adresse : donnez-la dans DATABASE_URL, ou ici : postgres://…`)
  return { kind: 'postgres', url: databaseUrl }
}

/** `c_` and the commune's code: what a schema is called unless somebody says otherwise. */
export const schemaOf = ({ code }: Pick<Commune, 'code'>): string =>
  `c_${code.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 50)

/** At the newest shape. A folder that is moved from must be there; one that is moved to needs the commune's keys. */
export const openSide = async (side: Side, schema: string, role: 'from' | 'to'): Promise<StoreEngine> => {
  const engine = side.kind === 'sqlite' ? openFolder(side.dataDir, role) : await openSchema({ url: side.url, schema })
  try {
    await migrate(engine.db, engine.name === 'sqlite' ? 'blob' : 'bytea')
    return engine
  } catch (cause) {
    await engine.close()
    throw cause
  }
}

const openFolder = (dataDir: string, role: 'from' | 'to'): StoreEngine => {
  if (role === 'from' && !existsSync(databaseFile(dataDir)))
    throw new StartProblem(`Il n'y a pas de base de données dans « ${dataDir} ». Vérifiez le dossier.`)
  if (!existsSync(keysPath(dataDir)))
    throw new StartProblem(
      `Il manque keys.json dans « ${dataDir} » : sans ces clés la commune ne peut pas être servie de là. Copiez-y d'abord celui du dossier de données actuel.`,
    )
  const opened = openSqlite(databaseFile(dataDir))
  if (opened.ok) return opened.value
  throw new StartProblem(
    opened.error.type === 'in-use'
      ? `Un serveur Morchid utilise « ${dataDir} ». Arrêtez-le, puis relancez ; rien n'a été changé.`
      : `La base de données de « ${dataDir} » ne s'ouvre pas (${opened.error.message}).`,
  )
}

const openSchema = async (place: { readonly url: string; readonly schema: string }): Promise<StoreEngine> => {
  const opened = await openPostgres({ ...place, purpose: 'command' })
  if (!opened.ok) throw new StartProblem(explainPostgres(place, opened.error))
  return opened.value
}
