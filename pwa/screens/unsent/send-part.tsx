// "Send now", how far it is, and the last contact in words. Received is only said when nothing is left to send.
import { useState } from 'preact/hooks'
import { link } from '../../models/link.ts'
import { papersSending } from '../../models/papers-kept.ts'
import { sendNow } from '../../models/unsent.ts'
import { formatBytes } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { t } from './text.ts'
import { ageOf } from './use-unsent.ts'

/** Under the lock screen, opening it is what the screen is for. */
export const SendPart = ({ kind = 'primary' }: { readonly kind?: 'primary' | 'secondary' }) => {
  const [start, setStart] = useState<number | null>(null)
  const [ended, setEnded] = useState(false)
  const { unsentBytes, lastSync, state } = link.value
  const isSending = start !== null
  const send = async () => {
    setEnded(false)
    setStart(Math.max(1, link.peek().unsentBytes))
    await sendNow()
    setStart(null)
    setEnded(true)
  }
  return (
    <div class="unsent-send">
      <Button kind={kind} size="large" icon="send" busy={isSending} onClick={() => void send()}>
        {t('send')}
      </Button>
      <p>{lastSync === null ? t('never') : t('contact', { age: ageOf(lastSync) })}</p>
      {isSending ? (
        <Progress
          value={Math.min(1, Math.max(0, 1 - unsentBytes / start))}
          label={t('sending', { size: formatBytes(unsentBytes, lang.value) })}
        />
      ) : null}
      <p role="status" class="unsent-told">
        {ended && !isSending ? t(state !== 'idle' || unsentBytes > 0 ? 'not-sent' : received()) : ''}
      </p>
    </div>
  )
}

/** Photographs come after the requests that name them. */
const received = () => (papersSending.value.papers > 0 ? 'sent-papers' : 'sent')
