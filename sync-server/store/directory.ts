// The directory: what everybody is told of the commune, and what some are told besides. Its version is a hash of it, so
// that a device is sent it only when it says something new; a process remembers versions by stamps (directory-stamp.ts),
// since every sync asks for one.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Agent, Directory, PaperKey, Role, Unit } from '../../shared/access/directory.ts'
import { canonicalBytes, sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { devicesSeen, steadyDevice } from './devices.ts'
import { readStamps, type DirectoryMemory, type Stamps } from './directory-stamp.ts'
import { steadyHeard, unitsHeard } from './heard.ts'
import { keepingCases } from './keeping.ts'
import { readFact } from './meta.ts'
import { agentById, isDemo, staff } from './people.ts'
import type { Tables } from './schema.ts'

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
const weighing: readonly Role[] = [...deciding, 'supervisor']

/** What of the directory stands in no table. */
export interface DirectoryWorld {
  readonly offices?: OfficeKeys | null
  calendar?(): NonNullable<Directory['calendar']>
  now?(): Date
  /** People are written to: a gateway is set. */
  readonly messages?: boolean
  /** None: everything is read each time. */
  readonly memory?: DirectoryMemory
  /** Of a transaction that has read them already. */
  stamps?(): Promise<Stamps>
}

/** What everybody is told of the commune, and rules are judged by. */
type ForAll = Pick<Directory, 'commune' | 'units' | 'agents' | 'demo' | 'recoveryKey' | 'keys'>

const readForAll = async (db: Kysely<Tables>, offices: OfficeKeys | null): Promise<ForAll> => {
  const commune = await readFact(db, 'commune')
  if (!commune) throw new Error('no commune in this data folder')
  const recoveryKey = await readFact(db, 'recovery-key')
  return {
    commune,
    units: await units(db, offices),
    agents: await staff(db),
    demo: await isDemo(db),
    ...(recoveryKey === null ? {} : { recoveryKey }),
    keys: await paperKeys(db),
  }
}

/** The same object as long as nothing of it changes: nobody may write into it. */
export const peopleAndUnits = async (
  db: Kysely<Tables>,
  { offices = null, memory, stamps = () => readStamps(db) }: DirectoryWorld,
): Promise<ForAll> => {
  if (!memory) return readForAll(db, offices)
  const { people } = await stamps()
  return memory.of(`for all ${offices ? 'with' : 'without'} seals ${people}`, () => readForAll(db, offices))
}

type Reader = Pick<Agent, 'role' | 'unit'> | null

const isWeighing = (reader: Reader): boolean => reader !== null && weighing.includes(reader.role)

/**
 * What somebody is told of the commune; the lists of devices and of what waits to be erased go to supervisors, an office's
 * key to its own.
 */
export const directoryFor = async (
  db: Kysely<Tables>,
  reader: Reader,
  publicUrl: string,
  world: DirectoryWorld = {},
): Promise<Directory> => {
  const { offices = null, calendar, now = () => new Date() } = world
  const forAll = await peopleAndUnits(db, world)
  const own = forAll.units.find(
    ({ id, kind }) => kind === 'office' && id === reader?.unit && deciding.includes(reader.role),
  )
  return {
    ...forAll,
    publicUrl,
    ...(offices && own ? { officeKey: { unit: own.id, privateKey: await offices.privateOf(own.id) } } : {}),
    ...(calendar ? { calendar: calendar() } : {}),
    ...(world.messages ? { messages: true as const } : {}),
    ...(isWeighing(reader) ? { heard: await unitsHeard(db, now()) } : {}),
    ...(reader?.role === 'supervisor' ? { devices: await devicesSeen(db), keeping: await keepingCases(db) } : {}),
  }
}

const versionOf = (directory: Directory): string => {
  const steady = { devices: directory.devices?.map(steadyDevice), heard: directory.heard?.map(steadyHeard) }
  // Told in every request: 96 bits are enough to see a change.
  return sha256Url(canonicalBytes({ ...directory, ...steady })).slice(0, 16)
}

/** The directory as that agent may see it. `version` changes with the content. */
export const versionedDirectory = async (
  db: Kysely<Tables>,
  agent: string,
  publicUrl: string,
  world: DirectoryWorld = {},
): Promise<{ readonly version: string; readonly directory: Directory }> => {
  const directory = await directoryFor(db, await agentById(db, agent), publicUrl, world)
  return { version: versionOf(directory), directory }
}

/** The same for somebody who has the version `known` already: null when that is still what they would be told. */
export const directorySince = async (
  db: Kysely<Tables>,
  agent: string,
  publicUrl: string,
  known: string | null,
  world: DirectoryWorld,
): Promise<{ readonly version: string; readonly directory: Directory | null }> => {
  const { agents } = await peopleAndUnits(db, world)
  const reader = agents.find(({ id }) => id === agent) ?? null
  const fresh = (): Promise<Directory> => directoryFor(db, reader, publicUrl, world)
  // What a supervisor is told of devices changes with each of them: worked out anew.
  if (world.memory && reader?.role !== 'supervisor') {
    const name = await nameOfView(db, reader, publicUrl, world)
    const version = await world.memory.of(name, async () => versionOf(await fresh()))
    if (version === known) return { version, directory: null }
  }
  const directory = await fresh()
  const version = versionOf(directory)
  return { version, directory: version === known ? null : directory }
}

/** Whoever shares it is told the same. */
const nameOfView = async (
  db: Kysely<Tables>,
  reader: Reader,
  publicUrl: string,
  { calendar, now = () => new Date(), stamps = () => readStamps(db) }: DirectoryWorld,
): Promise<string> => {
  const { people, heard } = await stamps()
  const deciders = reader && deciding.includes(reader.role) ? reader.unit : ''
  // Loans end with a day.
  const moving = isWeighing(reader) ? [heard, now().toISOString().slice(0, 10)] : []
  return JSON.stringify(['version', people, publicUrl, calendar?.() ?? null, deciders, ...moving])
}
