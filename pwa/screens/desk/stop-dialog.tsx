// The citizen stops: takes the request back, or only the leave that was given. Asked twice, with a reason in their words.
import { useState } from 'preact/hooks'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './text.ts'

type Stop = 'withdrawn' | 'mandate-revoked'

export const StopDialog = ({ dossier }: { dossier: OpenDossier }) => {
  const [stop, setStop] = useState<Stop | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<L10n | null>(null)
  const may = dossier.mayAct.value
  const isMandated = ['stands', 'looks-over'].includes(dossier.mandate.value.state)
  const lacksReason = stop === 'withdrawn' && reason.trim() === ''

  const open = (kind: Stop) => {
    setReason('')
    setTried(false)
    setProblem(null)
    setStop(kind)
  }
  const write = async () => {
    setTried(true)
    if (busy || stop === null || lacksReason) return
    setBusy(true)
    const said = reason.trim()
    const written = await dossier.write(stop, said === '' ? {} : { reason: said })
    setBusy(false)
    if (written.ok) setStop(null)
    else setProblem(written.error.detail)
  }

  return (
    <>
      {may.includes('withdrawn') && (
        <Button kind="quiet" icon="trash" onClick={() => open('withdrawn')}>
          {t('stop.withdraw')}
        </Button>
      )}
      {isMandated && may.includes('mandate-revoked') && (
        <Button kind="quiet" icon="hand" onClick={() => open('mandate-revoked')}>
          {t('stop.revoke')}
        </Button>
      )}
      <Dialog
        open={stop !== null}
        title={t(stop === 'mandate-revoked' ? 'stop.revoke-title' : 'stop.withdraw-title')}
        onClose={() => setStop(null)}
        closeLabel={t('close')}
        actions={
          <>
            <Button kind="danger" size="large" busy={busy} onClick={() => void write()}>
              {t(stop === 'mandate-revoked' ? 'stop.revoke-do' : 'stop.withdraw-do')}
            </Button>
            <Button kind="secondary" size="large" onClick={() => setStop(null)}>
              {t('stop.back')}
            </Button>
          </>
        }
      >
        <p>{t(stop === 'mandate-revoked' ? 'stop.revoke-what' : 'stop.withdraw-what')}</p>
        <TextField
          id="stop-reason"
          label={t('stop.reason')}
          value={reason}
          onInput={setReason}
          multiline
          maxLength={1000}
          dir="auto"
          error={tried && lacksReason ? t('stop.reason-lacking') : undefined}
        />
        {problem !== null && <Notice tone="error">{problem[lang.value]}</Notice>}
      </Dialog>
    </>
  )
}
