// The assisted request: which of its steps is on screen, and that everything typed is kept here. A request that was
// already filed is never shown again by the Back button: its address leads to the dossier.
import { useLocation, useRoute } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Receipt, Request } from '../../models/request.ts'
import { resumeRequest } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { takeRequest } from './held-request.ts'
import { MandateStep } from './mandate-step.tsx'
import { PapersStep } from './papers-step.tsx'
import { QuestionStep } from './question-step.tsx'
import type { Confirmed } from './read-back.ts'
import { ReadBackStep } from './read-back-step.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { RefusedPage } from './refused-page.tsx'
import './request.css'
import { t } from './text.ts'

type Loading = { readonly request: Request | null; readonly id: string } | null

export const RequestScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const id = params['id'] ?? ''
  const [loaded, setLoaded] = useState<Loading>(null)

  useEffect(() => {
    let request: Request | null = takeRequest(id)
    let left = false
    const resume = async () => {
      const found = await resumeRequest(id)
      if (left) return found?.close()
      request = found
      setLoaded({ request: found, id })
    }
    if (request !== null) setLoaded({ request, id })
    else void resume()
    return () => {
      left = true
      request?.close()
    }
  }, [id])

  const request = loaded?.id === id ? loaded.request : undefined
  const isFiled = request?.step.value.kind === 'receipt'
  const wasFiled = useRef<boolean | null>(null)
  if (request && wasFiled.current === null) wasFiled.current = isFiled
  useEffect(() => {
    if (request && wasFiled.current) route(`/dossier/${id}`, true)
  }, [request])

  if (request === undefined || (request !== null && wasFiled.current))
    return (
      <Page title={t('request.title')}>
        <Spinner label={t('request.loading')} />
      </Page>
    )
  if (request === null)
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
  return <OpenRequest key={request.id} request={request} />
}

const OpenRequest = ({ request }: { request: Request }) => {
  const { route } = useLocation()
  const [confirmed, setConfirmed] = useState<Confirmed>(new Map())
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  const [refused, setRefused] = useState(false)
  const step = request.step.value

  if (refused) return <RefusedPage pack={request.pack} />
  if (receipt !== null) return <ReceiptPage receipt={receipt} mandated />
  switch (step.kind) {
    case 'papers':
      return <PapersStep request={request} onLeave={() => route('/')} />
    case 'question':
      return <QuestionStep key={step.name} request={request} name={step.name} onLeave={() => route('/')} />
    case 'read-back':
      return <ReadBackStep request={request} confirmed={confirmed} onConfirm={setConfirmed} />
    case 'mandate':
      return <MandateStep request={request} onFiled={setReceipt} onRefused={() => setRefused(true)} />
    case 'receipt':
      return (
        <Page title={t('request.title')}>
          <Spinner label={t('mandate.filing')} />
        </Page>
      )
  }
}
