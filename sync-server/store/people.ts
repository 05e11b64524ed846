// The commune's people as stored, its units, and the keys people sign with. A revoked person or device is absent from what
// is read but never deleted.
import type { Kysely } from 'kysely'
import type { Agent, Commune, Role, Unit } from '../../shared/access/directory.ts'
import { directoryChanged } from './directory-stamp.ts'
import { readFact, writeFact } from './meta.ts'
import type { Tables } from './schema.ts'

export type Staff = Agent & { readonly role: Exclude<Role, 'system'> }

export interface NewCommune {
  readonly commune: Commune
  readonly demo: boolean
  readonly units: readonly Unit[]
  readonly agents: readonly Staff[]
}

/** Writes a whole commune into an empty folder. Throws on a second one: the caller asks `isSetUp` first. */
export const setUpCommune = async (db: Kysely<Tables>, given: NewCommune): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    if (await readFact(tx, 'commune')) throw new Error('this data folder already serves a commune')
    await writeFact(tx, 'commune', given.commune)
    await writeFact(tx, 'demo', given.demo)
    for (const [position, unit] of given.units.entries()) await addUnit(tx, unit, position)
    for (const [position, agent] of given.agents.entries())
      await tx
        .insertInto('agents')
        .values({ ...agent, position, revoked_at: null })
        .execute()
    await directoryChanged(tx)
  })
}

export const addUnit = async (tx: Kysely<Tables>, unit: Unit, position: number): Promise<void> => {
  await tx
    .insertInto('units')
    .values({
      id: unit.id,
      kind: unit.kind,
      name: JSON.stringify(unit.name),
      site: unit.site ?? null,
      pivots: JSON.stringify(unit.pivots),
      phone: unit.phone ?? null,
      position,
    })
    .execute()
  await directoryChanged(tx)
}

export const isSetUp = async (db: Kysely<Tables>): Promise<boolean> => (await readFact(db, 'commune')) !== null

/**
 * Null where no commune was set up: a server that found its folder gone begins an empty one at its first life, which says
 * nothing of the lives that devices have seen.
 */
export const lifeOfCommune = async (db: Kysely<Tables>): Promise<number | null> =>
  (await isSetUp(db)) ? ((await readFact(db, 'epoch'))?.counter ?? null) : null

export const isDemo = async (db: Kysely<Tables>): Promise<boolean> => (await readFact(db, 'demo')) ?? false

export const staff = async (db: Kysely<Tables>): Promise<readonly Staff[]> =>
  db
    .selectFrom('agents')
    .select(['id', 'name', 'role', 'unit'])
    .where('revoked_at', 'is', null)
    .orderBy('position')
    .execute()

/** Those who have left too: what they wrote is still theirs. */
export const everyone = async (db: Kysely<Tables>): Promise<readonly Staff[]> =>
  db.selectFrom('agents').select(['id', 'name', 'role', 'unit']).orderBy('position').execute()

export const agentById = async (db: Kysely<Tables>, id: string): Promise<Staff | null> =>
  (await db
    .selectFrom('agents')
    .select(['id', 'name', 'role', 'unit'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()) ?? null

/** Also somebody who has left. */
export const agentEver = async (db: Kysely<Tables>, id: string): Promise<Staff | null> =>
  (await db.selectFrom('agents').select(['id', 'name', 'role', 'unit']).where('id', '=', id).executeTakeFirst()) ?? null

/** People who have no working device yet: the ones a fresh link is for. */
export const staffWithoutDevice = async (db: Kysely<Tables>): Promise<readonly Staff[]> =>
  db
    .selectFrom('agents')
    .select(['id', 'name', 'role', 'unit'])
    .where('revoked_at', 'is', null)
    .where('id', 'not in', db.selectFrom('agent_keys').select('agent').where('revoked_at', 'is', null))
    .orderBy('position')
    .execute()

/** The key an agent signs with on that device; null when either is unknown or revoked. */
export const agentKey = async (db: Kysely<Tables>, device: string, agent: string): Promise<Uint8Array | null> => {
  const row = await db
    .selectFrom('agent_keys')
    .innerJoin('devices', 'devices.id', 'agent_keys.device')
    .innerJoin('agents', 'agents.id', 'agent_keys.agent')
    .select('agent_keys.public_key')
    .where('agent_keys.device', '=', device)
    .where('agent_keys.agent', '=', agent)
    .where('agent_keys.revoked_at', 'is', null)
    .where('devices.revoked_at', 'is', null)
    .where('agents.revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.public_key ?? null
}
