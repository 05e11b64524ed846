// What an unlocked device does with recorded voices: each is a small dossier of its own, written and judged like any
// other. Its readers are named in its acts, from the directory as this device knows it.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { mostVoiceBytes } from '../../shared/dossier/commune-payload.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { CommuneKind } from '../../shared/procedure/workflow.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { soundOf } from '../../shared/voice/recording.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import type { RecordingsDesk } from './recordings.ts'
import { state } from './state.ts'
import { actsOf } from './summarise.ts'
import { supervisingUnits } from './supervising-units.ts'
import type { Writer } from './writer.ts'

/** A prompt is said again and again: a card's worth of sounds stays in memory. */
const soundsKept = 24

export interface RecordingsParts {
  readonly disk: Pick<DeviceDisk, 'entriesOf'>
  readonly lives: LiveDossiers
  readonly writer: Pick<Writer, 'directory'>
  random(length: number): Uint8Array
}

export const createRecordingsDesk = ({ disk, lives, writer, random }: RecordingsParts): RecordingsDesk => {
  const sounds = new Map<string, Promise<Blob | null>>()

  const write = async (
    id: string,
    kind: CommuneKind,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<Result<void, RuleError>> => {
    const live = await lives.take(id)
    try {
      const written = await live.write(kind, payload)
      return written.ok ? ok(undefined) : written
    } finally {
      lives.leave(id)
    }
  }

  const read = async (id: string): Promise<Blob | null> => {
    const sound = soundOf(actsOf(await disk.entriesOf(id), []).acts)
    return sound && new Blob([new Uint8Array(fromBase64UrlEncoded(sound.audio))], { type: sound.mediaType })
  }

  return {
    record: async ({ bytes, ...made }) => {
      if (bytes.length > mostVoiceBytes) return err({ type: 'too-long' })
      const id = toBase64UrlEncoded(random(16))
      const written = await write(id, 'voice-recorded', {
        ...made,
        ms: Math.max(1, Math.round(made.ms)),
        consent: true,
        audio: toBase64UrlEncoded(bytes),
        to: supervisingUnits(writer.directory()),
      })
      return written.ok ? ok(state.recordings.value.find((one) => one.id === id) ?? null) : written
    },
    approve: (id, scope) => {
      const to = scope === 'commune' ? writer.directory().units.map((unit) => unit.id) : []
      return write(id, 'voice-approved', { scope, to })
    },
    reject: (id, reason) => write(id, 'voice-rejected', { reason }),
    withdraw: (id) => write(id, 'voice-withdrawn', {}),
    sound: (id) => {
      const kept = sounds.get(id) ?? read(id)
      // The last heard is the last to go.
      sounds.delete(id)
      sounds.set(id, kept)
      kept.catch(() => sounds.delete(id))
      const oldest = sounds.keys().next().value
      if (sounds.size > soundsKept && oldest !== undefined) sounds.delete(oldest)
      return kept
    },
  }
}
