// One prompt in one language: what to say, who says it, the recording, and what was recorded before.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import { prompt as promptPart } from '../../../shared/speech/spoken.ts'
import { lang } from '../../text/language.ts'
import { Page } from '../../ui/page.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import { PromptPicture } from './prompt-picture.tsx'
import type { Studio } from './studio-shape.ts'
import { TakePart } from './take-part.tsx'
import { Takes } from './takes.tsx'
import { t } from './text.ts'
import { nameOfVoice } from './voice-picker.tsx'
import { WhoSpeaks } from './who-speaks.tsx'
import './record-screen.css'

interface RecordProps {
  readonly studio: Studio
  readonly prompt: Prompt
  /** The sentence people agree to; null when the catalogue lacks it. */
  readonly consent: Prompt | null
  readonly onBack: () => void
  readonly onNext: () => void
}

export function RecordScreen({ studio, prompt, consent, onBack, onNext }: RecordProps) {
  const asks = useSignal(studio.speaker.value === null)
  const voice = studio.voice.value
  const speaker = studio.speaker.value
  return (
    <Page
      wide
      title={prompt.text[lang.value]}
      lead={nameOfVoice(voice)}
      picture={<PromptPicture prompt={prompt} large />}
      back={onBack}
      backLabel={t('back-list')}
    >
      <div class="studio-record">
        <ToSay prompt={prompt} studio={studio} />
        <section class="studio-card studio-card--do">
          {asks.value || speaker === null ? (
            <WhoSpeaks
              before={speaker}
              consent={consent}
              voice={voice}
              onDone={(given) => {
                studio.speaker.value = given
                asks.value = false
              }}
            />
          ) : (
            <TakePart
              prompt={prompt}
              voice={voice}
              speaker={speaker}
              onOther={() => {
                studio.speaker.value = null
                asks.value = true
              }}
              onNext={onNext}
            />
          )}
        </section>
        <Takes prompt={prompt} voice={voice} />
      </div>
    </Page>
  )
}

/** The words themselves where there are some; else their meaning, to be said in one's own. */
function ToSay({ prompt, studio }: { readonly prompt: Prompt; readonly studio: Studio }) {
  const voice = studio.voice.value
  const script = prompt.say[voice]
  const isFigure = prompt.group === 'figures'
  const hint = isFigure ? 'number-words' : script === undefined ? 'own-words' : 'exact-words'
  return (
    <section class="studio-card studio-card--say" aria-labelledby="studio-to-say">
      <h2 id="studio-to-say">{t('to-say')}</h2>
      {script === undefined ? null : (
        <p class="studio-script" lang={voice === 'fr' ? 'fr' : 'ar'} dir="auto">
          {script}
        </p>
      )}
      <p class="studio-quiet">{t(hint)}</p>
      <h3 class="studio-small">{t('meaning')}</h3>
      <ul class="studio-meanings">
        {(['fr', 'ar'] as const)
          .filter((one) => one !== voice || script === undefined)
          .map((one) => (
            <li key={one}>
              <span lang={one} dir={one === 'ar' ? 'rtl' : 'ltr'} class="studio-meaning">
                {prompt.say[one] ?? prompt.text[one]}
              </span>
              {/* Darija stands for Arabic here: without a voice of its own it is the standard one. */}
              <EarFor
                size="staff"
                says={[promptPart(prompt.id)]}
                variety={one === 'fr' ? 'fr' : 'ary'}
                label={t('listen-named', { text: prompt.text[one] })}
              />
            </li>
          ))}
      </ul>
    </section>
  )
}
