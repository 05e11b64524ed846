// Where clips come from. A source never throws and never waits for ever: what it does not have is null, and the next
// source is asked.
import type { VoiceId } from '../../shared/speech/variety.ts'

export interface ClipSource {
  /** `clip` is a prompt id, the id of a figure's clip, or the id of a person's own recording. */
  find(clip: string, voice: VoiceId): Promise<Blob | null>
}
