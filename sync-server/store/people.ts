// The commune as stored: its units, its people, the devices they use. Reads give the shapes every device knows;
// a revoked person or device is absent from them but never deleted.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Agent, Commune, Directory, PaperKey, Role, Unit } from '../../shared/access/directory.ts'
import { canonicalBytes, sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { devicesSeen, steadyDevice } from './devices.ts'
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
  })
}

const addUnit = async (tx: Kysely<Tables>, unit: Unit, position: number): Promise<void> => {
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
}

export const isSetUp = async (db: Kysely<Tables>): Promise<boolean> => (await readFact(db, 'commune')) !== null

export const isDemo = async (db: Kysely<Tables>): Promise<boolean> => (await readFact(db, 'demo')) ?? false

export const staff = async (db: Kysely<Tables>): Promise<readonly Staff[]> =>
  db
    .selectFrom('agents')
    .select(['id', 'name', 'role', 'unit'])
    .where('revoked_at', 'is', null)
    .orderBy('position')
    .execute()

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

const l10n = v.object({ fr: v.string(), ar: v.string() })
const pivots = v.array(v.string())

/** Where the offices' keys come from; without it nothing can be sealed to an office. */
export interface OfficeKeys {
  publicOf(unit: string): Promise<string>
  privateOf(unit: string): Promise<string>
}

const units = async (db: Kysely<Tables>, offices: OfficeKeys | null): Promise<readonly Unit[]> => {
  const rows = await db.selectFrom('units').selectAll().orderBy('position').execute()
  const sealKeyOf = async ({ id, kind }: { id: string; kind: Unit['kind'] }) =>
    offices && kind === 'office' ? { sealKey: await offices.publicOf(id) } : {}
  const one = async (row: (typeof rows)[number]): Promise<Unit> => ({
    id: row.id,
    kind: row.kind,
    name: v.parse(l10n, JSON.parse(row.name)),
    pivots: v.parse(pivots, JSON.parse(row.pivots)),
    ...(row.site === null ? {} : { site: row.site }),
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(await sealKeyOf(row)),
  })
  return Promise.all(rows.map(one))
}

/** Withdrawn and former keys stay in the list: a paper they signed is told apart from one that nobody of ours signed. */
const paperKeys = async (db: Kysely<Tables>): Promise<readonly PaperKey[]> => {
  const rows = await db
    .selectFrom('agent_keys')
    .innerJoin('devices', 'devices.id', 'agent_keys.device')
    .innerJoin('agents', 'agents.id', 'agent_keys.agent')
    .select(['agent_keys.agent', 'agent_keys.device', 'agent_keys.public_key'])
    .select(['agent_keys.revoked_at as key', 'devices.revoked_at as machine', 'agents.revoked_at as person'])
    .orderBy('agent_keys.agent')
    .orderBy('agent_keys.device')
    .execute()
  const former = (await readFact(db, 'former-keys')) ?? []
  return rows.flatMap(({ agent, device, public_key: publicKey, key, machine, person }) => {
    const withdrawnAt = [key, machine, person].filter((at) => at !== null).sort()[0]
    const before = former.filter((one) => one.agent === agent && one.device === device)
    const present: PaperKey = { agent, device, publicKey: toBase64Url(publicKey) }
    return [present, ...before].map((known) => {
      const since = [known.withdrawnAt, withdrawnAt].filter((at) => at !== undefined).sort()[0]
      return { ...known, ...(since === undefined ? {} : { withdrawnAt: since }) }
    })
  })
}

const deciding: readonly Role[] = ['clerk', 'officer']

/** What somebody is told of the commune; the list of devices goes to supervisors, an office's key to its own. */
export const directoryFor = async (
  db: Kysely<Tables>,
  reader: Pick<Staff, 'role' | 'unit'> | null,
  publicUrl: string,
  offices: OfficeKeys | null = null,
): Promise<Directory> => {
  const commune = await readFact(db, 'commune')
  if (!commune) throw new Error('no commune in this data folder')
  const all = await units(db, offices)
  const recoveryKey = await readFact(db, 'recovery-key')
  const own = all.find(({ id, kind }) => kind === 'office' && id === reader?.unit && deciding.includes(reader.role))
  return {
    commune,
    units: all,
    agents: await staff(db),
    demo: await isDemo(db),
    publicUrl,
    ...(recoveryKey === null ? {} : { recoveryKey }),
    keys: await paperKeys(db),
    ...(offices && own ? { officeKey: { unit: own.id, privateKey: await offices.privateOf(own.id) } } : {}),
    ...(reader?.role === 'supervisor' ? { devices: await devicesSeen(db) } : {}),
  }
}

/** The directory as that agent may see it. `version` changes with the content. */
export const versionedDirectory = async (
  db: Kysely<Tables>,
  agent: string,
  publicUrl: string,
  offices: OfficeKeys | null = null,
): Promise<{ readonly version: string; readonly directory: Directory }> => {
  const directory = await directoryFor(db, await agentById(db, agent), publicUrl, offices)
  const steady = directory.devices?.map(steadyDevice)
  // Told in every request: 96 bits are enough to see a change.
  return { version: sha256Url(canonicalBytes({ ...directory, devices: steady })).slice(0, 16), directory }
}
