// The paper changes hands: what is to be paid, whose paper it is (typed, scanned or seen by the camera), what proves it.
import { useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { feeOf } from '../../../shared/procedure/office.ts'
import type { Fee } from '../../../shared/procedure/office.ts'
import { formatAmount } from '../../text/format.ts'
import { lang, loadMessages } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { MarkPad } from '../../ui/mark-pad.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useScanner } from '../paper/use-scanner.ts'
import { errorOf } from './act-field-parts.tsx'
import type { FieldsProps } from './act-field-parts.tsx'
import { ta, tell } from './acts-text.ts'
import { t } from './text.ts'

export function HandOverFields(props: FieldsProps) {
  const { dossier, action } = props
  if (!action.handsPaper) return <p>{t('close-nothing-handed')}</p>
  return (
    <>
      {action.needsPayment && dossier.pack ? <Payment fee={feeOf(dossier.pack, dossier.effective.value)} /> : null}
      <WhosePaper {...props} />
      <Proof {...props} />
    </>
  )
}

function WhosePaper({ form, problem, onChange }: FieldsProps) {
  const take = (pairs: string) => onChange({ pairs })
  useScanner(take)
  return (
    <>
      <TextField
        id="act-pairs"
        dir="ltr"
        label={t('field-pairs')}
        hint={ta('hand.pairs-hint')}
        error={errorOf(problem, 'pairs')}
        value={form.pairs}
        onInput={take}
      />
      <Camera onRead={take} />
    </>
  )
}

type CameraDialog = FunctionComponent<{ readonly onRead: (text: string) => void; readonly onClose: () => void }>

/** The reader and its words are fetched by whoever opens it. */
function Camera({ onRead }: { readonly onRead: (text: string) => void }) {
  const opened = useSignal<{ readonly Dialog: CameraDialog } | null>(null)
  const failed = useSignal(false)
  const open = async () => {
    try {
      const [{ PaperCamera }] = await Promise.all([import('../paper/paper-camera.tsx'), loadMessages('desk')])
      opened.value = { Dialog: PaperCamera }
    } catch {
      failed.value = true
    }
  }
  const close = () => {
    opened.value = null
  }
  return (
    <div>
      <Button icon="camera" onClick={() => void open()}>
        {ta('hand.camera')}
      </Button>
      {failed.value ? <p class="clerk-alert">{ta('hand.camera-failed')}</p> : null}
      {opened.value === null ? null : (
        <opened.value.Dialog
          onClose={close}
          onRead={(text) => {
            close()
            onRead(text)
          }}
        />
      )}
    </div>
  )
}

function Proof({ form, problem, onChange }: FieldsProps) {
  return (
    <>
      <ChoiceGroup
        id="act-proof"
        legend={t('field-proof')}
        options={[
          { value: 'reference', label: t('field-proof-reference') },
          { value: 'mark', label: t('field-proof-mark') },
        ]}
        value={[form.proof]}
        onChange={([proof]) => onChange({ proof: proof === 'mark' ? 'mark' : 'reference' })}
      />
      {form.proof === 'mark' ? (
        <>
          <MarkPad
            label={t('field-mark')}
            hint={t('field-mark-hint')}
            clearLabel={t('field-mark-clear')}
            value={form.mark}
            onChange={(mark) => onChange({ mark })}
          />
          {problem?.field === 'mark' ? (
            <p class="clerk-alert" role="alert">
              {tell(problem.message)}
            </p>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** What is to be paid first; an amount whose source was not checked says so. */
function Payment({ fee }: { readonly fee: Fee }) {
  if (fee.amount === 0) return null
  if (fee.amount === null) return <Notice tone="info">{t('fee-unknown')}</Notice>
  const amount = formatAmount(fee.amount, fee.currency, lang.value)
  return <Notice tone="info">{t(fee.verified ? 'fee-verified' : 'fee-unverified', { amount })}</Notice>
}
