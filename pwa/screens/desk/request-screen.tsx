// The assisted request: which of its steps is on screen, and that everything typed is kept here. A request that was
// already filed is never shown again by the Back button: its address leads to the dossier.
import { useLocation, useRoute } from 'preact-iso'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { resumeRequest } from '../../models/request.ts'
import { turnSide } from '../../models/turn.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { deskRequest, holdRequest, takeRequest } from './held-request.ts'
import type { DeskRequest } from './held-request.ts'
import { MandateStep } from './mandate-step.tsx'
import { PapersStep } from './papers-step.tsx'
import { QuestionStep } from './question-step.tsx'
import { ReadBackStep } from './read-back-step.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { RefusedPage } from './refused-page.tsx'
import './request.css'
import { TeachBackStep } from './teach-back-step.tsx'
import { t } from './text.ts'
import { VisitBar } from './visit-bar.tsx'

type Loading = { readonly desk: DeskRequest | null; readonly id: string } | null

export const RequestScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const id = params['id'] ?? ''
  const [loaded, setLoaded] = useState<Loading>(null)

  useEffect(() => {
    let desk = takeRequest(id)
    let left = false
    const resume = async () => {
      const found = await resumeRequest(id)
      if (left) return found?.close()
      desk = found === null ? null : deskRequest(found)
      setLoaded({ desk, id })
    }
    if (desk !== null) setLoaded({ desk, id })
    else void resume()
    return () => {
      left = true
      if (desk === null) return
      // While the person has the screen, nothing of this side is drawn; the request goes on.
      if (turnSide.peek() === 'helper') desk.request.close()
      else holdRequest(desk)
    }
  }, [id])

  const desk = loaded?.id === id ? loaded.desk : undefined
  const request = desk?.request
  const isFiled = request?.step.value.kind === 'receipt'
  const wasFiled = useRef<boolean | null>(null)
  if (desk && wasFiled.current === null) wasFiled.current = isFiled && desk.ended.peek() === null
  useEffect(() => {
    if (request && wasFiled.current) route(`/dossier/${id}`, true)
  }, [request])

  if (desk === undefined || (desk !== null && wasFiled.current))
    return (
      <Page title={t('request.title')}>
        <Spinner label={t('request.loading')} />
      </Page>
    )
  if (desk === null)
    return (
      <Page title={t('request.absent')} back={() => route('/')} backLabel={t('back.home')}>
        <EmptyState
          pictogram="question"
          title={t('request.absent-hint')}
          action={
            <Button kind="secondary" href="/find">
              {t('home.find')}
            </Button>
          }
        />
      </Page>
    )
  return <OpenRequest key={desk.request.id} desk={desk} />
}

const OpenRequest = ({ desk }: { desk: DeskRequest }) => {
  const { request, ended } = desk
  // Above all steps and the same node each time: what it shows it reads from signals, so no step draws it anew.
  const visitBar = useMemo(() => <VisitBar />, [])
  if (ended.value === 'refused') return <RefusedPage pack={request.pack} />
  if (ended.value === 'filed') return <ReceiptPage dossier={request.id} />
  return (
    <div class="request-steps">
      {visitBar}
      <Step desk={desk} />
    </div>
  )
}

const Step = ({ desk }: { desk: DeskRequest }) => {
  const { route } = useLocation()
  const { request } = desk
  const step = request.step.value
  const home = useCallback(() => route('/'), [route])

  switch (step.kind) {
    case 'papers':
      return <PapersStep request={request} onLeave={home} />
    case 'question':
      return <QuestionStep request={request} name={step.name} onLeave={home} />
    case 'read-back':
      return <ReadBackStep request={request} />
    case 'teach-back':
      return <TeachBackStep request={request} />
    case 'mandate':
      return <MandateStep desk={desk} />
    case 'receipt':
      return (
        <Page title={t('request.title')}>
          <Spinner label={t('mandate.filing')} />
        </Page>
      )
  }
}
