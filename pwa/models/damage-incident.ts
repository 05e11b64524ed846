// Tells the commune, once somebody has unlocked, what this device found when it started: an act in a dossier of its own.
// It names nobody and carries counts alone.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Database } from '../storage/database.ts'
import { readMeta } from '../storage/meta.ts'
import { incidentTold } from './damage.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { supervisingUnits } from './supervising-units.ts'
import type { Writer } from './writer.ts'

export interface IncidentParts {
  readonly database: Database
  readonly lives: LiveDossiers
  readonly writer: Writer
  random(length: number): Uint8Array
}

/** Killed in between, it is told twice: better than never. */
export const tellIncident = async ({ database, lives, writer, random }: IncidentParts): Promise<void> => {
  const incident = await readMeta(database, 'incident')
  if (!incident) return
  const live = await lives.take(toBase64UrlEncoded(random(16)))
  try {
    const written = await live.write('incident', { ...incident, to: supervisingUnits(writer.directory()) })
    if (written.ok) await incidentTold(database)
  } finally {
    lives.leave(live.id)
  }
}
