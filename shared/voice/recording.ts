// A recorded prompt as its acts leave it: a fold, like the status of a request, over what any device has of it. The
// sound itself stays in its act: lists hold thousands of recordings without it.
import { beaconTimeOf, type Act } from '../dossier/act.ts'
import { inOrder } from '../dossier/graph.ts'
import { payloadOf } from '../dossier/payload.ts'
import type { VoiceId } from '../speech/variety.ts'

export type VoiceScope = 'point' | 'commune'
export type RecordingState = 'pending' | 'approved' | 'rejected' | 'withdrawn'

export interface Recording {
  /** Id of its dossier. */
  readonly id: string
  readonly prompt: string
  readonly voice: VoiceId
  readonly speaker: string
  readonly ms: number
  readonly by: string
  /** Where it was recorded: the point it is heard at when it is approved for the point. */
  readonly unit: string
  /** ISO 8601 UTC, by the device's clock. */
  readonly at: string
  readonly wished: VoiceScope
  readonly state: RecordingState
  /** Whom it was last approved for; null until then. */
  readonly scope: VoiceScope | null
  /** Of the last approval: the server's time that its author had seen, then what the device's clock said. */
  readonly approvedAt: string | null
  /** Why it was rejected; '' in every other state. */
  readonly reason: string
  /** Units that were sent it. */
  readonly sentTo: readonly string[]
}

/** Null when the acts are of something else, or when the recording itself is not at hand. */
export const recordingOf = (acts: readonly Act[]): Recording | null => {
  const history = inOrder(acts)
  const first = history.find((act) => act.kind === 'voice-recorded')
  const said = first && payloadOf(first, 'voice-recorded')
  if (!first || !said) return null
  const { prompt, voice, speaker, ms, scope: wished } = said
  let changed: Pick<Recording, 'state' | 'scope' | 'approvedAt' | 'reason'> = {
    state: 'pending',
    scope: null,
    approvedAt: null,
    reason: '',
  }
  const sentTo = new Set([first.by.unit, ...said.to])
  for (const act of history) {
    const approved = payloadOf(act, 'voice-approved')
    const rejected = payloadOf(act, 'voice-rejected')
    for (const unit of approved?.to ?? []) sentTo.add(unit)
    // Whoever lent their voice takes it back for good, whatever was decided about it meanwhile.
    if (act.kind === 'voice-withdrawn') changed = { ...changed, state: 'withdrawn' }
    else if (changed.state === 'withdrawn') continue
    else if (approved) changed = { state: 'approved', scope: approved.scope, approvedAt: approvalTime(act), reason: '' }
    else if (rejected) changed = { ...changed, state: 'rejected', reason: rejected.reason }
  }
  return {
    id: first.dossier,
    prompt,
    voice,
    speaker,
    ms,
    by: first.by.agent,
    unit: first.by.unit,
    at: first.at,
    wished,
    ...changed,
    sentTo: [...sentTo],
  }
}

/** The sound, base64url, and what it is; null when the acts hold none. */
export const soundOf = (acts: readonly Act[]): { readonly audio: string; readonly mediaType: string } | null => {
  const first = acts.find((act) => act.kind === 'voice-recorded')
  const said = first && payloadOf(first, 'voice-recorded')
  return said ? { audio: said.audio, mediaType: said.mediaType } : null
}

/** A wrong clock moves it within what the same word of the server covers, and no further. */
const approvalTime = ({ beacon, at }: Act): string => `${beaconTimeOf(beacon) ?? ''}|${at}`
