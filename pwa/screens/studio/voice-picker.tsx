// The language one records in, each with how much of it people already say.
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { coverageOf } from '../../../shared/voice/coverage.ts'
import { heardHere, recordings } from '../../models/recordings.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import { t as voiceWords } from '../voice/text.ts'
import { Beads } from './beads.tsx'
import { defaultsOf } from './studio-list.ts'
import { t } from './text.ts'

export const studioVoices: readonly VoiceId[] = ['ary', 'shi', 'tzm', 'rif', 'ar', 'fr']

const pictures: Readonly<Record<VoiceId, PictogramName>> = {
  ary: 'variety-ary',
  shi: 'variety-shi',
  tzm: 'variety-tzm',
  rif: 'variety-rif',
  fr: 'variety-fr',
  ar: 'language',
}

export const nameOfVoice = (voice: VoiceId): string => voiceWords(`packs.voice.${voice}`)

interface PickerProps {
  readonly value: VoiceId
  readonly prompts: readonly Prompt[]
  readonly onChange: (voice: VoiceId) => void
}

export function VoicePicker({ value, prompts, onChange }: PickerProps) {
  const ids = prompts.map(({ id }) => id)
  return (
    <fieldset class="studio-voices">
      <legend class="field__label">{t('voices')}</legend>
      {studioVoices.map((voice) => {
        const defaults = defaultsOf(voice, prompts)
        const said = { chosen: heardHere.value, recordings: recordings.value }
        const { recorded, of } = coverageOf({ prompts: ids, voice, defaults, ...said })
        return (
          <label key={voice} class={`studio-voice ${voice === value ? 'studio-voice--chosen' : ''}`}>
            <input
              class="visually-hidden"
              type="radio"
              name="studio-voice"
              value={voice}
              checked={voice === value}
              onChange={() => onChange(voice)}
            />
            <Pictogram name={pictures[voice]} size={40} />
            <span class="studio-voice__name">{nameOfVoice(voice)}</span>
            <Beads done={recorded} of={of} label={t('voice-coverage', { recorded, of })} />
          </label>
        )
      })}
    </fieldset>
  )
}
