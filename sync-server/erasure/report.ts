// What was erased, when, by which rule, and whether it is really gone: the last is looked for again each time, never
// remembered. It names no person and quotes nothing, since nothing is left to quote.
import type { Kysely } from 'kysely'
import type { Act } from '../../shared/dossier/act.ts'
import { payloadOf, type Payload } from '../../shared/dossier/payload.ts'
import { packetsThatSpokeOf } from '../store/erase.ts'
import { actIn, everythingOf } from '../store/log.ts'
import type { Tables } from '../store/schema.ts'
import { isBare } from './bare-packet.ts'

export interface ErasureWanted {
  readonly dossier?: string | undefined
  /** `YYYY-MM-DD`, the day of the erasure or later. */
  readonly since?: string | undefined
}

export interface ErasureLine {
  readonly dossier: string
  readonly at: string
  /** Null until packets and photographs are gone too. */
  readonly finishedAt: string | null
  readonly how: Payload<'erased'>['how']
  readonly why: Payload<'erased'>['why']
  readonly due: string
  readonly classCode: string
  readonly retention: string
  readonly procedure: string | null
  readonly destroyed: { readonly entries: number; readonly packets: number; readonly blobs: number }
  /** What was found of it just now: nothing, or it is not erased. */
  readonly left: Left
}

export interface Left {
  readonly entries: number
  readonly packets: number
  readonly drafts: number
  readonly lookups: number
  readonly blobs: number
}

export const erasureReport = async (
  db: Kysely<Tables>,
  { dossier, since }: ErasureWanted,
): Promise<readonly ErasureLine[]> => {
  let found = db.selectFrom('erasures').selectAll().orderBy('erased_at').orderBy('dossier')
  if (dossier !== undefined) found = found.where('dossier', '=', dossier)
  if (since !== undefined) found = found.where('erased_at', '>=', since)
  const lines: ErasureLine[] = []
  for (const row of await found.execute()) {
    const entries = await everythingOf(db, row.dossier)
    const said = entries.filter(({ kind, held }) => kind === 'act' && held === null).map(actIn)
    const word = wordOf(said)
    if (!word) continue
    const { how, why, due, classCode, retention, procedure } = word
    lines.push({
      dossier: row.dossier,
      at: row.erased_at,
      finishedAt: row.finished_at,
      how,
      why,
      due,
      classCode,
      retention,
      procedure,
      destroyed: { entries: row.entries, packets: row.packets, blobs: row.blobs },
      left: {
        ...(await leftOf(db, row.dossier)),
        entries:
          entries.filter(({ held, bytes }) => held !== null && bytes.length > 0).length +
          said.filter(({ kind }) => kind !== 'erased').length,
      },
    })
  }
  return lines
}

export const isGone = ({ left }: ErasureLine): boolean => Object.values(left).every((count) => count === 0)

const wordOf = (acts: readonly Act[]): Payload<'erased'> | null =>
  acts.flatMap((act) => payloadOf(act, 'erased') ?? []).at(0) ?? null

const leftOf = async (db: Kysely<Tables>, dossier: string): Promise<Omit<Left, 'entries'>> => {
  let packets = 0
  for (const { incarnation, n } of await packetsThatSpokeOf(db, dossier)) {
    const packet = db.selectFrom('packets').select('bytes').where('incarnation', '=', incarnation).where('n', '=', n)
    const bytes = (await packet.executeTakeFirst())?.bytes
    if (bytes && bytes.length > 0 && !isBare(bytes)) packets++
  }
  const rowsOf = async (table: 'drafts' | 'lookups' | 'blobs'): Promise<number> =>
    (await db.selectFrom(table).select('dossier').where('dossier', '=', dossier).execute()).length
  return { packets, drafts: await rowsOf('drafts'), lookups: await rowsOf('lookups'), blobs: await rowsOf('blobs') }
}
