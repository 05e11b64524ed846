// The server's disk as the sync machine wants it (ServerTx), over any engine Kysely speaks. One call of `transact` is
// one database transaction; its promise resolves after COMMIT, and only then says which units and dossiers moved.
import type { Kysely } from 'kysely'
import { parseAct, type Act } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { Entry, EntryId, Held, HeldReason, Incarnation, OutboxPacket, ServerTx } from '../../shared/sync/ports.ts'
import { lastNumber, takeNumbers } from './counters.ts'
import { readFact } from './meta.ts'
import { agentById, agentKey, markSeen, versionedDirectory } from './people.ts'
import { takeReferences } from './references.ts'
import type { Tables } from './schema.ts'

export interface Moved {
  readonly units: ReadonlySet<string>
  readonly dossiers: ReadonlySet<string>
}

/** Rows asked for in one statement; SQLite takes 32,766 parameters, older PostgreSQL drivers less. */
const CHUNK = 500

export const transact = async <T>(
  db: Kysely<Tables>,
  publicUrl: string,
  work: (tx: ServerTx) => Promise<T>,
): Promise<{ readonly value: T; readonly moved: Moved }> => {
  const units = new Set<string>()
  const dossiers = new Set<string>()
  const value = await db.transaction().execute((tx) => work(serverTx(tx, publicUrl, { units, dossiers })))
  return { value, moved: { units, dossiers } }
}

const serverTx = (
  db: Kysely<Tables>,
  publicUrl: string,
  moved: { units: Set<string>; dossiers: Set<string> },
): ServerTx => {
  const applied = async (entry: Entry): Promise<void> => {
    moved.dossiers.add(entry.dossier)
    if (entry.kind === 'act') await noteLookup(db, entry)
  }
  return {
    epoch: async () => {
      const epoch = await readFact(db, 'epoch')
      if (!epoch) throw new Error('no epoch in this data folder')
      return epoch
    },

    agentKey: (device, agent) => agentKey(db, device, agent),
    agentOf: async (agent) => {
      const found = await agentById(db, agent)
      return found && { role: found.role, unit: found.unit }
    },

    incarnation: async (id) =>
      (await db
        .selectFrom('incarnations')
        .select([
          'id as incarnation',
          'device',
          'agent',
          'public_key as publicKey',
          'n',
          'hash',
          'first_seen as firstSeen',
          'lasts',
        ])
        .where('id', '=', id)
        .executeTakeFirst()) ?? null,
    saveIncarnation: async (given: Incarnation) => {
      await db
        .insertInto('incarnations')
        .values({
          id: given.incarnation,
          device: given.device,
          agent: given.agent,
          public_key: given.publicKey,
          n: given.n,
          hash: given.hash,
          first_seen: given.firstSeen,
          lasts: given.lasts,
        })
        .onConflict((c) => c.column('id').doUpdateSet({ n: given.n, hash: given.hash }))
        .execute()
    },

    savePacket: async ({ incarnation, n, hash, bytes }: OutboxPacket) => {
      await db.insertInto('packets').values({ incarnation, n, hash, bytes }).execute()
    },

    knowsEntry: async (id) =>
      (await db.selectFrom('entries').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    saveEntry: async (id: EntryId, entry: Entry, from, held: HeldReason | null) => {
      const position = await takeNumbers(db, `dossier:${entry.dossier}`, 1)
      await db
        .insertInto('entries')
        .values({ id, ...pick(entry), incarnation: from.incarnation, n: from.n, held, position })
        .execute()
      if (!held) await applied(entry)
    },
    pendingOf: async (dossier) =>
      db
        .selectFrom('entries')
        .select(['id', 'dossier', 'kind', 'bytes', 'incarnation', 'n'])
        .where('dossier', '=', dossier)
        .where('held', '=', 'pending')
        .orderBy('position')
        .execute(),
    settleEntry: async (id, held) => {
      const entry = await db
        .updateTable('entries')
        .set({ held })
        .where('id', '=', id)
        .returning(['dossier', 'kind', 'bytes'])
        .executeTakeFirstOrThrow()
      if (!held) await applied(entry)
    },
    packetHash: async (incarnation, n) =>
      (
        await db
          .selectFrom('packets')
          .select('hash')
          .where('incarnation', '=', incarnation)
          .where('n', '=', n)
          .executeTakeFirst()
      )?.hash ?? null,
    heldOf: async (incarnation): Promise<readonly Held[]> => {
      const rows = await db
        .selectFrom('entries')
        .select(['id', 'dossier', 'held'])
        .where('incarnation', '=', incarnation)
        .where('held', 'is not', null)
        .orderBy('n')
        .execute()
      return rows.flatMap(({ id, dossier, held }) => (held ? [{ entry: id, incarnation, dossier, reason: held }] : []))
    },

    acts: (dossier) => actsOf(db, dossier),
    draft: async (dossier) =>
      (await db.selectFrom('drafts').select('state').where('dossier', '=', dossier).executeTakeFirst())?.state ?? null,
    saveDraft: async (dossier, state) => {
      await db
        .insertInto('drafts')
        .values({ dossier, state })
        .onConflict((c) => c.column('dossier').doUpdateSet({ state }))
        .execute()
    },

    entriesOf: async (dossier) => {
      const rows = await db
        .selectFrom('entries')
        .select('id')
        .where('dossier', '=', dossier)
        .where('held', 'is', null)
        .orderBy('position')
        .execute()
      return rows.map(({ id }) => id)
    },
    circulation: async (dossier) => {
      const rows = await db
        .selectFrom('circulation')
        .select('unit')
        .where('dossier', '=', dossier)
        .orderBy('unit')
        .execute()
      return rows.map(({ unit }) => unit)
    },
    saveCirculation: async (dossier, units) => {
      await db.deleteFrom('circulation').where('dossier', '=', dossier).execute()
      if (units.length > 0)
        await db
          .insertInto('circulation')
          .values(units.map((unit) => ({ dossier, unit })))
          .execute()
    },

    journal: async (unit, entries) => {
      if (entries.length === 0) return
      const first = await takeNumbers(db, `unit:${unit}`, entries.length)
      for (let at = 0; at < entries.length; at += CHUNK)
        await db
          .insertInto('journal')
          .values(entries.slice(at, at + CHUNK).map((entry, i) => ({ unit, seq: first + at + i, entry })))
          .execute()
      moved.units.add(unit)
    },
    entriesSince: async (unit, seq, limit) =>
      db
        .selectFrom('journal')
        .innerJoin('entries', 'entries.id', 'journal.entry')
        .select([
          'journal.seq',
          'entries.id',
          'entries.dossier',
          'entries.kind',
          'entries.bytes',
          'entries.incarnation',
          'entries.n',
        ])
        .where('journal.unit', '=', unit)
        .where('journal.seq', '>', seq)
        .orderBy('journal.seq')
        .limit(limit)
        .execute(),
    seqOf: (unit) => lastNumber(db, `unit:${unit}`),

    directory: (agent) => versionedDirectory(db, agent, publicUrl),
    takeReferences: (device, unit) => takeReferences(db, device, unit),
    deviceSeen: (device, at) => markSeen(db, device, at),
  }
}

const pick = ({ dossier, kind, bytes }: Entry): Entry => ({ dossier, kind, bytes })

/** The acts of a dossier that were applied, in order of arrival. Also read outside a sync, by the citizen's page. */
export const actsOf = async (db: Kysely<Tables>, dossier: string): Promise<readonly Act[]> => {
  const rows = await db
    .selectFrom('entries')
    .select('bytes')
    .where('dossier', '=', dossier)
    .where('kind', '=', 'act')
    .where('held', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map(({ bytes }) => {
    const act = parseAct(bytes)
    // Only acts that parsed were stored: anything else is a damaged disk, and must be loud.
    if (!act.ok) throw new Error(`a stored act of dossier ${dossier} no longer reads`)
    return act.value
  })
}

/** A submission makes its dossier findable by the citizen, in the same transaction. */
const noteLookup = async (db: Kysely<Tables>, entry: Entry): Promise<void> => {
  const act = parseAct(entry.bytes)
  if (!act.ok || act.value.kind !== 'submitted') return
  const payload = payloadOf(act.value, 'submitted')
  if (!payload) return
  const found = { reference: payload.reference, token_hash: payload.tokenHash, secret_hash: payload.secretHash }
  await db
    .insertInto('lookups')
    .values({ dossier: entry.dossier, ...found })
    .onConflict((c) => c.column('dossier').doNothing())
    .execute()
}
