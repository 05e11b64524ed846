// The citizen's leave to file for them. First the words, read aloud, with a yes and a no of the same size; only after
// a yes, its proof: a mark, a spoken yes before a witness, or a paper. A no files nothing and keeps the paper road.
import { useEffect, useState } from 'preact/hooks'
import type { MandateDays } from '../../models/mandate-text.ts'
import type { Receipt, Request } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { MandateProof } from './mandate-proof.tsx'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'

interface MandateStepProps {
  request: Request
  onFiled: (receipt: Receipt) => void
  onRefused: () => void
}

const periods = { '1': 1, '31': 31, '182': 182, '365': 365 } as const satisfies Record<string, MandateDays>
type Period = keyof typeof periods
const isPeriod = (value: string | undefined): value is Period => value !== undefined && value in periods

export const MandateStep = ({ request, onFiled, onRefused }: MandateStepProps) => {
  const [period, setPeriod] = useState<Period>('1')
  const [accepted, setAccepted] = useState(false)
  const [sayingNo, setSayingNo] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const days = periods[period]

  // The shortest, until the person asks for longer; the words on screen follow, and are the ones that are kept.
  useEffect(() => {
    request.mandateDays.value = days
  }, [days])

  const refuse = async () => {
    if (refusing) return
    setRefusing(true)
    await request.refuseMandate()
    onRefused()
  }

  return (
    <RequestFrame
      request={request}
      title={t(accepted ? 'mandate.proof-title' : 'mandate.title')}
      lead={t(accepted ? 'mandate.proof-lead' : 'mandate.lead')}
      back={() => (accepted ? setAccepted(false) : request.back())}
    >
      {accepted ? (
        <>
          <details class="desk-fold">
            <summary>{t('mandate.words')}</summary>
            <Words text={request.mandateText.value} />
          </details>
          <MandateProof request={request} days={days} onFiled={onFiled} />
        </>
      ) : (
        <>
          <Words text={request.mandateText.value} />
          <ChoiceGroup
            id="mandate-days"
            legend={t('mandate.days')}
            hint={t('mandate.days-hint')}
            numbered={false}
            options={(['1', '31', '182', '365'] as const).map((value) => ({
              value,
              label: t(`mandate.days-${value}`),
            }))}
            value={[period]}
            onChange={([value]) => isPeriod(value) && setPeriod(value)}
          />
          <p class="mandate-question">{t('mandate.question')}</p>
          <div class="desk-yes-no">
            <Button kind="yes" size="large" icon="check" shortcut="1" onClick={() => setAccepted(true)}>
              {t('mandate.yes')}
            </Button>
            <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => setSayingNo(true)}>
              {t('mandate.no')}
            </Button>
          </div>
        </>
      )}
      <Dialog
        open={sayingNo}
        title={t('mandate.no-title')}
        onClose={() => setSayingNo(false)}
        closeLabel={t('close')}
        actions={
          <>
            <Button kind="primary" size="large" busy={refusing} onClick={() => void refuse()}>
              {t('mandate.no-sure')}
            </Button>
            <Button kind="secondary" size="large" onClick={() => setSayingNo(false)}>
              {t('mandate.no-back')}
            </Button>
          </>
        }
      >
        <Notice tone="info">{t('mandate.no-what')}</Notice>
      </Dialog>
    </RequestFrame>
  )
}

const Words = ({ text }: { text: string }) => (
  <blockquote class="mandate-words" dir="auto">
    <Pictogram name="mandate" size={72} />
    <p>{text}</p>
  </blockquote>
)
