// The person's leave to file, asked on their own side: how long, what it means, yes or no. A yes leads to its proof at
// the helper's side; a no is heard once more, can still be taken back, and then files nothing.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { TurnScript } from '../card.ts'
import { daysOf, durationCard, mandateCard, refusedCard } from './consent-cards.ts'
import type { ScriptParts } from './question-script.ts'

export interface MandateScript extends TurnScript {
  /** What the person said; null while they have not. */
  readonly said: ReadonlySignal<'yes' | 'no' | null>
}

/** `who` asks for it, and where: their name and the point's, as the person reads them on the wall. */
export const mandateScript = (
  { request, hearer }: ScriptParts,
  who: () => readonly string[],
  onSaid: (said: 'yes' | 'no') => void,
): MandateScript => {
  const stage = signal<'duration' | 'mandate' | 'refusing' | 'over'>('duration')
  const said = signal<'yes' | 'no' | null>(null)
  const end = (answer: 'yes' | 'no') => {
    said.value = answer
    stage.value = 'over'
    onSaid(answer)
  }
  return {
    group: 'consent',
    said,
    card: () => {
      switch (stage.value) {
        case 'duration':
          return durationCard(hearer())
        case 'mandate':
          return mandateCard(hearer(), request.pack, { days: request.mandateDays.value, who: who() })
        case 'refusing':
          return refusedCard(hearer())
        case 'over':
          return null
      }
    },
    take: async (_card, tap) => {
      switch (stage.peek()) {
        case 'duration': {
          const days = tap.type === 'chose' ? daysOf(tap.value) : null
          if (days === null) return
          request.mandateDays.value = days
          stage.value = 'mandate'
          return
        }
        case 'mandate':
          if (tap.type === 'yes') end('yes')
          else if (tap.type === 'no') stage.value = 'refusing'
          else if (tap.type === 'back') stage.value = 'duration'
          return
        case 'refusing':
          if (tap.type === 'back') stage.value = 'mandate'
          else if (tap.type === 'went-on') {
            await request.refuseMandate()
            end('no')
          }
          return
        case 'over':
      }
    },
  }
}
