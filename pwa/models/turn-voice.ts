// Says a card: the question, then each picture while it is framed. It plays nothing twice at once and says nothing of a
// private card aloud unless the person has a headset. What has no clip is gathered for the helper to read.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Spoken } from '../../shared/speech/spoken.ts'
import type { Variety } from '../../shared/speech/variety.ts'
import type { Player } from '../voice/player-shape.ts'
import type { Card } from './card.ts'

/** What of the card is being said: the question, or the picture at that place. */
export type SaidNow = { readonly part: 'question' } | { readonly part: 'choice'; readonly at: number } | null

export interface CardVoice {
  readonly now: ReadonlySignal<SaidNow>
  /** What of the card no clip said; empty when all was said. */
  readonly unsaid: ReadonlySignal<Spoken>
  /** From its beginning; whatever was being said stops. */
  say(card: Card): Promise<void>
  /** One sentence that is on no card. */
  sayAlone(spoken: Spoken, variety: Variety): Promise<void>
  stop(): void
  /** The turn is over: what was to be read aloud is nobody's business any more. */
  forget(): void
}

export const createCardVoice = (
  player: Pick<Player, 'say' | 'stop' | 'unsaid'>,
  hasHeadset: () => boolean,
): CardVoice => {
  const now = signal<SaidNow>(null)
  const unsaid = signal<Spoken>([])
  /** Counts what was begun: an older one that wakes up finds that it is over. */
  let begun = 0

  const stop = () => {
    begun++
    now.value = null
    player.stop()
  }

  return {
    now,
    unsaid,
    say: async (card) => {
      stop()
      unsaid.value = []
      const mine = begun
      if (card.isPrivate && !hasHeadset()) return
      const parts = [
        { said: { part: 'question' } as const, says: card.says, variety: card.variety },
        ...card.choices.map((choice, at) => ({
          said: { part: 'choice', at } as const,
          says: choice.says,
          variety: choice.variety ?? card.variety,
        })),
      ]
      for (const { said, says, variety } of parts) {
        if (says.length === 0) continue
        now.value = said
        const how = await player.say(says, variety)
        if (mine !== begun) return
        const lacking = player.unsaid.peek()
        unsaid.value = [...unsaid.value, ...lacking]
        // Silent without lacking anything: this page may not make a sound, and will not for what follows.
        if (how === 'stopped' || (how === 'silent' && lacking.length === 0)) break
      }
      now.value = null
    },
    sayAlone: async (spoken, variety) => {
      stop()
      unsaid.value = []
      const mine = begun
      now.value = { part: 'question' }
      await player.say(spoken, variety)
      if (mine === begun) now.value = null
    },
    stop,
    forget: () => {
      stop()
      unsaid.value = []
    },
  }
}
