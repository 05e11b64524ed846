// Which language the person hears: asked first, each choice says its own name in its own voice. Once chosen, the line
// is small; another can be taken at any time.
import { prompt } from '../../../shared/speech/spoken.ts'
import { varieties } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import { citizenWords } from '../../models/cards/words.ts'
import { variety } from '../../models/visit.ts'
import { lang } from '../../text/language.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { player } from '../../voice/voice.ts'
import { pictureOr } from './pictures.ts'
import { t } from './text.ts'

export const LanguageChoice = () => {
  const choose = (one: Variety) => {
    variety.value = one
    void player.say([prompt(`app.variety.${one}`)], one)
  }
  return (
    <fieldset class={`language-choice ${variety.value === null ? '' : 'language-choice--chosen'}`}>
      <legend>{t('visit.heard')}</legend>
      {varieties.map((one) => (
        <button key={one} type="button" aria-pressed={variety.value === one} onClick={() => choose(one)}>
          <Pictogram name={pictureOr(`variety-${one}`, 'question')} size={variety.value === null ? 48 : 28} />
          {citizenWords(`app.variety.${one}`, lang.value)}
        </button>
      ))}
    </fieldset>
  )
}
