// What a drill found, in figures and in words for the operator, and the note of the last one beside the copies: whoever
// looks after the server sees when it was last proven that it can be brought back.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const lackingShape = v.object({
  dossiers: count,
  lost: count,
  held: count,
  revived: count,
  packets: count,
  lookups: count,
  blobs: count,
  examples: v.pipe(v.array(v.object({ entry: v.string(), dossier: v.string() })), v.readonly()),
})

export const drillShape = v.object({
  at: v.string(),
  backup: v.object({ number: count, at: v.string() }),
  live: v.object({ dossiers: count, entries: count, packets: count }),
  /** Right after the restore: what devices have to bring. */
  before: lackingShape,
  after: lackingShape,
  /** Entries whose bytes are not what their id promises. */
  damaged: count,
  /** What came, and by whom. */
  refill: v.object({ devices: count, packets: count, own: count, witnessed: count, units: count }),
  /** Devices that were not let bring anything, as if they had burned. */
  burned: count,
  /** Enrolled since the copy was made: to be enrolled again. */
  newDevices: count,
  /** Packets that the restored server refused, by reason. */
  refused: v.record(v.string(), count),
  /** Photographs and sounds that their devices still have. */
  blobsToSend: count,
  seconds: v.object({ restore: v.number(), refill: v.number(), compare: v.number() }),
})
export type DrillReport = v.InferOutput<typeof drillShape>

/** Nothing that anybody was told as received is missing. Packets may be: their entries came by others. */
export const isNothingMissing = ({ after, damaged }: DrillReport): boolean =>
  after.dossiers + after.lost + after.held + after.revived + after.lookups + after.blobs + damaged === 0

const lastDrillFile = (place: string): string => join(place, 'exercice.json')

export const writeLastDrill = (place: string, report: DrillReport): void =>
  writeFileSync(lastDrillFile(place), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })

/** Null when there was none in this place, or its note does not read. */
export const readLastDrill = (place: string): DrillReport | null => {
  try {
    const parsed = v.safeParse(drillShape, JSON.parse(readFileSync(lastDrillFile(place), 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

export const explainDrill = (report: DrillReport): readonly string[] => {
  const { backup, live, before, after, refill, seconds, damaged } = report
  const total = seconds.restore + seconds.refill + seconds.compare
  const line = (what: string, count: number): readonly string[] => (count > 0 ? [`${what} : ${count}`] : [])
  return [
    `Copie ${backup.number} du ${backup.at}, restaurée dans un dossier d’essai en ${seconds.restore.toFixed(1)} s.`,
    `Le serveur d’aujourd’hui : dossiers ${live.dossiers}, écritures ${live.entries}, envois ${live.packets}.`,
    `Il manquait à la copie : dossiers ${before.dossiers}, écritures ${before.lost}, envois ${before.packets}.`,
    `Rendus en ${seconds.refill.toFixed(1)} s : envois ${refill.packets} et leurs ${refill.own} écritures, par ${refill.devices} appareils ; ${refill.witnessed} écritures d’autres, par ${refill.units} services.`,
    ...line('Envois que leur appareil n’a pas rendus (leurs écritures sont comptées ci-dessous)', after.packets),
    ...line('Appareils tenus pour perdus, qui n’ont rien rendu eux-mêmes', report.burned),
    ...line('Appareils inscrits depuis la copie, à inscrire de nouveau', report.newDevices),
    ...line('Photos et sons plus récents, que leurs appareils renverraient', report.blobsToSend),
    ...Object.entries(report.refused).flatMap(([reason, packets]) => line(`Envois refusés (${reason})`, packets)),
    `Il manque à la fin : ${after.dossiers} dossiers sur ${live.dossiers} (écritures perdues ${after.lost}, retenues ${after.held}, revenues après leur effacement ${after.revived}, abîmées ${damaged}), suivis ${after.lookups}, photos et sons ${after.blobs}.`,
    ...after.examples.map(({ entry, dossier }) => `  ${entry} du dossier ${dossier}`),
    isNothingMissing(report)
      ? `Exercice réussi en ${total.toFixed(1)} s : rien ne manque.`
      : 'EXERCICE MANQUÉ. Gardez toutes les copies et tous les appareils en état, et cherchez la cause avec les lignes ci-dessus : npm run doctor.',
  ]
}
