// Before an act is signed: what it needs, and the very message the citizen will get. What the rules refuse is refused
// here, with the reason, and nothing is written.
import { useSignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ActFields } from './act-fields.tsx'
import { emptyForm, toPayload } from './act-form.ts'
import type { ActForm, FormProblem } from './act-form.ts'
import { actionLabel } from './action-bar.tsx'
import type { Action } from './actions.ts'
import { CitizenPreview } from './citizen-preview.tsx'
import { t } from './text.ts'

interface DialogProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  readonly action: Action
  /** A decision already chosen to be kept. */
  readonly keep: string | null
  /** False once another act has made this one impossible. */
  readonly isPossible: boolean
  readonly isOffline: boolean
  readonly onClose: () => void
  readonly onWritten: () => void
}

const formId = 'clerk-act-form'

export function ActDialog({ dossier, status, action, keep, isPossible, isOffline, onClose, onWritten }: DialogProps) {
  const form = useSignal<ActForm>({ ...emptyForm, keep })
  const problem = useSignal<FormProblem | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal(false)

  const sign = async () => {
    const payload = toPayload(action, form.value, status.reference)
    problem.value = payload.ok ? null : payload.error
    refused.value = null
    if (!payload.ok || busy.value) return
    busy.value = true
    try {
      const result = await dossier.write(action.kind, payload.value)
      if (result.ok) onWritten()
      else refused.value = result.error.detail[lang.value]
    } catch (cause) {
      // The disk refused: say so, keep what was typed, and let the error be seen by whoever collects them.
      refused.value = t('act-failed')
      throw cause
    } finally {
      busy.value = false
    }
  }
  // The first thing to fill in takes the focus; where nothing must be, the signature does.
  useEffect(() => {
    const form = document.getElementById(formId)
    const field = mustFill(action) ? form?.querySelector<HTMLElement>('input, textarea') : null
    const place = field ?? form?.closest('dialog')?.querySelector<HTMLElement>('.button--primary')
    place?.focus()
  }, [action])
  // A dialog that leaves the page does not give the focus back by itself.
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => void requestAnimationFrame(() => giveBackFocus(before)), [before])
  const draft = toPayload(action, form.value, status.reference)
  return (
    <Dialog
      open
      title={actionLabel(action)}
      onClose={onClose}
      closeLabel={t('act-close')}
      actions={
        <>
          <Button kind="secondary" onClick={onClose}>
            {t('act-cancel')}
          </Button>
          <SignButton busy={busy.value} disabled={!isPossible} onSign={() => void sign()} />
        </>
      }
    >
      <form
        id={formId}
        class="clerk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isPossible) void sign()
        }}
        onKeyDown={(event) => {
          // Enter alone is a new line in the words.
          if (event.key === 'Enter' && event.ctrlKey && isPossible) void sign()
        }}
      >
        <ActFields
          dossier={dossier}
          status={status}
          action={action}
          form={form.value}
          problem={problem.value}
          onChange={(change) => {
            form.value = { ...form.value, ...change }
            problem.value = null
          }}
        />
      </form>
      <CitizenPreview
        act={{ kind: action.kind, payload: draft.ok ? draft.value : draftPayload(action, form.value) }}
        dossier={dossier}
        status={status}
        first={langOf(status)}
      />
      {isOffline ? <Notice tone="info">{t('act-offline')}</Notice> : null}
      {isPossible ? null : <Notice tone="warning">{t('act-not-now')}</Notice>}
      {refused.value === null ? null : <Notice tone="error">{refused.value}</Notice>}
    </Dialog>
  )
}

interface SignProps {
  readonly busy: boolean
  readonly disabled: boolean
  readonly onSign: () => void
}

function SignButton({ busy, disabled, onSign }: SignProps) {
  return (
    <Button kind="primary" icon="key" busy={busy} disabled={disabled} onClick={onSign}>
      {t('act-sign')}
    </Button>
  )
}

/** Where the keyboard was, or the actions that are left. */
const giveBackFocus = (before: Element | null) => {
  const place = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null
  ;(place ?? document.querySelector<HTMLElement>('.clerk-actions button'))?.focus()
}

const mustFill = (action: Action): boolean =>
  action.kind === 'decided'
    ? action.needsReason
    : action.kind === 'handed-over'
      ? action.handsPaper
      : action.kind !== 'ready'

/** The message as far as it can be told while something is still missing. */
const draftPayload = (action: Action, form: ActForm) => ({
  outcome: action.outcome,
  pieces: form.pieces,
  reason: form.reason,
  text: form.text,
  message: form.text,
  keep: form.keep,
})

const langOf = (status: DossierStatus): Lang => {
  const opened = status.history.find((act) => act.kind === 'opened')
  return (opened === undefined ? null : payloadOf(opened, 'opened')?.lang) ?? 'fr'
}
