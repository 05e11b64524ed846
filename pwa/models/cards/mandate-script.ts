// The person's leave to act for them, asked on their own side: how long, what it means, yes or no. A yes leads to its
// proof at the helper's side; a no is heard once more, can still be taken back, and then changes nothing: nothing is
// filed, or what was filed stays as it is.
import { signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { isVariety } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { TurnScript } from '../card.ts'
import type { Request } from '../request-shape.ts'
import type { Hearer } from './card-parts.ts'
import { daysOf, durationCard, mandateCard, refusedCard } from './consent-cards.ts'
import { languageCard } from './need-cards.ts'

export interface MandateScript extends TurnScript {
  /** What the person said; null while they have not. */
  readonly said: ReadonlySignal<'yes' | 'no' | null>
}

export interface MandateParts {
  readonly request: Pick<Request, 'mandateDays' | 'pack' | 'refuseMandate'>
  /** Reads signals: the language may change between two cards. */
  hearer(): Hearer
  /** Of a request filed on another day: who comes back chooses what they hear first. */
  readonly follows?: { readonly variety: Signal<Variety | null> }
}

/** `who` asks for it, and where: their name and the point's, as the person reads them on the wall. */
export const mandateScript = (
  { request, hearer, follows }: MandateParts,
  who: () => readonly string[],
  onSaid: (said: 'yes' | 'no') => void,
): MandateScript => {
  const asksLanguage = follows?.variety.peek() === null
  const stage = signal<'language' | 'duration' | 'mandate' | 'refusing' | 'over'>(
    asksLanguage ? 'language' : 'duration',
  )
  const page = signal(0)
  const said = signal<'yes' | 'no' | null>(null)
  const task = follows ? 'follow' : 'file'
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
        case 'language':
          return languageCard(hearer(), page.value)
        case 'duration':
          return durationCard(hearer())
        case 'mandate':
          return mandateCard(hearer(), request.pack, { days: request.mandateDays.value, who: who(), task })
        case 'refusing':
          return refusedCard(hearer(), task)
        case 'over':
          return null
      }
    },
    take: async (_card, tap) => {
      switch (stage.peek()) {
        case 'language':
          if (tap.type === 'next-page') page.value++
          else if (tap.type === 'chose' && isVariety(tap.value) && follows) {
            follows.variety.value = tap.value
            stage.value = 'duration'
          }
          return
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
