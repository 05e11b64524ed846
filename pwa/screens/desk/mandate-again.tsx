// A new mandate on a dossier that was filed, when the first has ended or was taken back. The same words, the same yes
// and no, the same proof; a no leaves the dossier as it is.
import { effect } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { mandateCard } from '../../models/cards/consent-cards.ts'
import { mandateScript } from '../../models/cards/mandate-script.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import type { MandateGiving } from '../../models/mandate-giving.ts'
import type { MandateDays } from '../../models/mandate-text.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { phase } from '../../models/session.ts'
import { turnSide } from '../../models/turn.ts'
import { endVisit, variety } from '../../models/visit.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { EarFor } from '../voice/ear-for.tsx'
import { MandateAsk, MandateWordsFold } from './mandate-ask.tsx'
import { MandateProof } from './mandate-proof.tsx'
import { askers } from './mandate-step.tsx'
import './request.css'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useDossier } from './use-dossier.ts'
import { VisitBar } from './visit-bar.tsx'

interface Said {
  readonly dossier: string
  readonly answer: 'yes' | 'no'
  readonly days: MandateDays
}

/** What the person said on their side, while this screen was not drawn. Taken once; a device that locks keeps none. */
let said: Said | null = null

const takeSaid = (dossier: string): Said | null => {
  const taken = said?.dossier === dossier ? said : null
  said = null
  return taken
}

effect(() => {
  if (phase.value !== 'open') said = null
})

export const MandateAgainScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const id = params['id'] ?? ''
  const dossier = useDossier(id)
  const back = () => route(`/dossier/${id}`)
  const giving = dossier?.mandateAgain
  const pack = dossier?.pack

  if (dossier === undefined)
    return (
      <Page title={t('renew.title')} back={back} backLabel={t('back.dossier')}>
        <Spinner label={t('dossier.loading')} />
      </Page>
    )
  if (!dossier || !giving || !pack || !dossier.mayAct.value.includes('mandate-given'))
    return (
      <Page title={t('renew.title')} back={back} backLabel={t('back.dossier')}>
        <EmptyState pictogram="question" title={t('dossier.absent-title')}>
          {t('dossier.absent-hint')}
        </EmptyState>
      </Page>
    )
  return <MandateAgain dossier={dossier} giving={giving} pack={pack} onLeave={back} />
}

interface MandateAgainProps {
  dossier: OpenDossier
  giving: MandateGiving
  pack: ProcedurePack
  onLeave: () => void
}

const MandateAgain = ({ dossier, giving, pack, onLeave }: MandateAgainProps) => {
  const [agreed, setAgreed] = useState(false)
  useEffect(() => {
    const taken = takeSaid(dossier.id)
    if (taken?.answer === 'no') return onLeave()
    if (taken === null) return
    giving.mandateDays.value = taken.days
    setAgreed(true)
  }, [])

  // Who came for it leaves with it; while they have the screen, they are still there.
  useEffect(() => () => void (turnSide.peek() === 'helper' && endVisit()), [])

  const days = giving.mandateDays.value
  const request = { mandateDays: giving.mandateDays, pack, refuseMandate: async () => undefined }
  const turn = () =>
    turnTo(
      mandateScript({ request, hearer, follows: { variety } }, askers, (answer) => {
        said = { dossier: dossier.id, answer, days: request.mandateDays.peek() }
      }),
      () => null,
    )
  const says = agreed
    ? [prompt('app.mandate-say-name')]
    : mandateCard(hearer(), pack, { days, who: askers(), task: 'follow' }).says

  return (
    <Page
      title={t(agreed ? 'mandate.proof-title' : 'renew.title')}
      lead={t(agreed ? 'mandate.proof-lead' : 'renew.lead')}
      back={() => (agreed ? setAgreed(false) : onLeave())}
      backLabel={t(agreed ? 'back.step' : 'back.dossier')}
      actions={
        <>
          <EarFor says={says} variety={hearer().variety} size="staff" label={t('say.question')} />
          {!agreed && (
            <Button kind="secondary" icon="refresh" shortcut="T" onClick={turn}>
              {t('turn.do')}
            </Button>
          )}
        </>
      }
    >
      <VisitBar />
      {agreed ? (
        <>
          <MandateWordsFold text={giving.mandateText.value} />
          <MandateProof
            giving={giving}
            then={async () => {
              onLeave()
              return null
            }}
            words={{ do: t('renew.do'), busy: t('renew.busy'), failed: t('renew.failed') }}
          />
        </>
      ) : (
        <MandateAsk
          giving={giving}
          refusal={{ what: t('renew.no-what'), sure: t('renew.no-sure') }}
          onYes={() => setAgreed(true)}
          onNo={async () => onLeave()}
        />
      )}
    </Page>
  )
}
