// Saving a photograph out of the app, where nothing protects it any more: asked for once more, with a reason that stays in
// the dossier's history. The file is given only when that is written down.
import { useEffect, useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './text.ts'

interface TakeOutProps {
  readonly page: Paper
  readonly bytes: Uint8Array
  /** Null once it is written; else why not. */
  readonly write: (reason: string) => Promise<string | null>
}

export function TakeOut({ page, bytes, write }: TakeOutProps) {
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  // It may open below the edge of the dialog.
  useEffect(() => {
    if (asking) document.getElementById('take-out-reason')?.focus()
  }, [asking])
  if (!asking)
    return (
      <>
        <Button kind="quiet" icon="download" onClick={() => setAsking(true)}>
          {t('take-out')}
        </Button>
        <p role="status">{done ? t('take-out.done') : ''}</p>
      </>
    )
  const take = async () => {
    if (busy) return
    if (reason.trim() === '') return setProblem(t('take-out.reason-missing'))
    setBusy(true)
    const refused = await write(reason.trim()).catch(() => t('take-out.failed'))
    setBusy(false)
    if (refused !== null) return setProblem(refused)
    save(page, bytes)
    setAsking(false)
    setDone(true)
  }
  return (
    <form
      class="photo-take-out"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
    >
      <Notice tone="warning" title={t('take-out.title')}>
        {t('take-out.what')}
      </Notice>
      <TextField
        id="take-out-reason"
        label={t('take-out.reason')}
        hint={t('take-out.reason-hint')}
        error={problem ?? undefined}
        value={reason}
        maxLength={500}
        onInput={setReason}
      />
      <div class="button-row">
        <Button kind="primary" type="submit" icon="download" busy={busy}>
          {t('take-out.do')}
        </Button>
        <Button onClick={() => setAsking(false)}>{t('take-out.not')}</Button>
      </div>
    </form>
  )
}

/** The name says nothing of whose it is. */
const save = ({ hash, mediaType }: Paper, bytes: Uint8Array): void => {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${hash.slice(0, 8)}.${mediaType === 'image/webp' ? 'webp' : 'jpg'}`
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
