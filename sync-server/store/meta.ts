// The few facts of the whole data folder: which commune it serves, whether it is a demonstration, its epoch, what was
// copied and what was brought back.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Commune, PaperKey } from '../../shared/access/directory.ts'
import type { Epoch } from '../../shared/sync/ports.ts'
import { takeNumbers } from './counters.ts'
import { passOverBlocks } from './references.ts'
import type { Tables } from './schema.ts'

const l10n = v.object({ fr: v.string(), ar: v.string() })
const count = v.pipe(v.number(), v.integer())
const backup = v.object({ number: count, at: v.string() })
const shapes = {
  epoch: v.object({ counter: count, random: v.string() }),
  commune: v.object({ code: v.string(), name: l10n, province: l10n }),
  demo: v.boolean(),
  /** Keys that gave way to another when somebody enrolled again: papers they signed are still ours. */
  'former-keys': v.array(
    v.object({
      agent: v.string(),
      device: v.string(),
      publicKey: v.string(),
      withdrawnAt: v.exactOptional(v.string()),
    }),
  ),
  /** SHA-256 of what devices seal to: another folder's keys do not open this commune. */
  keys: v.string(),
  /** Days without contact after which a device is no longer read on. */
  'lease-days': count,
  /** What devices seal their data key to, for when everybody forgot (ADR 15); raw P-256 point, base64url. */
  'recovery-key': v.string(),
  /** The last verified backup of this folder. */
  backup,
  /** Counter of the life in which papers that had lost their numbers got new ones. */
  'numbered-late': count,
  /** SHA-256 of the days off and of the packs that all waiting requests were last looked at with. */
  'deadlines-by': v.string(),
  /** The two stamps of the directory (directory-stamp.ts). */
  'directory-stamp': v.string(),
  'heard-stamp': v.string(),
  /** Since when people are written to, ISO 8601; absent where no gateway is set. */
  'messages-since': v.string(),
  /** How the present life began, when it was by a restore. */
  restore: v.object({ counter: count, at: v.string(), backup, blobsLost: v.exactOptional(count) }),
}
type Facts = {
  epoch: Epoch
  commune: Commune
  demo: boolean
  'former-keys': readonly PaperKey[]
  keys: string
  'lease-days': number
  'recovery-key': string
  backup: BackupMark
  restore: Restore
  'numbered-late': number
  'deadlines-by': string
  'directory-stamp': string
  'heard-stamp': string
  'messages-since': string
}

/** Numbers grow, with gaps, through all lives of the folder: devices remember the last one. `at` is ISO 8601. */
export interface BackupMark {
  readonly number: number
  readonly at: string
}

export interface Restore {
  /** Of the epoch that it began. */
  readonly counter: number
  readonly at: string
  /** The copy that was brought back. */
  readonly backup: BackupMark
  /** Photographs and sounds it speaks of that were nowhere. */
  readonly blobsLost?: number
}

export const readFact = async <K extends keyof Facts>(db: Kysely<Tables>, key: K): Promise<Facts[K] | null> => {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row ? (v.parse(shapes[key], JSON.parse(row.value)) as Facts[K]) : null
}

/** Several of them in one statement; those that are not there are absent. */
export const readFacts = async <K extends keyof Facts>(
  db: Kysely<Tables>,
  keys: readonly K[],
): Promise<{ readonly [key in K]?: Facts[key] }> => {
  const rows = await db.selectFrom('meta').selectAll().where('key', 'in', keys).execute()
  const values = new Map<string, string>(rows.map(({ key, value }) => [key, value]))
  const found: { [key in K]?: Facts[key] } = {}
  for (const key of keys) {
    const value = values.get(key)
    if (value !== undefined) found[key] = v.parse(shapes[key], JSON.parse(value)) as Facts[K]
  }
  return found
}

export const writeFact = async <K extends keyof Facts>(db: Kysely<Tables>, key: K, fact: Facts[K]): Promise<void> => {
  const value = JSON.stringify(fact)
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
}

/** The life number of this data folder: made once, and again only by a restore. `random` is 8 bytes in base64url. */
export const ensureEpoch = async (db: Kysely<Tables>, random: string): Promise<Epoch> => {
  const known = await readFact(db, 'epoch')
  if (known) return known
  const epoch = { counter: 1, random }
  await writeFact(db, 'epoch', epoch)
  return epoch
}

/**
 * How far to step when nobody can say which lives the folder has had since the copy was made: farther than anyone ever
 * restored. Two lives with the same counter would be twins, and devices believe neither (rule 4).
 */
const UNKNOWN_LIVES = 1000

/** Backups that may have been made and told to devices after this one: their numbers are not used again. */
const UNKNOWN_BACKUPS = 1000

/** Blocks of references that may have been given out, in each place, after the copy was made. */
const UNKNOWN_BLOCKS = 10

/**
 * For a copy that becomes the data folder: a new epoch, above that of the folder it replaces (`past`, null when that
 * one cannot be read). `random` is 8 bytes in base64url.
 */
export const beginNewLife = async (
  db: Kysely<Tables>,
  given: Omit<Restore, 'counter'> & { readonly past: number | null; readonly random: string },
): Promise<Epoch> =>
  db.transaction().execute(async (tx) => {
    const own = (await readFact(tx, 'epoch'))?.counter ?? 0
    const counter = Math.max(own, given.past ?? own + UNKNOWN_LIVES) + 1
    const epoch = { counter, random: given.random }
    await writeFact(tx, 'epoch', epoch)
    const { at, backup, blobsLost } = given
    const lost = blobsLost === undefined ? {} : { blobsLost }
    await writeFact(tx, 'restore', { counter, at, backup, ...lost })
    await tx
      .updateTable('incarnations')
      .set((eb) => ({ restored_n: eb.ref('n') }))
      .execute()
    await takeNumbers(tx, 'backup', UNKNOWN_BACKUPS)
    await passOverBlocks(tx, UNKNOWN_BLOCKS)
    return epoch
  })
