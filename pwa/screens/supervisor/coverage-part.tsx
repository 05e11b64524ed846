// What each language can say of each procedure, by people's voices: where to send the microphone next.
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { coverageOf } from '../../../shared/voice/coverage.ts'
import { packs } from '../../models/packs.ts'
import { heardHere, recordings } from '../../models/recordings.ts'
import { lang } from '../../text/language.ts'
import { Beads } from '../studio/beads.tsx'
import { defaultsOf, groupsOf } from '../studio/studio-list.ts'
import { t as voiceWords } from '../voice/text.ts'
import { t } from './text.ts'

const voices: readonly VoiceId[] = ['ary', 'shi', 'tzm', 'rif', 'ar', 'fr']

export function CoveragePart({ prompts }: { readonly prompts: readonly Prompt[] }) {
  return (
    <section aria-labelledby="voices-coverage">
      <h2 id="voices-coverage">{t('coverage')}</h2>
      <p class="supervisor-quiet">{t('coverage-text')}</p>
      <div class="supervisor-units">
        {groupsOf(prompts).map((group) => (
          <Group key={group} group={group} prompts={prompts.filter((one) => one.group === group)} />
        ))}
      </div>
    </section>
  )
}

function Group({ group, prompts }: { readonly group: string; readonly prompts: readonly Prompt[] }) {
  const ids = prompts.map(({ id }) => id)
  const said = { chosen: heardHere.value, recordings: recordings.value }
  return (
    <article class="supervisor-unit" aria-labelledby={`coverage-${group}`}>
      <h3 id={`coverage-${group}`}>{nameOf(group)}</h3>
      <ul class="supervisor-list">
        {voices.map((voice) => {
          const name = voiceWords(`packs.voice.${voice}`)
          const { recorded, of } = coverageOf({ prompts: ids, voice, defaults: defaultsOf(voice, prompts), ...said })
          return (
            <li key={voice} class="supervisor-coverage">
              <span>{name}</span>
              <Beads done={recorded} of={of} label={t('coverage-label', { voice: name, recorded, of })} />
              <span class="supervisor-quiet" aria-hidden="true">
                {t('coverage-of', { recorded, of })}
              </span>
            </li>
          )
        })}
      </ul>
    </article>
  )
}

const nameOf = (group: string): string => {
  if (group === 'app') return t('group-app')
  if (group === 'figures') return t('group-figures')
  return packs.value.find(({ id }) => id === group)?.service.name[lang.value] ?? group
}
