// The words of a mandate, for how long, and a yes and a no of the same size. A no is asked once more, never a yes.
import { useState } from 'preact/hooks'
import { mandateDays } from '../../models/mandate-text.ts'
import type { MandateGiving } from '../../models/mandate-giving.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { t } from './text.ts'

interface MandateAskProps {
  giving: Pick<MandateGiving, 'mandateDays' | 'mandateText'>
  /** What a no does, in words: nothing is filed, or nothing changes. */
  refusal: { readonly what: string; readonly sure: string }
  onYes: () => void
  onNo: () => Promise<void>
}

export const MandateAsk = ({ giving, refusal, onYes, onNo }: MandateAskProps) => {
  const [sayingNo, setSayingNo] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const refuse = async () => {
    if (refusing) return
    setRefusing(true)
    await onNo()
  }
  return (
    <>
      <MandateWords text={giving.mandateText.value} />
      <ChoiceGroup
        id="mandate-days"
        legend={t('mandate.days')}
        hint={t('mandate.days-hint')}
        numbered={false}
        options={mandateDays.map((one) => ({ value: String(one), label: t(`mandate.days-${one}`) }))}
        value={[String(giving.mandateDays.value)]}
        onChange={([value]) => {
          giving.mandateDays.value = mandateDays.find((days) => String(days) === value) ?? 1
        }}
      />
      <p class="mandate-question">{t('mandate.question')}</p>
      <div class="desk-yes-no">
        <Button kind="yes" size="large" icon="check" shortcut="1" onClick={onYes}>
          {t('mandate.yes')}
        </Button>
        <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => setSayingNo(true)}>
          {t('mandate.no')}
        </Button>
      </div>
      <Dialog
        open={sayingNo}
        title={t('mandate.no-title')}
        onClose={() => setSayingNo(false)}
        closeLabel={t('close')}
        actions={
          <>
            <Button kind="primary" size="large" busy={refusing} onClick={() => void refuse()}>
              {refusal.sure}
            </Button>
            <Button kind="secondary" size="large" onClick={() => setSayingNo(false)}>
              {t('mandate.no-back')}
            </Button>
          </>
        }
      >
        <Notice tone="info">{refusal.what}</Notice>
      </Dialog>
    </>
  )
}

export const MandateWords = ({ text }: { text: string }) => (
  <blockquote class="mandate-words" dir="auto">
    <Pictogram name="mandate" size={72} />
    <p>{text}</p>
  </blockquote>
)

/** Read again while the proof is taken. */
export const MandateWordsFold = ({ text }: { text: string }) => (
  <details class="desk-fold">
    <summary>{t('mandate.words')}</summary>
    <MandateWords text={text} />
  </details>
)
