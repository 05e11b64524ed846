// What people have recorded of one prompt in one language: where each stands, to be heard, to be taken back.
import { useSignal } from '@preact/signals'
import type { Prompt } from '../../../shared/speech/catalogue.ts'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { voiceKey } from '../../../shared/voice/choose.ts'
import { heardHere, recordings, recordingsDesk } from '../../models/recordings.ts'
import type { RecordingLine } from '../../models/recordings.ts'
import { me } from '../../models/session.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { HearTake } from './hear-take.tsx'
import { t } from './text.ts'

export function Takes({ prompt, voice }: { readonly prompt: Prompt; readonly voice: VoiceId }) {
  const asked = useSignal<RecordingLine | null>(null)
  const failed = useSignal(false)
  const takes = recordings.value
    .filter((one) => one.prompt === prompt.id && one.voice === voice)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
  const withdraw = async (id: string): Promise<void> => {
    asked.value = null
    failed.value = !(await recordingsDesk()
      .withdraw(id)
      .then(({ ok }) => ok)
      .catch(() => false))
  }
  return (
    <section class="studio-card studio-card--takes" aria-labelledby="studio-takes">
      <h2 id="studio-takes">{t('takes')}</h2>
      {takes.length === 0 ? <p class="studio-quiet">{t('takes-none')}</p> : null}
      {failed.value ? <Notice tone="error" title={t('failed')} /> : null}
      <ul class="studio-takes">
        {takes.map((take) => (
          <Take key={take.id} take={take} onWithdraw={() => (asked.value = take)} />
        ))}
      </ul>
      <Dialog
        open={asked.value !== null}
        title={t('withdraw-title')}
        closeLabel={t('keep')}
        onClose={() => (asked.value = null)}
        actions={
          <>
            <Button onClick={() => (asked.value = null)}>{t('keep')}</Button>
            <Button
              kind="danger"
              icon="trash"
              onClick={() => {
                const take = asked.value
                if (take) void withdraw(take.id)
              }}
            >
              {t('withdraw')}
            </Button>
          </>
        }
      >
        <p>{t('withdraw-text')}</p>
      </Dialog>
    </section>
  )
}

function Take({ take, onWithdraw }: { readonly take: RecordingLine; readonly onWithdraw: () => void }) {
  const isHeard = heardHere.value.get(voiceKey(take.prompt, take.voice))?.id === take.id
  const mayWithdraw = take.state !== 'withdrawn' && (take.by === me.value?.id || me.value?.role === 'supervisor')
  return (
    <li class="studio-take-row">
      <HearTake take={take} />
      <div>
        <p>{t('take-by', { speaker: `\u2068${take.speaker}\u2069`, date: formatDate(take.at, lang.value) })}</p>
        <p class="studio-quiet">{stateInWords(take, isHeard)}</p>
      </div>
      {mayWithdraw ? (
        <Button icon="trash" onClick={onWithdraw}>
          {t('withdraw')}
        </Button>
      ) : null}
    </li>
  )
}

const stateInWords = (take: RecordingLine, isHeard: boolean): string => {
  if (take.held) return t('take-held')
  if (take.state === 'approved') return t(isHeard ? 'take-heard' : 'take-approved')
  if (take.state === 'rejected') return t('take-rejected', { reason: reasonInWords(take.reason) })
  return t(take.state === 'pending' ? 'take-pending' : 'take-withdrawn')
}

/** A reason of the list in one's own language; other words as they were written. */
const reasonInWords = (reason: string): string => {
  switch (reason) {
    case 'noise':
    case 'words':
    case 'unclear':
    case 'cut':
      return t(`reason-${reason}`)
    default:
      return `\u2068${reason}\u2069`
  }
}
