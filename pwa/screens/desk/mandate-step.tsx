// The person's leave to file for them. First the words, heard on their side or read aloud, with a yes and a no of the
// same size; only after a yes, its proof. A no files nothing and keeps the paper road.
import { useEffect } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import { mandateCard } from '../../models/cards/consent-cards.ts'
import { mandateScript } from '../../models/cards/mandate-script.ts'
import { me, unit } from '../../models/session.ts'
import type { DeskRequest } from './held-request.ts'
import { MandateAsk, MandateWordsFold } from './mandate-ask.tsx'
import { MandateProof } from './mandate-proof.tsx'
import type { MandateProblem } from './mandate-proof.tsx'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'

export const MandateStep = ({ desk }: { desk: DeskRequest }) => {
  const { request, agreed, ended } = desk
  const days = request.mandateDays.value

  // The shortest, until the person asks for longer; what they chose on their side stays.
  useEffect(() => {
    if (!agreed.peek()) request.mandateDays.value = 1
  }, [])

  const refuse = async () => {
    await request.refuseMandate()
    ended.value = 'refused'
  }
  const file = async (): Promise<MandateProblem | null> => {
    const filed = await request.submit()
    if (filed.ok) {
      ended.value = 'filed'
      return null
    }
    const { error } = filed
    return error.type === 'no-reference' || error.type === 'no-office'
      ? { message: `mandate.${error.type}` }
      : { detail: error.detail }
  }
  const turn = () =>
    turnTo(
      mandateScript({ request, hearer }, askers, (said) => {
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
        agreed.value
          ? [prompt('app.mandate-say-name')]
          : mandateCard(hearer(), request.pack, { days, who: askers() }).says
      }
      onTurn={agreed.value ? undefined : turn}
      back={() => {
        if (agreed.value) agreed.value = false
        else request.back()
      }}
    >
      {agreed.value ? (
        <>
          <MandateWordsFold text={request.mandateText.value} />
          <MandateProof
            giving={request}
            then={file}
            words={{ do: t('mandate.file'), busy: t('mandate.filing'), failed: t('mandate.not-filed') }}
          />
        </>
      ) : (
        <MandateAsk
          giving={request}
          refusal={{ what: t('mandate.no-what'), sure: t('mandate.no-sure') }}
          onYes={() => (agreed.value = true)}
          onNo={refuse}
        />
      )}
    </RequestFrame>
  )
}

/** Who asks for it and where, as the person reads it on the wall. */
export const askers = (): readonly string[] =>
  [me.value?.name, unit.value?.name[screenLangOf(hearer().variety)]].filter((one) => one !== undefined)
