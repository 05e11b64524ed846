// The lines of what belongs to no request. They lie beside the summaries of dossiers on the disk and never among them on
// a screen: no queue and no count of requests knows of them.
import type { Agent } from '../../shared/access/directory.ts'
import { parseAct } from '../../shared/dossier/act.ts'
import { isCommuneKind } from '../../shared/dossier/commune-acts.ts'
import { isOfKeeping } from '../../shared/dossier/erasure-payload.ts'
import { keepingWordsOf } from '../../shared/dossier/keeping-case.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { erasedLines } from '../../shared/register/erased-lines.ts'
import { recordingOf } from '../../shared/voice/recording.ts'
import type { GoneLine } from '../storage/summaries.ts'
import type { CommuneLine, ErasedPapersLine, KeepingLine } from './commune-line.ts'
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
  if (!parsed?.ok) return null
  if (isOfKeeping(parsed.value.kind)) return erasedPapersOf(id, entries) ?? keepingLineOf(id, entries, held)
  if (!isCommuneKind(parsed.value.kind)) return null
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

/** Of several words that say so the first is believed: they were said for other units. */
const erasedPapersOf = (id: string, entries: readonly SummaryEntry[]): ErasedPapersLine | null => {
  const word = actsOf(entries, []).acts.find(({ kind }) => kind === 'erased')
  const papers = word && erasedLines(word, '')
  return papers ? { type: 'erased-papers', id, papers } : null
}

/** A dossier that came here later is a dossier like any other. */
const keepingLineOf = (
  id: string,
  entries: readonly SummaryEntry[],
  held: Parameters<typeof actsOf>[1],
): KeepingLine | null => {
  const { acts } = actsOf(entries, [])
  if (acts.some(({ kind }) => kind === 'opened' || kind === 'erased')) return null
  const { pending } = actsOf(entries, held)
  return { type: 'keeping', id, words: keepingWordsOf(acts), kept: [...pending], held: held.length > 0 }
}

/** Every line the disk gives, each to its list. */
export const showLines = (lines: readonly (Summary | CommuneLine | GoneLine)[], me: Agent): void => {
  const gone = new Set(lines.flatMap((one) => ('type' in one && one.type === 'erased' ? [one.id] : [])))
  if (gone.size > 0) {
    state.summaries.value = state.summaries.value.filter(({ id }) => !gone.has(id))
    state.keeping.value = state.keeping.value.filter(({ id }) => !gone.has(id))
  }
  const summaries = lines.filter((one): one is Summary => !('type' in one))
  const recordings = lines.filter((one) => 'type' in one && one.type === 'recording')
  const visits = lines.filter((one) => 'type' in one && one.type === 'visits')
  const standing = lines.filter((one) => 'type' in one && one.type === 'standing')
  showSummaries(summaries, me)
  if (recordings.length > 0) state.recordings.value = replaced(state.recordings.value, recordings)
  if (visits.length > 0) state.visits.value = replaced(state.visits.value, visits)
  const papers = lines.filter((one) => 'type' in one && one.type === 'erased-papers')
  if (papers.length > 0) state.erasedPapers.value = replaced(state.erasedPapers.value, papers)
  const keeping = lines.filter((one) => 'type' in one && one.type === 'keeping')
  if (keeping.length > 0) state.keeping.value = replaced(state.keeping.value, keeping)
  if (standing.length > 0) state.standing.value = replaced(state.standing.value, standing)
}

const replaced = <L extends CommuneLine>(list: readonly L[], changed: readonly L[]): readonly L[] => [
  ...new Map([...list, ...changed].map((one) => [one.id, one])).values(),
]
