// "Give the screen back": nothing more to tap for the person but their two corners. The helper's face, or a digit typed,
// leads to the PIN; nothing of what was answered is left on it.
import { useEffect, useRef, useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import { citizenWords } from '../../models/cards/words.ts'
import type { Helper } from '../../models/turn-helper.ts'
import { cardVoice } from '../../models/turn-sitting.ts'
import { Ear } from '../../ui/ear.tsx'
import './citizen.css'
import { digitOf } from './digit-key.ts'
import { HelperCorner } from './helper-corner.tsx'
import { Picture } from './picture.tsx'
import { EnterPin } from './pin-screens.tsx'

export interface GiveBackProps {
  readonly variety: Variety
  readonly helper: Helper
  readonly isFlipped: boolean
  readonly onRight: () => void
}

const says = [prompt('app.give-back')]

export function GiveBack({ variety, helper, isFlipped, onRight }: GiveBackProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const isPad = typed !== null
  useEffect(() => {
    if (isPad) return
    heading.current?.focus({ preventScroll: true })
    void cardVoice.sayAlone(says, variety)
    const onKeyDown = (event: KeyboardEvent): void => {
      const digit = digitOf(event)
      if (digit !== null && !event.repeat) setTyped(digit)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isPad])
  if (typed !== null) return <EnterPin first={typed} onRight={onRight} onBack={() => setTyped(null)} />

  const lang = screenLangOf(variety)
  const isSaid = cardVoice.now.value !== null
  return (
    <main class={`citizen citizen--give-back${isFlipped ? ' citizen--flipped' : ''}`} dir="ltr" data-card="give-back">
      <div class="citizen__question" lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
        <span class="citizen__picture">
          <Picture name="give-back" />
        </span>
        <div class="citizen__words" aria-live="polite">
          <h1 class="citizen__text" tabIndex={-1} ref={heading}>
            {citizenWords('app.give-back', lang)}
          </h1>
        </div>
      </div>
      <div class="citizen__ear" data-corner="ear">
        <Ear
          label={citizenWords('app.hear-again', lang)}
          speaking={isSaid}
          onPlay={() => void cardVoice.sayAlone(says, variety)}
          onStop={cardVoice.stop}
        />
      </div>
      <HelperCorner helper={helper} label={citizenWords('app.call-helper', lang)} onPress={() => setTyped('')} />
    </main>
  )
}
