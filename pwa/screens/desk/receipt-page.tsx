// The receipt on screen, ready to print or to be written by hand, and the end of the visit. It says plainly whether
// anything has left yet.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { lineOf } from '../../models/line-of.ts'
import { packOf } from '../../models/packs.ts'
import type { PaperReceipt } from '../../models/receipt-desk.ts'
import { directory } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { paperFormat, paperFormats, rememberPaperFormat } from './paper-format.ts'
import { pictureOr } from './pictures.ts'
import { ReceiptByHand } from './receipt-by-hand.tsx'
import './receipt-page.css'
import { ReceiptPaper } from './receipt-paper.tsx'
import { paperState } from './receipt-state.ts'
import { ReceiptTurn } from './receipt-turn.tsx'
import { t } from './text.ts'
import { useReceipt } from './use-receipt.ts'

interface ReceiptPageProps {
  dossier: string
  /** Printed again later: no visit to end. */
  onBack?: () => void
}

export const ReceiptPage = ({ dossier, onBack }: ReceiptPageProps) => {
  const { paper, came } = useReceipt(dossier)
  const [byHand, setByHand] = useState(false)
  const again = onBack !== undefined
  const frame = again ? { back: onBack, backLabel: t('back.dossier') } : {}

  if (paper === undefined)
    return (
      <Page title={t(again ? 'receipt.again' : 'receipt.title')} {...frame}>
        <Spinner label={t('request.loading')} />
      </Page>
    )
  if (paper === null)
    return (
      <Page title={t('receipt.again')} {...frame}>
        <EmptyState pictogram="papers" title={t('receipt.elsewhere')}>
          {t('receipt.elsewhere-hint')}
        </EmptyState>
      </Page>
    )
  if (byHand)
    return (
      <ReceiptByHand
        receipt={paper.receipt}
        onBack={() => setByHand(false)}
        onWritten={() => void came().then(() => setByHand(false))}
      />
    )
  return (
    <Page title={t(again ? 'receipt.again' : 'receipt.title')} {...frame}>
      <Printing paper={paper} again={again} onByHand={() => setByHand(true)} />
    </Page>
  )
}

interface PrintingProps {
  paper: PaperReceipt
  again: boolean
  onByHand: () => void
}

const Printing = ({ paper, again, onByHand }: PrintingProps) => {
  const { receipt, seal, mandateUntil, printed } = paper
  const { route } = useLocation()
  const [format, setFormat] = useState(paperFormat)
  const summary = lineOf(receipt.dossier)
  const state = paperState(summary)
  const pictogram = pictureOr(
    summary === undefined ? undefined : packOf(summary.procedure)?.service.pictogram,
    'papers',
  )
  return (
    <>
      <div class="screen-only stack">
        <div class="receipt-state">
          <Pictogram name={state} size={72} />
          <div>
            <strong>{t(`receipt.${state}`)}</strong>
            <p>{t(`receipt.${state}-hint`)}</p>
          </div>
        </div>
        <ButtonRow>
          <Button kind="primary" size="large" icon="print" shortcut="P" onClick={() => print()}>
            {t(printed === 0 ? 'receipt.print' : 'receipt.print-copy', { count: printed })}
          </Button>
          <Button kind="secondary" size="large" icon="edit" shortcut="M" onClick={onByHand}>
            {t('receipt.by-hand')}
          </Button>
          {!again && <ReceiptTurn receipt={receipt} state={state} />}
          {!again && (
            <Button kind="secondary" size="large" icon="check" onClick={() => route('/end', true)}>
              {t('receipt.end')}
            </Button>
          )}
        </ButtonRow>
        <ChoiceGroup
          id="paper-format"
          legend={t('receipt.format')}
          numbered={false}
          options={paperFormats.map((one) => ({ value: one, label: t(`receipt.format-${one}`) }))}
          value={[format]}
          onChange={([value]) => {
            const chosen = paperFormats.find((one) => one === value) ?? format
            rememberPaperFormat(chosen)
            setFormat(chosen)
          }}
        />
      </div>
      <ReceiptPaper
        receipt={receipt}
        seal={seal}
        pictogram={pictogram}
        format={format}
        state={state}
        mandateUntil={mandateUntil}
        copy={printed}
        demo={directory.value?.demo ?? false}
      />
    </>
  )
}
