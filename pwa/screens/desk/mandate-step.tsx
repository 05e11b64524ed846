// The person's leave to file for them. First the words, heard on their side or read aloud, with a yes and a no of the
// same size; only after a yes, its proof. A no files nothing and keeps the paper road.
import { useEffect, useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import { mandateCard } from '../../models/cards/consent-cards.ts'
import { mandateScript } from '../../models/cards/mandate-script.ts'
import { mandateDays } from '../../models/mandate-text.ts'
import type { MandateDays } from '../../models/mandate-text.ts'
import { me, unit } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { DeskRequest } from './held-request.ts'
import { MandateProof } from './mandate-proof.tsx'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'

const daysOf = (value: string | undefined): MandateDays | null =>
  mandateDays.find((days) => String(days) === value) ?? null

export const MandateStep = ({ desk }: { desk: DeskRequest }) => {
  const { request, agreed, ended } = desk
  const [sayingNo, setSayingNo] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const days = request.mandateDays.value

  // The shortest, until the person asks for longer; what they chose on their side stays.
  useEffect(() => {
    if (!agreed.peek()) request.mandateDays.value = 1
  }, [])

  const refuse = async () => {
    if (refusing) return
    setRefusing(true)
    await request.refuseMandate()
    ended.value = 'refused'
  }
  const who = () =>
    [me.value?.name, unit.value?.name[screenLangOf(hearer().variety)]].filter((one) => one !== undefined)
  const turn = () =>
    turnTo(
      mandateScript({ request, hearer }, who, (said) => {
        if (said === 'yes') agreed.value = true
        else ended.value = 'refused'
      }),
      () => request,
    )

  return (
    <RequestFrame
      request={request}
      title={t(agreed.value ? 'mandate.proof-title' : 'mandate.title')}
      lead={t(agreed.value ? 'mandate.proof-lead' : 'mandate.lead')}
      says={
        agreed.value ? [prompt('app.mandate-say-name')] : mandateCard(hearer(), request.pack, { days, who: who() }).says
      }
      onTurn={agreed.value ? undefined : turn}
      back={() => {
        if (agreed.value) agreed.value = false
        else request.back()
      }}
    >
      {agreed.value ? (
        <>
          <details class="desk-fold">
            <summary>{t('mandate.words')}</summary>
            <Words text={request.mandateText.value} />
          </details>
          <MandateProof request={request} days={days} onFiled={() => (ended.value = 'filed')} />
        </>
      ) : (
        <>
          <Words text={request.mandateText.value} />
          <ChoiceGroup
            id="mandate-days"
            legend={t('mandate.days')}
            hint={t('mandate.days-hint')}
            numbered={false}
            options={mandateDays.map((one) => ({ value: String(one), label: t(`mandate.days-${one}`) }))}
            value={[String(days)]}
            onChange={([value]) => {
              request.mandateDays.value = daysOf(value) ?? 1
            }}
          />
          <p class="mandate-question">{t('mandate.question')}</p>
          <div class="desk-yes-no">
            <Button kind="yes" size="large" icon="check" shortcut="1" onClick={() => (agreed.value = true)}>
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
