// The person takes their leave back, on their own side of the screen: what it was, until when, yes or no. Nothing is
// written before the yes; once it is kept, they hear that nobody acts for them any more.
import { signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import { isVariety, screenLangOf } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { Card, TurnScript } from '../card.ts'
import { appCard } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'
import { languageCard } from './need-cards.ts'

/** What a mandate is for, as its paper or its dossier says. */
export interface StandingMandate {
  /** Id of the pack. */
  readonly procedure: string
  readonly name: L10n
  readonly point: L10n
  /** ISO date. */
  readonly until: string | null
}

export interface RevokeParts {
  readonly mandate: StandingMandate
  readonly variety: Signal<Variety | null>
  hearer(): Hearer
  /** Durable when it resolves; rejects when it could not be written. */
  revoke(): Promise<void>
}

export interface RevokeScript extends TurnScript {
  readonly isRevoked: ReadonlySignal<boolean>
}

export const revokeScript = ({ mandate, variety, hearer, revoke }: RevokeParts): RevokeScript => {
  const stage = signal<'language' | 'ask' | 'done' | 'over'>(variety.peek() === null ? 'language' : 'ask')
  const page = signal(0)
  const isRevoked = signal(false)
  return {
    group: 'consent',
    isRevoked,
    card: () => {
      switch (stage.value) {
        case 'language':
          return languageCard(hearer(), page.value)
        case 'ask':
          return askCard(hearer(), mandate)
        case 'done':
          return appCard(hearer(), 'app.mandate-revoked', 'hear', 'withdrawn')
        case 'over':
          return null
      }
    },
    take: async (_card, tap) => {
      switch (stage.peek()) {
        case 'language':
          if (tap.type === 'next-page') page.value++
          else if (tap.type === 'chose' && isVariety(tap.value)) {
            variety.value = tap.value
            stage.value = 'ask'
          }
          return
        case 'ask':
          if (tap.type === 'no') stage.value = 'over'
          else if (tap.type === 'yes') {
            await revoke()
            isRevoked.value = true
            stage.value = 'done'
          }
          return
        case 'done':
          if (tap.type === 'went-on') stage.value = 'over'
          return
        case 'over':
      }
    },
  }
}

const askCard = (hearer: Hearer, { procedure, name, point, until }: StandingMandate): Card => {
  const lang = screenLangOf(hearer.variety)
  return appCard(hearer, 'app.mandate-stop-ask', 'yes-no', 'mandate', {
    detail: [name[lang], point[lang]].filter((part) => part !== '').join(' · '),
    figure: until === null ? null : { type: 'day', iso: until },
    says: [
      prompt(promptOf(procedure, { about: 'name' })),
      ...(until === null ? [] : [{ type: 'date', iso: until, weekday: true } as const]),
      prompt('app.mandate-stop-ask'),
    ],
  })
}
