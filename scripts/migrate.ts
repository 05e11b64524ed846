// `npm run migrate -- --from sqlite:<folder> --to postgres:<address>`: moves a commune from one engine to the other, or
// back, with the server stopped, and shows the count and the digest of every table on both sides.
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Migrated } from '../sync-server/migrate/migrate-commune.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run migrate -- --from sqlite:DOSSIER --to postgres:ADRESSE     d'un dossier de données à PostgreSQL
npm run migrate -- --from postgres:ADRESSE --to sqlite:DOSSIER     et le retour
  --schema NOM   le schéma de la commune dans PostgreSQL (en y allant, sinon : c_ et le code de la commune ;
                 en revenant, sinon : DATABASE_SCHEMA)
« postgres: » sans adresse prend celle de DATABASE_URL. Arrêtez d'abord les serveurs de la commune. L'ancien endroit
n'est pas effacé : il est mis de côté. keys.json, les photos et les envois en cours restent dans le dossier de données.`

try {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      schema: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else if (values.from === undefined || values.to === undefined) stopWith(help)
  else await migrate(values.from, values.to, values.schema)
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function migrate(from: string, to: string, schema: string | undefined): Promise<void> {
  const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
  const { migrateCommune } = await import('../sync-server/migrate/migrate-commune.ts')
  const { parseSide } = await import('../sync-server/migrate/sides.ts')
  const config = parseConfig({ ...process.env, ...(schema === undefined ? {} : { DATABASE_SCHEMA: schema }) })
  if (!config.ok) return stopWith(explainConfig(config.error))
  const { databaseUrl, databaseSchema, backupKeepDays } = config.value
  const target = parseSide(to, databaseUrl)
  const done = await migrateCommune({
    from: parseSide(from, databaseUrl),
    to: target,
    schema: schema ?? null,
    unlessTold: databaseSchema,
    now: new Date(),
  })
  show(done)
  console.log(`L'ancien endroit est mis de côté : ${done.aside}`)
  const remove = target.kind === 'postgres' ? `rm '${done.aside}'` : `DROP SCHEMA ${done.aside} CASCADE`
  console.log(
    `Il contient encore les dossiers : effacez-le quand la commune travaille depuis le nouveau, au plus tard dans ${backupKeepDays} jours (${remove}).`,
  )
  console.log(
    target.kind === 'postgres'
      ? `Mettez dans la configuration DATABASE_URL (l'adresse donnée ici) et DATABASE_SCHEMA=${done.schema}, gardez DATA_DIR, puis démarrez (npm start).`
      : `Retirez DATABASE_URL et DATABASE_SCHEMA de la configuration, mettez DATA_DIR=${target.dataDir}, puis démarrez (npm start).`,
  )
}

/** The same figures on both sides, or the command has stopped before. */
function show({ tables }: Migrated): void {
  console.log(`${'table'.padEnd(20)}${'parties'.padStart(10)}${'arrivées'.padStart(10)}  SHA-256 (parties, arrivées)`)
  for (const { name, from, to } of tables)
    console.log(
      `${name.padEnd(20)}${String(from.rows).padStart(10)}${String(to.rows).padStart(10)}  ${from.digest.slice(0, 16)} ${to.digest.slice(0, 16)}`,
    )
  const rows = tables.reduce((sum, { from }) => sum + from.rows, 0)
  console.log(`${tables.length} tables, ${rows} lignes : tout est arrivé, valeur pour valeur.`)
}
