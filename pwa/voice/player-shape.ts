// What screens ask of the voice. Types only; `player.ts` is the voice itself.
import type { ReadonlySignal } from '@preact/signals'
import type { Spoken } from '../../shared/speech/spoken.ts'
import type { Variety } from '../../shared/speech/variety.ts'

/** `partly`: something of it has no clip here and is for the helper to say. */
export type Said = 'ended' | 'stopped' | 'partly' | 'silent'

export interface Player {
  /** Stops what is being said, then says this. Never over-talks. */
  say(spoken: Spoken, variety: Variety): Promise<Said>
  stop(): void
  /** What is being said now; null in silence. */
  readonly saying: ReadonlySignal<Spoken | null>
  /** What the last utterance lacked, to be read by the helper; empty when nothing. */
  readonly unsaid: ReadonlySignal<Spoken>
  /** 1 to 3, drawn as ears. */
  readonly volume: ReadonlySignal<1 | 2 | 3>
  setVolume(volume: 1 | 2 | 3): void
}
