// The supervisor that a commune lacks: none has a working device, so nobody could bring one in by an act (ADR 16). As long
// as one has, the command line adds nobody.
import type { Kysely } from 'kysely'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { isFilled, personOf } from '../new-commune.ts'
import { directoryChanged } from '../store/directory-stamp.ts'
import type { Tables } from '../store/schema.ts'

export const addSupervisor = async (
  db: Kysely<Tables>,
  { name, unit }: { readonly name: string; readonly unit: string },
): Promise<Result<readonly string[], string>> => {
  if (!isFilled(name)) return err('--name : attendu le prénom et le nom.')
  return db.transaction().execute(async (tx) => {
    const units = (await tx.selectFrom('units').select('id').orderBy('position').execute()).map(({ id }) => id)
    if (!units.includes(unit)) return err(`--unit : attendu une unité parmi ${units.join(', ')}.`)
    const working = await tx
      .selectFrom('agent_keys')
      .innerJoin('agents', 'agents.id', 'agent_keys.agent')
      .innerJoin('devices', 'devices.id', 'agent_keys.device')
      .select('agents.name')
      .where('agents.role', '=', 'supervisor')
      .where('agents.revoked_at', 'is', null)
      .where('agent_keys.revoked_at', 'is', null)
      .where('devices.revoked_at', 'is', null)
      .executeTakeFirst()
    if (working)
      return err(
        `${working.name} a un appareil : c’est sur son écran, « Appareils et personnes », qu’une personne entre dans la commune, change d’unité ou part. Cela reste signé.`,
      )
    const known = await tx.selectFrom('agents').select(['id', 'position']).execute()
    const person = personOf(name.trim(), 'supervisor', unit, new Set(known.map(({ id }) => id)))
    const position = Math.max(-1, ...known.map((one) => one.position)) + 1
    await tx
      .insertInto('agents')
      .values({ ...person, position, revoked_at: null })
      .execute()
    await directoryChanged(tx)
    return ok([`${person.id}  supervisor ${person.name} (${unit})`, `Son lien : npm run link -- ${person.id}`])
  })
}
