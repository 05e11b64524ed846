// Before a supervisor signs: what will be left of the dossier, what must be filled in, and the very sentence that is
// signed. Nothing is written before yes, and what is refused says why and keeps what was typed.
import { useSignal } from '@preact/signals'
import { keepingDesk, type KeepingCase, type KeepingStep } from '../../models/keeping.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Reference } from '../../ui/reference.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { DayField } from '../clerk/day-field.tsx'
import { useSignKey } from '../clerk/sign-key.ts'
import { signedOf, type Form, type Problem } from './retention-payload.ts'
import { numberOf, placeOf, procedureName, sentence, whatIsLeft } from './retention-words.ts'
import { t } from './text.ts'

interface DialogProps {
  readonly told: KeepingCase
  readonly step: KeepingStep
  readonly today: string
  readonly onClose: () => void
}

const empty: Form = { reason: '', until: '', where: '', slip: '' }

export function RetentionDialog({ told, step, today, onClose }: DialogProps) {
  const form = useSignal<Form>(empty)
  const problem = useSignal<Problem | null>(null)
  const refused = useSignal<string | null>(null)
  const busy = useSignal(false)
  const set = (change: Partial<Form>) => {
    form.value = { ...form.value, ...change }
    problem.value = null
  }
  const errorOf = (field: Problem['field']) => (problem.value?.field === field ? t(problem.value.message) : undefined)

  const sign = async (): Promise<void> => {
    const signed = signedOf(step, form.value, today, placeOf(form.value))
    problem.value = signed.ok ? null : signed.error
    refused.value = null
    if (!signed.ok) return focusOn(signed.error.field)
    if (busy.value) return
    busy.value = true
    try {
      const done = await keepingDesk().sign(told, signed.value.kind, signed.value.payload)
      if (done.ok) return onClose()
      refused.value = done.error.detail[lang.value]
    } catch (cause) {
      // The disk refused, or the dossier was erased meanwhile: say so, and let whoever collects errors see it.
      refused.value = t('failed')
      throw cause
    } finally {
      busy.value = false
    }
  }
  useSignKey(() => void sign())
  const isEnd = step === 'destroy' || step === 'anonymise'
  return (
    <Dialog
      open
      title={t(`title.${step}`)}
      closeLabel={t('close')}
      onClose={onClose}
      firstFocus={(dialog) => dialog.querySelector<HTMLElement>('.input')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind={isEnd ? 'danger' : 'primary'}
            icon="edit"
            shortcut="Ctrl+Enter"
            busy={busy.value}
            onClick={() => void sign()}
          >
            {t('sign')}
          </Button>
        </>
      }
    >
      <div class="retention-sign">
        <p>
          <Reference value={numberOf(told)} /> {procedureName(told)}
        </p>
        <section aria-labelledby="retention-left">
          <h3 id="retention-left">{t(isEnd || step === 'archive' ? 'left.title' : 'left.title-keep')}</h3>
          <ul>
            {whatIsLeft(told, step).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
        {step === 'archive' ? (
          <>
            <TextField
              id="retention-where"
              label={t('field.where')}
              error={errorOf('where')}
              maxLength={300}
              value={form.value.where}
              onInput={(where) => set({ where })}
            />
            <TextField
              id="retention-slip"
              label={t('field.slip')}
              hint={t('field.slip-hint')}
              error={errorOf('slip')}
              maxLength={100}
              value={form.value.slip}
              onInput={(slip) => set({ slip })}
            />
          </>
        ) : null}
        {step === 'keep' ? (
          <DayField
            id="retention-until"
            label={t('field.until')}
            error={errorOf('until')}
            value={form.value.until}
            onInput={(until) => set({ until })}
          />
        ) : null}
        <TextField
          id="retention-reason"
          label={t(step === 'archive' ? 'field.note' : 'field.reason')}
          hint={step === 'archive' ? undefined : t('field.reason-hint')}
          error={errorOf('reason')}
          multiline
          maxLength={1000}
          value={form.value.reason}
          onInput={(reason) => set({ reason })}
        />
        <figure class="retention-sentence">
          <figcaption>{t('sign.caption')}</figcaption>
          <blockquote>{sentence(told, step, form.value)}</blockquote>
        </figure>
        {isEnd ? <Notice tone="warning">{t('no-undo')}</Notice> : null}
        {refused.value === null ? null : <Notice tone="error">{refused.value}</Notice>}
      </div>
    </Dialog>
  )
}

const focusOn = (field: Problem['field']): void =>
  document.getElementById(field === 'until' ? 'retention-until-day' : `retention-${field}`)?.focus()
