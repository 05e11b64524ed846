// Before an order leaves: what will happen, when, whether it can be taken back, and why. Nothing is written before yes.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { RuleError } from '../../../shared/dossier/rules.ts'
import type { Result } from '../../../shared/text/result.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

export interface OrderProps {
  readonly title: string
  readonly happens: readonly string[]
  readonly when: string
  /** Absent for what is neither: a certification. */
  readonly undo?: 'can-undo' | 'no-undo' | undefined
  readonly warning?: string | undefined
  /** Reasons, dates, units: what is still to be said. */
  readonly children?: ComponentChildren
  readonly confirm: string
  readonly danger?: boolean | undefined
  readonly ready?: boolean | undefined
  readonly onClose: () => void
  readonly onConfirm: () => Promise<Result<unknown, RuleError>>
}

export function OrderDialog(props: OrderProps) {
  const { title, happens, when, undo, warning, danger = false, ready = true, onClose, onConfirm } = props
  const failed = useSignal<string | null>(null)
  const busy = useSignal(false)
  const confirm = async () => {
    busy.value = true
    // A disk that refuses is told like a rule that does: nothing was ordered.
    const done = await onConfirm().catch(() => null)
    busy.value = false
    if (done?.ok) return onClose()
    failed.value = done ? done.error.detail[lang.value] : t('fleet-failed')
  }
  return (
    <Dialog
      open
      title={title}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            busy={busy.value}
            disabled={!ready}
            onClick={() => void confirm()}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <div class="fleet-order">
        {warning === undefined ? null : <Notice tone="warning">{warning}</Notice>}
        <section aria-labelledby="fleet-happens">
          <h3 id="fleet-happens">{t('what-happens')}</h3>
          <ul class="fleet-order__list">
            {happens.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p class="fleet-order__when">
            <Icon name="clock" /> <span>{when}</span>
          </p>
          {undo === undefined ? null : (
            <p class="fleet-order__when fleet-order__undo">
              <Icon name={undo === 'no-undo' ? 'warning' : 'refresh'} /> <span>{t(undo)}</span>
            </p>
          )}
        </section>
        {props.children}
        {failed.value === null ? null : <Notice tone="error">{failed.value}</Notice>}
      </div>
    </Dialog>
  )
}
