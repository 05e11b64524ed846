// Who lends their voice, for whom, and whether they agree: asked aloud, before anything is recorded. No leaves nothing.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import { prompt as promptPart } from '../../../shared/speech/spoken.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import type { VoiceScope } from '../../../shared/voice/recording.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import type { Speaker } from './studio-shape.ts'
import { t } from './text.ts'

interface WhoProps {
  readonly before: Speaker | null
  readonly consent: Prompt | null
  readonly voice: VoiceId
  readonly onDone: (speaker: Speaker) => void
}

/** As long as an act lets a name be. */
const longestName = 60

export function WhoSpeaks({ before, consent, voice, onDone }: WhoProps) {
  const name = useSignal(before?.name ?? '')
  const scope = useSignal<VoiceScope>(before?.scope ?? 'commune')
  const agreed = useSignal<'yes' | 'no' | null>(null)
  const tried = useSignal(false)
  const submit = (event: Event): void => {
    event.preventDefault()
    tried.value = true
    const said = name.value.trim()
    if (said !== '' && agreed.value === 'yes') onDone({ name: said, scope: scope.value })
  }
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <h2>{t('who')}</h2>
      <TextField
        id="studio-speaker"
        label={t('speaker')}
        hint={t('speaker-hint')}
        error={tried.value && name.value.trim() === '' ? t('needs-speaker') : undefined}
        value={name.value}
        maxLength={longestName}
        onInput={(value) => (name.value = value)}
      />
      <ChoiceGroup
        id="studio-scope"
        legend={t('scope')}
        numbered={false}
        options={[
          { value: 'commune', label: t('scope-commune') },
          { value: 'point', label: t('scope-point') },
        ]}
        value={[scope.value]}
        onChange={([value]) => (scope.value = value === 'point' ? 'point' : 'commune')}
      />
      <div class="studio-consent">
        <p class="studio-consent__question">{consent?.text[lang.value] ?? ''}</p>
        {consent === null ? null : (
          <EarFor
            size="staff"
            says={[promptPart(consent.id)]}
            variety={voice === 'ar' ? 'ary' : voice}
            label={t('consent-hear')}
          />
        )}
      </div>
      <ChoiceGroup
        id="studio-consent"
        legend={consent?.text[lang.value] ?? ''}
        legendHidden
        numbered={false}
        error={tried.value && agreed.value === null ? t('needs-consent') : undefined}
        options={[
          { value: 'yes', label: t('consent-yes'), pictogram: 'yes-hand' },
          { value: 'no', label: t('consent-no'), pictogram: 'no-hand' },
        ]}
        value={agreed.value === null ? [] : [agreed.value]}
        onChange={([value]) => (agreed.value = value === 'yes' ? 'yes' : 'no')}
      />
      {agreed.value === 'no' ? <Notice tone="info" title={t('consent-refused')} /> : null}
      <Button kind="primary" size="large" type="submit" disabled={agreed.value === 'no'}>
        {t('go-on')}
      </Button>
    </form>
  )
}
