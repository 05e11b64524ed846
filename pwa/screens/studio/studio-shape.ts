// What the studio holds while it is open: what one looks at, and who speaks. It is gone with the room.
import type { Signal } from '@preact/signals'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import type { VoiceScope } from '../../../shared/voice/recording.ts'

/** Somebody who lends their voice, agreed to it, and said for whom they meant it. */
export interface Speaker {
  readonly name: string
  readonly scope: VoiceScope
}

export interface Studio {
  readonly voice: Signal<VoiceId>
  readonly group: Signal<string | null>
  readonly missingOnly: Signal<boolean>
  readonly speaker: Signal<Speaker | null>
}
