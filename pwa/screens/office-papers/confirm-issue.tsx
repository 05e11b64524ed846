// Before a paper is issued: whose it is, large, so that the paper of one person does not leave under another's dossier.
import { useState } from 'preact/hooks'
import type { OpenDossier } from '../../models/dossiers.ts'
import { unit } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Reference } from '../../ui/reference.tsx'
import { LacksNotice } from '../clerk/lacks-notice.tsx'
import { isAway } from './away.ts'
import { t } from './text.ts'

interface ConfirmProps {
  readonly dossier: OpenDossier
  readonly title: string
  readonly names: readonly string[]
  readonly onClose: () => void
  readonly onConfirm: () => Promise<void>
}

export const ConfirmIssue = ({ dossier, title, names, onClose, onConfirm }: ConfirmProps) => {
  const [busy, setBusy] = useState(false)
  const confirm = () => {
    if (busy) return
    setBusy(true)
    void onConfirm().finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      title={t('confirm.title')}
      onClose={onClose}
      closeLabel={t('close')}
      firstFocus={(dialog) => dialog.querySelector<HTMLElement>('.button--primary')}
      actions={
        <>
          <Button kind="secondary" onClick={onClose}>
            {t('confirm.not-yet')}
          </Button>
          <Button kind="primary" icon="print" busy={busy} onClick={confirm}>
            {t('confirm.do')}
          </Button>
        </>
      }
    >
      <div class="papers-confirm">
        <p>{title}</p>
        <p class="papers-confirm__reference">
          <Reference value={dossier.summary.value.reference ?? ''} large />
        </p>
        <p class="papers-confirm__names">
          <bdi>{names.join(' ')}</bdi>
        </p>
        <p>
          {t('confirm.register')} <bdi>{unit.value?.name[lang.value]}</bdi>
        </p>
      </div>
      <LacksNotice summary={dossier.summary.value} />
      {isAway() ? <Notice tone="warning">{t('confirm.offline')}</Notice> : null}
    </Dialog>
  )
}
