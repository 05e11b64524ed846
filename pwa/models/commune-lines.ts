// The lines of what belongs to no request. They lie beside the summaries of dossiers on the disk and never among them on
// a screen: no queue and no count of requests knows of them.
import type { Agent } from '../../shared/access/directory.ts'
import { parseAct } from '../../shared/dossier/act.ts'
import { isCommuneKind } from '../../shared/dossier/commune-acts.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { recordingOf } from '../../shared/voice/recording.ts'
import type { CommuneLine } from './commune-line.ts'
import { state } from './state.ts'
import { standingLineOf } from './standing-line.ts'
import { actsOf, type SummaryEntry } from './summarise.ts'
import { showSummaries } from './summary-list.ts'
import type { Summary } from './summary.ts'

/** Null for a request, whose line is a summary. It must not throw, whatever the rows hold. */
export const communeLineOf = (
  id: string,
  entries: readonly SummaryEntry[],
  held: Parameters<typeof actsOf>[1],
): CommuneLine | null => {
  const first = entries.find((one) => one.kind === 'act')
  const parsed = first && parseAct(first.bytes)
  if (!parsed?.ok || !isCommuneKind(parsed.value.kind)) return null
  const { acts } = actsOf(entries, held)
  const taken = recordingOf(acts)
  const recording = taken ?? recordingOf([parsed.value])
  if (recording)
    return { type: 'recording', kept: entries.some((one) => one.pending), held: taken === null, ...recording }
  const standing = standingLineOf(parsed.value, acts, entries)
  if (standing) return standing
  const act = acts.find((one) => one.kind === 'visits-counted')
  const counted = act && payloadOf(act, 'visits-counted')
  if (!act || !counted) return null
  return { type: 'visits', id, unit: act.by.unit, device: act.by.device, day: counted.day, forms: counted.forms }
}

/** Every line the disk gives, each to its list. */
export const showLines = (lines: readonly (Summary | CommuneLine)[], me: Agent): void => {
  const summaries = lines.filter((one): one is Summary => !('type' in one))
  const recordings = lines.filter((one) => 'type' in one && one.type === 'recording')
  const visits = lines.filter((one) => 'type' in one && one.type === 'visits')
  const standing = lines.filter((one) => 'type' in one && one.type === 'standing')
  showSummaries(summaries, me)
  if (recordings.length > 0) state.recordings.value = replaced(state.recordings.value, recordings)
  if (visits.length > 0) state.visits.value = replaced(state.visits.value, visits)
  if (standing.length > 0) state.standing.value = replaced(state.standing.value, standing)
}

const replaced = <L extends CommuneLine>(list: readonly L[], changed: readonly L[]): readonly L[] => [
  ...new Map([...list, ...changed].map((one) => [one.id, one])).values(),
]
