// The recording of one prompt: hold or tap, listen, do it again, then keep it. What is kept is on this device at once
// and goes to a supervisor with the next link.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { recordingsDesk } from '../../models/recordings.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Recorded } from '../../voice/recorder-shape.ts'
import { Record } from '../voice/record.tsx'
import type { Speaker } from './studio-shape.ts'
import { t } from './text.ts'
import type { StudioMessage } from './text.ts'

interface TakeProps {
  readonly prompt: Prompt
  readonly voice: VoiceId
  readonly speaker: Speaker
  readonly onOther: () => void
  readonly onNext: () => void
}

/** A prompt is one sentence: longer than this, nobody listens. */
const longestMs = 10_000

export function TakePart({ prompt, voice, speaker, onOther, onNext }: TakeProps) {
  const recorded = useSignal<Recorded | null>(null)
  const busy = useSignal(false)
  const problem = useSignal<StudioMessage | null>(null)
  const keep = async (made: Recorded): Promise<void> => {
    busy.value = true
    problem.value = null
    try {
      const { bytes, mediaType, ms } = made
      const { name, scope } = speaker
      const kept = await recordingsDesk().record({
        prompt: prompt.id,
        voice,
        speaker: name,
        scope,
        bytes,
        mediaType,
        ms,
      })
      if (kept.ok) onNext()
      else problem.value = kept.error.type === 'too-long' ? 'too-long' : 'failed'
    } catch {
      problem.value = 'failed'
    } finally {
      busy.value = false
    }
  }
  const made = recorded.value
  return (
    <div class="stack">
      <h2>{t('take')}</h2>
      <p class="studio-speaks">
        <span>
          <Icon name="user" /> {t('speaks', { speaker: `\u2068${speaker.name}\u2069` })}
        </span>
        <Button kind="quiet" onClick={onOther}>
          {t('change-speaker')}
        </Button>
      </p>
      <div class="studio-take">
        <Record
          tidy
          hold
          maxMs={longestMs}
          value={made}
          onChange={(value) => {
            recorded.value = value
            problem.value = null
          }}
        />
      </div>
      {made === null ? <p class="studio-quiet">{t('take-hint')}</p> : null}
      {problem.value === null ? null : <Notice tone="error" title={t(problem.value)} />}
      {made === null ? null : (
        <Button kind="primary" size="large" icon="send" busy={busy.value} onClick={() => void keep(made)}>
          {t('send')}
        </Button>
      )}
    </div>
  )
}
