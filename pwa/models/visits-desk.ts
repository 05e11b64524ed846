// Counts the visits of each day that is over, once, and sends the numbers to the supervisors: they see how people are
// served without being sent anybody's dossier. Done at unlock, from this device's own acts alone.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Act } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { countVisits, type EndedVisit } from '../../shared/visit/count.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { actsOf } from './summarise.ts'
import type { Summary } from './summary.ts'
import { supervisingUnits } from './supervising-units.ts'
import type { Writer } from './writer.ts'

/** A device that never counted looks back this far. */
const firstDays = 31

export interface VisitsParts {
  readonly disk: Pick<DeviceDisk, 'entriesOf' | 'fact'>
  readonly lives: LiveDossiers
  readonly writer: Writer
  readonly summaries: () => readonly Summary[]
  /** The day at the desk of a time, `YYYY-MM-DD`. */
  readonly dayOf: (iso: string) => string
  random(length: number): Uint8Array
}

/** Resolves when every day that is over is written down. Rejects when the disk does: the next unlock goes on. */
export const countDaysThatAreOver = async (parts: VisitsParts): Promise<void> => {
  const { disk, lives, writer, dayOf, random } = parts
  const to = supervisingUnits(writer.directory())
  if (to.length === 0) return
  const key = `visits:${writer.me.unit}` as const
  const today = dayOf(writer.now())
  const known = await disk.fact(key)
  const until = typeof known === 'string' ? known : dayOf(daysBefore(writer.now(), firstDays))
  const visits = (await visitsSince(parts, until)).filter(({ day }) => day > until && day < today)
  for (const [day, ended] of [...Map.groupBy(visits, (one) => one.day)].sort()) {
    const live = await lives.take(toBase64UrlEncoded(random(16)))
    try {
      const payload = { day, forms: countVisits(ended), to }
      const written = await live.write('visits-counted', payload, [{ key, value: day }])
      if (!written.ok) return
    } finally {
      lives.leave(live.id)
    }
  }
}

interface DatedVisit extends EndedVisit {
  readonly day: string
}

/** Visits that ended on this device, of the dossiers of my unit that have changed since. */
const visitsSince = async (
  { disk, writer, summaries, dayOf }: VisitsParts,
  until: string,
): Promise<readonly DatedVisit[]> => {
  const changed = summaries().filter((one) => one.point === writer.me.unit && dayOf(one.updatedAt) >= until)
  const visits: DatedVisit[] = []
  for (const { id, procedure } of changed) {
    const { acts } = actsOf(await disk.entriesOf(id), [])
    for (const act of acts) {
      const ended = act.by.device === writer.device ? endOf(act, procedure) : null
      if (ended) visits.push({ ...ended, day: dayOf(act.at) })
    }
  }
  return visits
}

const endOf = (act: Act, procedure: string): EndedVisit | null => {
  const filed = payloadOf(act, 'submitted')?.visit
  if (filed) return { procedure, filed: true, visit: filed }
  const withdrawn = payloadOf(act, 'withdrawn')
  return withdrawn?.refused && withdrawn.visit ? { procedure, filed: false, visit: withdrawn.visit } : null
}

const daysBefore = (iso: string, days: number): string => new Date(Date.parse(iso) - days * 86_400_000).toISOString()
