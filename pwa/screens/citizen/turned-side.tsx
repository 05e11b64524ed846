// Everything that is drawn while the screen is not the helper's: the turn card, the person's cards, "give it back", the
// PIN. It stands in the place of the whole app: header, strip, notices and rooms are not there at all.
import { useEffect, useRef, useState } from 'preact/hooks'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { Card, Tap } from '../../models/card.ts'
import { citizenWords } from '../../models/cards/words.ts'
import { lock, me, phase } from '../../models/session.ts'
import { turn } from '../../models/turn.ts'
import { helperOf } from '../../models/turn-helper.ts'
import { cardVoice, hasHeadset, isFlipped } from '../../models/turn-sitting.ts'
import { onWindowAsks } from '../../models/turn-window.ts'
import { variety as heard } from '../../models/visit.ts'
import { lang } from '../../text/language.ts'
import { asksDigits } from '../../models/turn-side.ts'
import { OfferDigits } from '../pause/offer-digits.tsx'
import { PauseScreen } from '../pause/pause-screen.tsx'
import { chime } from './chime.ts'
import { cardKey, CitizenSide } from './citizen-side.tsx'
import type { ToReadAloud } from './citizen-side.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { GiveBack } from './give-back.tsx'
import { useGuards } from './guards.ts'
import { EnterPin } from './pin-screens.tsx'
import { t } from './text.ts'
import { TurnCard } from './turn-card.tsx'

/** One file for the frame to fetch. */
export { sitDown } from '../../models/turn-desk.ts'

export function TurnedSide() {
  useGuards(() => void lock())
  const card = turn.card.value
  useSaid(card)
  const last = useRef<Variety | null>(null)
  if (card !== null) last.current = card.variety
  const agent = me.value
  const helper = helperOf({ id: agent?.id ?? '', name: agent?.name ?? '' })

  if (phase.value === 'paused') return <PauseScreen />
  if (asksDigits.value) return <OfferDigits />
  switch (turn.side.value) {
    case 'helper':
      return null
    case 'turning': {
      const script = turn.script.value
      return script === null ? null : (
        <TurnCard
          group={script.group}
          isPrivate={script.group === 'private' || script.card()?.isPrivate === true}
          only={script.only}
          onTurned={turn.face}
          onCancel={turn.cancel}
        />
      )
    }
    case 'turned':
      return card === null ? null : (
        <CitizenSide
          card={card}
          helper={helper}
          said={cardVoice.now.value}
          isMuted={isMuted(card)}
          toRead={toReadOf(card)}
          failed={turn.failed.value}
          isFlipped={isFlipped.value}
          onTap={(tap) => tapped(card, tap)}
          onEar={(wants) => hearAgain(card, wants)}
          onHelper={turn.call}
        />
      )
    case 'called':
      return <EnterPin onRight={turn.end} onBack={turn.cancel} />
    case 'returning':
      return (
        <GiveBack
          variety={last.current ?? heard.value ?? 'ary'}
          helper={helper}
          isFlipped={isFlipped.value}
          onRight={turn.end}
        />
      )
    case 'elsewhere':
      return <ElsewhereNow card={card} />
  }
}

function ElsewhereNow({ card }: { readonly card: Card | null }) {
  const [isCalled, setCalled] = useState(false)
  const shown = card === null ? '' : cardKey(card)
  useEffect(() => setCalled(false), [shown])
  useEffect(
    () =>
      onWindowAsks((asked) => {
        const now = turn.card.peek()
        if (asked.type === 'helper') setCalled(true)
        else if (now === null) return
        else if (asked.type === 'ear') hearAgain(now, asked.wants)
        else if (asked.card === now.id) tapped(now, asked.tap)
      }),
    [],
  )
  return (
    <Elsewhere
      card={card}
      toRead={card === null ? null : toReadOf(card)}
      only={turn.script.value?.only}
      isCalled={isCalled}
      onAgain={() => card !== null && hearAgain(card, 'play')}
      onStop={turn.end}
    />
  )
}

/** A card speaks when it comes, which is always after a tap; it is silent when it goes. */
const useSaid = (card: Card | null): void => {
  const shown = card === null ? null : cardKey(card)
  useEffect(() => {
    if (card === null) cardVoice.stop()
    else void cardVoice.say(card)
  }, [shown])
  useEffect(() => cardVoice.forget, [])
}

const tapped = (card: Card, tap: Tap): void => {
  cardVoice.stop()
  if (tap.type === 'yes' || tap.type === 'no') chime(tap.type)
  void turn.take(card, tap)
}

const hearAgain = (card: Card, wants: 'play' | 'stop'): void => {
  if (wants === 'stop') cardVoice.stop()
  else void cardVoice.say(card)
}

const isMuted = (card: Card): boolean => card.isPrivate && !hasHeadset.value

/** What no clip says is read by the helper: free words that stand nowhere on the card, or else the card itself. */
const toReadOf = (card: Card): ToReadAloud | null => {
  const unsaid = cardVoice.unsaid.value
  if (unsaid.length === 0) return null
  const written = [card.text, card.detail, ...card.choices.map(({ text }) => text)].join(' ')
  const words = unsaid
    .flatMap((part) => {
      if (part.type === 'free') return [part.text]
      if (part.type === 'prompt' && part.id.startsWith('app.'))
        return [citizenWords(part.id, screenLangOf(card.variety))]
      return []
    })
    .filter((one) => !written.includes(one))
  return {
    label: words.length === 0 ? t('turn.read-aloud-all') : t('turn.read-aloud'),
    labelLang: lang.value,
    words: words.join(' · '),
  }
}
