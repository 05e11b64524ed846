// Recordings that wait for an ear, and what each language can say. A supervisor hears a voice before any citizen does.
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { packs } from '../../models/packs.ts'
import { notSentTo, pendingRecordings, recordings, recordingsDesk } from '../../models/recordings.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { studioPrompts } from '../studio/prompts.ts'
import { CoveragePart } from './coverage-part.tsx'
import { t } from './text.ts'
import { WaitingVoice } from './waiting-voice.tsx'

export function VoicesScreen() {
  const failed = useSignal(false)
  const known = packs.value
  const prompts = useMemo(() => studioPrompts(known), [known])
  const waiting = pendingRecordings.value
  const later = recordings.value.filter((one) => notSentTo(one).length > 0)
  /** Whatever the rules or the disk say no to changes nothing, and is said. */
  const tryTo = async (work: Promise<{ readonly ok: boolean }>): Promise<void> => {
    failed.value = !(await work.then(({ ok }) => ok).catch(() => false))
  }
  const sendLater = async (): Promise<void> => {
    for (const { id } of later) await tryTo(recordingsDesk().approve(id, 'commune'))
  }
  return (
    <Page
      wide
      title={t('voices-title')}
      lead={t('voices-lead')}
      actions={
        <Button icon="edit" href="/voices/studio">
          {t('voices-studio')}
        </Button>
      }
    >
      <div class="supervisor stack">
        {failed.value ? <Notice tone="error" title={t('voices-failed')} /> : null}
        {later.length === 0 ? null : (
          <Notice
            tone="info"
            title={t('voices-later', { n: later.length })}
            action={<Button onClick={() => void sendLater()}>{t('voices-later-send')}</Button>}
          />
        )}
        <section aria-labelledby="voices-waiting">
          <h2 id="voices-waiting">{t('voices-waiting')}</h2>
          {waiting.length === 0 ? (
            <EmptyState pictogram="ear" title={t('voices-none')}>
              {t('voices-none-text')}
            </EmptyState>
          ) : (
            <ul class="supervisor-voices">
              {waiting.map((take) => (
                <WaitingVoice
                  key={take.id}
                  take={take}
                  prompt={prompts.find(({ id }) => id === take.prompt) ?? null}
                  onApprove={(scope) => void tryTo(recordingsDesk().approve(take.id, scope))}
                  onReject={(reason) => void tryTo(recordingsDesk().reject(take.id, reason))}
                />
              ))}
            </ul>
          )}
        </section>
        <CoveragePart prompts={prompts} />
      </div>
    </Page>
  )
}
