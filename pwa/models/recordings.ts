// Voices that people of the commune recorded: what is heard here, what waits, what one may do about it. The sounds lie
// sealed in their acts; a few are in memory while the device is open, and none is left when it is locked.
import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { VoiceId } from '../../shared/speech/variety.ts'
import type { Result } from '../../shared/text/result.ts'
import { chosenAt, voiceKey } from '../../shared/voice/choose.ts'
import type { VoiceScope } from '../../shared/voice/recording.ts'
import type { RecordingLine } from './commune-line.ts'
import { me } from './session.ts'
import { state } from './state.ts'

export type { RecordingLine } from './commune-line.ts'

/** All that is on this device, in no order. */
export const recordings: ReadonlySignal<readonly RecordingLine[]> = state.recordings

/** Those that wait for a supervisor, the oldest first. */
export const pendingRecordings: ReadonlySignal<readonly RecordingLine[]> = computed(() =>
  state.recordings.value
    .filter((one) => one.state === 'pending' && !one.held)
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1)),
)

/** What is heard where I work, by `voiceKey`. */
export const heardHere = computed(() => chosenAt(me.value?.unit ?? '', state.recordings.value))

export interface NewRecording {
  readonly prompt: string
  readonly voice: VoiceId
  readonly scope: VoiceScope
  /** As the speaker wants to be named. */
  readonly speaker: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly ms: number
}

/** What the open session does for this file (recordings-desk.ts). */
export interface RecordingsDesk {
  record(made: NewRecording): Promise<Result<RecordingLine | null, RecordingError>>
  approve(id: string, scope: VoiceScope): Promise<Result<void, RuleError>>
  reject(id: string, reason: string): Promise<Result<void, RuleError>>
  /** Takes it back for good: the default voice speaks again, or an earlier recording. */
  withdraw(id: string): Promise<Result<void, RuleError>>
  sound(id: string): Promise<Blob | null>
}

export type RecordingError = RuleError | { readonly type: 'too-long' }

let desk: RecordingsDesk | null = null

/** Null when the device is locked. */
export const setRecordingsDesk = (open: RecordingsDesk | null): void => {
  desk = open
}

export const recordingsDesk = (): RecordingsDesk => {
  if (!desk) throw new Error('the device is locked')
  return desk
}

/** The sound of one recording, whatever its state: for those who judge it. */
export const soundOf = async (id: string): Promise<Blob | null> => (await desk?.sound(id)) ?? null

/** For the player: what people recorded goes before the default packs. It never throws. */
export const recordingSource = {
  find: async (clip: string, voice: VoiceId): Promise<Blob | null> => {
    const chosen = heardHere.value.get(voiceKey(clip, voice))
    return chosen ? soundOf(chosen.id).catch(() => null) : null
  },
}

/** Units of the commune that were not sent a recording approved for all: they came later. */
export const notSentTo = (line: RecordingLine): readonly string[] =>
  line.state === 'approved' && line.scope === 'commune'
    ? (state.directory.value?.units ?? []).map(({ id }) => id).filter((unit) => !line.sentTo.includes(unit))
    : []
