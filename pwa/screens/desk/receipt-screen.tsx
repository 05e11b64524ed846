// A receipt printed again. Only the device that made it can: its secret exists nowhere else.
import { useLocation, useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import type { Receipt } from '../../models/request.ts'
import { receiptOf } from '../../models/request.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { t } from './text.ts'

export const ReceiptScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const id = params['id'] ?? ''
  const [receipt, setReceipt] = useState<Receipt | null | undefined>(undefined)
  useEffect(() => {
    let left = false
    void receiptOf(id).then((found) => left || setReceipt(found))
    return () => {
      left = true
    }
  }, [id])
  const back = () => route(`/dossier/${id}`)

  if (receipt === undefined)
    return (
      <Page title={t('receipt.again')} back={back} backLabel={t('back.dossier')}>
        <Spinner label={t('request.loading')} />
      </Page>
    )
  if (receipt === null)
    return (
      <Page title={t('receipt.again')} back={back} backLabel={t('back.dossier')}>
        <EmptyState pictogram="papers" title={t('receipt.elsewhere')}>
          {t('receipt.elsewhere-hint')}
        </EmptyState>
      </Page>
    )
  return <ReceiptPage receipt={receipt} mandated onBack={back} />
}
