// Every prompt with its picture, its meaning, how it is heard today, and the way to its recording.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import { prompt as promptPart } from '../../../shared/speech/spoken.ts'
import { packs } from '../../models/packs.ts'
import { heardHere, recordings } from '../../models/recordings.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import { HeardBadge } from './heard-badge.tsx'
import { PromptPicture } from './prompt-picture.tsx'
import { groupsOf, listOf } from './studio-list.ts'
import type { ListedPrompt } from './studio-list.ts'
import type { Studio } from './studio-shape.ts'
import { t } from './text.ts'
import { VoicePicker } from './voice-picker.tsx'

interface ListProps {
  readonly studio: Studio
  readonly prompts: readonly Prompt[]
  readonly onOpen: (id: string) => void
  readonly onBack: () => void
}

/** An old machine draws no more at once. */
const pageLength = 40

export function PromptList({ studio, prompts, onOpen, onBack }: ListProps) {
  const pages = useSignal(1)
  const { voice, group, missingOnly } = studio
  const said = { chosen: heardHere.value, recordings: recordings.value }
  const wanted = { voice: voice.value, group: group.value, missingOnly: missingOnly.value }
  const listed = listOf(prompts, said, wanted)
  const shown = listed.slice(0, pages.value * pageLength)
  const fromStart = (change: () => void) => () => {
    pages.value = 1
    change()
  }
  return (
    <Page wide title={t('title')} lead={t('lead')} back={onBack} backLabel={t('back')}>
      <div class="studio stack">
        <VoicePicker
          value={voice.value}
          prompts={prompts}
          onChange={(chosen) => fromStart(() => (voice.value = chosen))()}
        />
        <div class="studio-filters">
          <div class="studio-groups" role="group" aria-label={t('filter-group')}>
            {[null, ...groupsOf(prompts)].map((one) => (
              <Button
                key={one ?? ''}
                pressed={group.value === one}
                onClick={fromStart(() => (group.value = one))}
                kind={group.value === one ? 'primary' : 'secondary'}
              >
                {groupName(one)}
              </Button>
            ))}
          </div>
          <label class="studio-check">
            <input
              type="checkbox"
              checked={missingOnly.value}
              onChange={fromStart(() => (missingOnly.value = !missingOnly.value))}
            />{' '}
            {t('filter-missing')}
          </label>
        </div>
        <p class="studio-quiet" role="status">
          {t('shown', { n: listed.length })}
        </p>
        {listed.length === 0 ? (
          <EmptyState pictogram="yes" title={t('none')}>
            {t('none-text')}
          </EmptyState>
        ) : (
          <ul class="studio-list" aria-label={t('list')}>
            {shown.map((one) => (
              <PromptRow key={one.prompt.id} listed={one} studio={studio} onOpen={onOpen} />
            ))}
          </ul>
        )}
        {shown.length < listed.length ? <Button onClick={() => pages.value++}>{t('more')}</Button> : null}
      </div>
    </Page>
  )
}

interface RowProps {
  readonly listed: ListedPrompt
  readonly studio: Studio
  readonly onOpen: (id: string) => void
}

function PromptRow({ listed: { prompt, heard, again }, studio, onOpen }: RowProps) {
  const voice = studio.voice.value
  const text = prompt.text[lang.value]
  const script = prompt.say[voice]
  const isSaid = heard === 'recorded' || heard === 'default'
  return (
    <li class="studio-row">
      <PromptPicture prompt={prompt} />
      <div class="studio-row__text">
        <p class="studio-row__meaning">{text}</p>
        {script === undefined || script === text ? null : (
          <p class="studio-quiet">
            <bdi>{script}</bdi>
          </p>
        )}
      </div>
      <HeardBadge heard={heard} again={again} />
      {isSaid ? (
        <EarFor
          size="staff"
          says={[promptPart(prompt.id)]}
          variety={voice === 'ar' ? 'ary' : voice}
          label={t('listen-named', { text })}
        />
      ) : (
        <span class="studio-row__gap" />
      )}
      <Button label={t('record-named', { text })} onClick={() => onOpen(prompt.id)}>
        {t('record')}
      </Button>
    </li>
  )
}

const groupName = (group: string | null): string => {
  if (group === null) return t('group-all')
  if (group === 'app') return t('group-app')
  if (group === 'figures') return t('group-figures')
  return packs.value.find(({ id }) => id === group)?.service.name[lang.value] ?? group
}
