// One procedure before it is started: what it is, what it costs, how long, and the papers to have. Reading it opens
// no dossier; only "start" does.
import { useLocation, useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { competentOffice } from '../../../shared/procedure/office.ts'
import { descriptionCard } from '../../models/cards/need-cards.ts'
import { packs } from '../../models/packs.ts'
import { NoRoomError, startRequest } from '../../models/request.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { delayWords, feeWords, sourceWords } from './facts.ts'
import { deskRequest, holdRequest } from './held-request.ts'
import { PaperList } from './paper-list.tsx'
import { pictureOr } from './pictures.ts'
import { EarFor } from '../voice/ear-for.tsx'
import { t } from './text.ts'
import { hearer } from './turning.ts'

export const ProcedureScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<'failed' | 'full' | null>(null)
  const pack = packs.value.find((one) => one.id === params['pack'])

  if (pack === undefined)
    return (
      <Page title={t('procedure.absent')} back={() => route('/new')} backLabel={t('back.catalogue')}>
        <EmptyState pictogram="question" title={t('procedure.absent-hint')} />
      </Page>
    )

  const { service } = pack
  const office = directory.value === null ? null : competentOffice(pack, directory.value)

  const start = async () => {
    if (busy) return
    setBusy(true)
    setFailed(null)
    try {
      const request = await startRequest(pack.id)
      holdRequest(deskRequest(request))
      route(`/request/${request.id}`)
    } catch (error) {
      setBusy(false)
      setFailed(error instanceof NoRoomError ? 'full' : 'failed')
      if (!(error instanceof NoRoomError)) throw error
    }
  }

  return (
    <Page
      title={service.name[lang.value]}
      lead={service.description[lang.value]}
      back={() => route('/new')}
      backLabel={t('back.catalogue')}
      actions={
        <EarFor
          says={descriptionCard(hearer(), pack).says}
          variety={hearer().variety}
          size="staff"
          label={t('say.procedure')}
        />
      }
    >
      <dl class="desk-facts">
        <Fact
          picture="money"
          term={t('procedure.fee')}
          text={feeWords(pack, lang.value)}
          note={sourceWords(service.hasCost[0]?.source ?? [], lang.value)}
        />
        <Fact
          picture="clock"
          term={t('procedure.delay')}
          text={delayWords(pack, lang.value) === '' ? t('fact.delay-unknown') : delayWords(pack, lang.value)}
          note={sourceWords(
            service.processingTime.value === null ? (service.maxTime?.source ?? []) : service.processingTime.source,
            lang.value,
          )}
        />
        <Fact
          picture="office"
          term={t('procedure.office')}
          text={office?.name[lang.value] ?? service.hasCompetentAuthority.name[lang.value]}
          note=""
        />
      </dl>
      {office === null && <Notice tone="warning">{t('procedure.no-office')}</Notice>}

      <h2>{t('procedure.papers')}</h2>
      <PaperList items={service.hasInputType} />

      {failed !== null && (
        <Notice tone="error" title={t(`procedure.${failed}`)}>
          {t(`procedure.${failed}-hint`)}
        </Notice>
      )}
      <ButtonRow stays>
        <Button kind="primary" size="large" icon="next" shortcut="Enter" busy={busy} onClick={() => void start()}>
          {t('procedure.start')}
        </Button>
      </ButtonRow>
      {busy && <Spinner label={t('procedure.starting')} />}
    </Page>
  )
}

const Fact = (props: { picture: string; term: string; text: string; note: string }) => (
  <div class="desk-fact">
    <Pictogram name={pictureOr(props.picture, 'question')} size={44} />
    <dt>{props.term}</dt>
    <dd>
      <strong>{props.text}</strong>
      {props.note !== '' && <small>{props.note}</small>}
    </dd>
  </div>
)
