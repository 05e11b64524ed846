// Acts about devices and people as they change the tables, in the transaction that takes them in. Every change can be made
// again and leaves the same: after a restore the acts come back from devices, in any order.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { Kysely } from 'kysely'
import type { Act } from '../../shared/dossier/act.ts'
import { minutesOfALink } from '../../shared/dossier/enrolment-code.ts'
import { standingChange, type StandingChange } from '../../shared/dossier/standing.ts'
import type { Newcomer } from '../../shared/dossier/standing-payload.ts'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import { directoryChanged, hearingChanged } from './directory-stamp.ts'
import { endLoan, lentTo } from './loans.ts'
import { actIn, actsOf } from './log.ts'
import { readFact } from './meta.ts'
import { agentKey } from './people.ts'
import type { Tables } from './schema.ts'
import { isWithdrawn, keepFormerKey, withdraw } from './withdrawals.ts'

/** Acts are canonical JSON: one look at the bytes tells nearly all of them apart. */
const marks = ['"kind":"device-', '"kind":"person-', '"kind":"link-made"', '"kind":"key-rotated"']

/** `entries` have just been applied, and stand in the log. True when a device or somebody is another one now. */
export const applyStanding = async (
  db: Kysely<Tables>,
  entries: readonly PulledEntry[],
  now: string,
): Promise<boolean> => {
  let changed = false
  for (const entry of entries) {
    const text = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.length)
    if (entry.kind !== 'act' || !marks.some((mark) => text.includes(mark))) continue
    const act = actIn(entry)
    const change = standingChange(await others(db, act), act)
    if (!change) continue
    await make(db, change, now)
    changed = true
  }
  return changed
}

const others = async (db: Kysely<Tables>, act: Act): Promise<readonly Act[]> =>
  act.after.length === 0 ? [] : actsOf(db, act.dossier)

const make = async (db: Kysely<Tables>, change: StandingChange, now: string): Promise<void> => {
  switch (change.type) {
    case 'lent':
      return lend(db, change)
    case 'returned':
      return endLoan(db, { id: change.device, loan: change.loan }, now)
    case 'erase-ordered':
      return void (await db
        .updateTable('devices')
        .set({ erase_ordered_at: now })
        .where('id', '=', change.device)
        .where('erase_ordered_at', 'is', null)
        .execute())
    case 'revoked':
      return withdraw(db, { device: change.device, agent: '' }, now)
    case 'left':
      return withdraw(db, { device: change.device ?? '', agent: change.agent }, now)
    case 'link':
      return admitLink(db, change, now)
    case 'certified':
      return certify(db, change, now)
    case 'rotated':
      return rotate(db, change, now)
  }
}

const lend = async (
  db: Kysely<Tables>,
  { device, unit, until, loan }: StandingChange & { type: 'lent' },
): Promise<void> => {
  await db
    .updateTable('devices')
    .set({ lent_to: unit, lent_until: until, loan })
    .where('id', '=', device)
    .where('revoked_at', 'is', null)
    .execute()
  await hearingChanged(db)
}

const admitLink = async (
  db: Kysely<Tables>,
  { agent, codeHash, newcomer, notBefore }: StandingChange & { type: 'link' },
  now: string,
): Promise<void> => {
  await welcome(db, agent, newcomer, now)
  const known = await db.selectFrom('agents').select('id').where('id', '=', agent).executeTakeFirst()
  if (!known) return
  // In a life begun by a restore, a link of the life before may have been used: only one made since counts.
  const restore = await readFact(db, 'restore')
  const isOfThisLife = restore === null || (notBefore !== null && Date.parse(notBefore) >= Date.parse(restore.at))
  const minutes = isOfThisLife ? minutesOfALink : 0
  await db
    .insertInto('enrolment_codes')
    .values({
      hash: codeHash,
      agent,
      created_at: now,
      expires_at: new Date(Date.parse(now) + minutes * 60_000 - 1).toISOString(),
      device: null,
      agent_key: null,
      used_at: null,
    })
    .onConflict((c) => c.column('hash').doNothing())
    .execute()
}

const certify = async (
  db: Kysely<Tables>,
  { agent, device, publicKey, newcomer }: StandingChange & { type: 'certified' },
  now: string,
): Promise<void> => {
  await welcome(db, agent, newcomer, now)
  const person = await db.selectFrom('agents').select('unit').where('id', '=', agent).executeTakeFirst()
  const machine = await db.selectFrom('devices').selectAll().where('id', '=', device).executeTakeFirst()
  if (!person || !machine) return
  const isGuest = person.unit !== machine.unit && person.unit !== lentTo(machine, new Date(now))
  // Withdrawn before it came: the key is known all the same, so that what it signed is told apart from a stranger's.
  const isOver = isGuest || (await isWithdrawn(db, { device, agent }))
  await db
    .insertInto('agent_keys')
    .values({ device, agent, public_key: point(publicKey), enrolled_at: now, revoked_at: isOver ? now : null })
    // Who has a key here enrols or rotates: nobody else's word replaces it.
    .onConflict((c) => c.columns(['device', 'agent']).doNothing())
    .execute()
  await directoryChanged(db)
}

const rotate = async (
  db: Kysely<Tables>,
  { agent, device, publicKey }: StandingChange & { type: 'rotated' },
  now: string,
): Promise<void> => {
  const key = point(publicKey)
  if ((await agentKey(db, device, agent)) === null) return
  await keepFormerKey(db, { device, agent }, key, now)
  await db
    .updateTable('agent_keys')
    .set({ public_key: key })
    .where('device', '=', device)
    .where('agent', '=', agent)
    .where('revoked_at', 'is', null)
    .execute()
  await directoryChanged(db)
}

/** Somebody whom the commune did not know, on the word of who signed; somebody known stays as they are. */
const welcome = async (db: Kysely<Tables>, agent: string, newcomer: Newcomer | null, now: string): Promise<void> => {
  if (!newcomer) return
  const [unit, left, last] = await Promise.all([
    db.selectFrom('units').select('id').where('id', '=', newcomer.unit).executeTakeFirst(),
    isWithdrawn(db, { device: '', agent }),
    db.selectFrom('agents').select('position').orderBy('position', 'desc').executeTakeFirst(),
  ])
  if (!unit) return
  const position = (last?.position ?? -1) + 1
  await db
    .insertInto('agents')
    .values({ id: agent, ...newcomer, position, revoked_at: left ? now : null })
    .onConflict((c) => c.column('id').doNothing())
    .execute()
  await directoryChanged(db)
}

const point = (text: string): Uint8Array => new Uint8Array(fromBase64UrlEncoded(text))
