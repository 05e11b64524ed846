// One recording to judge: what it should say, who lent their voice, the sound itself, and the three answers.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceScope } from '../../../shared/voice/recording.ts'
import type { RecordingLine } from '../../models/recordings.ts'
import { directory } from '../../models/session.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { HearTake } from '../studio/hear-take.tsx'
import { PromptPicture } from '../studio/prompt-picture.tsx'
import { t as voiceWords } from '../voice/text.ts'
import { RejectDialog } from './reject-dialog.tsx'
import { t } from './text.ts'

interface WaitingProps {
  readonly take: RecordingLine
  /** Null when this device does not know the procedure it belongs to. */
  readonly prompt: Prompt | null
  readonly onApprove: (scope: VoiceScope) => void
  readonly onReject: (reason: string) => void
}

export function WaitingVoice({ take, prompt, onApprove, onReject }: WaitingProps) {
  const rejecting = useSignal(false)
  const text = prompt?.text[lang.value] ?? take.prompt
  const script = prompt?.say[take.voice]
  const point = directory.value?.units.find(({ id }) => id === take.unit)?.name[lang.value] ?? take.unit
  const isolated = (words: string) => `\u2068${words}\u2069`
  return (
    <li class="supervisor-voice">
      {prompt ? <PromptPicture prompt={prompt} /> : null}
      <div class="supervisor-voice__words">
        <p class="supervisor-voice__text">
          <bdi>{text}</bdi>
        </p>
        {script === undefined || script === text ? null : (
          <p class="supervisor-quiet">
            <bdi>{script}</bdi>
          </p>
        )}
        <p>
          <strong>{voiceWords(`packs.voice.${take.voice}`)}</strong>
        </p>
        <p class="supervisor-quiet">
          {t('voices-by', {
            speaker: isolated(take.speaker),
            point: isolated(point),
            date: isolated(formatDate(take.at, lang.value)),
          })}
        </p>
        {take.wished === 'point' ? <p class="supervisor-quiet">{t('voices-wished-point')}</p> : null}
      </div>
      <HearTake take={take} label={t('voices-listen', { text })} />
      <div class="supervisor-voice__answers">
        {take.wished === 'commune' ? (
          <Button kind="primary" icon="check" onClick={() => onApprove('commune')}>
            {t('voices-approve-commune')}
          </Button>
        ) : null}
        <Button
          kind={take.wished === 'point' ? 'primary' : 'secondary'}
          icon="check"
          onClick={() => onApprove('point')}
        >
          {t('voices-approve-point')}
        </Button>
        <Button icon="close" onClick={() => (rejecting.value = true)}>
          {t('voices-reject')}
        </Button>
      </div>
      <RejectDialog
        open={rejecting.value}
        onClose={() => (rejecting.value = false)}
        onReject={(reason) => {
          rejecting.value = false
          onReject(reason)
        }}
      />
    </li>
  )
}
