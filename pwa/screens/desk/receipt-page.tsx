// The receipt on screen, ready to print, and the end of the visit. It says plainly that nothing has left yet.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import type { Receipt } from '../../models/request.ts'
import { directory } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Reference } from '../../ui/reference.tsx'
import { paperFormat, rememberPaperFormat } from './paper-format.ts'
import { pictureOr } from './pictures.ts'
import { ReceiptPaper } from './receipt-paper.tsx'
import { t } from './text.ts'

interface ReceiptPageProps {
  receipt: Receipt
  mandated: boolean
  /** Printed again later: no visit to end. */
  onBack?: () => void
}

export const ReceiptPage = ({ receipt, mandated, onBack }: ReceiptPageProps) => {
  const { route } = useLocation()
  const [format, setFormat] = useState(paperFormat)
  const summary = summaries.value.find((one) => one.id === receipt.dossier)
  // Unknown counts as kept: the paper may be late, never too early.
  const received = summary !== undefined && !['draft', 'kept'].includes(summary.public)
  const pictogram = pictureOr(
    summary === undefined ? undefined : packOf(summary.procedure)?.service.pictogram,
    'papers',
  )

  return (
    <Page
      title={t(onBack === undefined ? 'receipt.title' : 'receipt.again')}
      {...(onBack === undefined ? {} : { back: onBack, backLabel: t('back.dossier') })}
    >
      <div class="screen-only stack">
        <Notice tone={received ? 'success' : 'info'} title={t(received ? 'receipt.received' : 'receipt.kept')}>
          {t(received ? 'receipt.received-hint' : 'receipt.kept-hint')}
        </Notice>
        <p class="receipt-spoken">
          {t('receipt.say')} <Reference value={receipt.reference} large />
        </p>
        <ButtonRow>
          <Button kind="primary" size="large" icon="print" shortcut="P" onClick={() => print()}>
            {t('receipt.print')}
          </Button>
          {onBack === undefined && (
            <Button kind="secondary" size="large" icon="check" onClick={() => route('/end', true)}>
              {t('receipt.end')}
            </Button>
          )}
        </ButtonRow>
        <ChoiceGroup
          id="paper-format"
          legend={t('receipt.format')}
          hint={t('receipt.no-printer')}
          numbered={false}
          options={[
            { value: 'roll', label: t('receipt.format-roll') },
            { value: 'a5', label: t('receipt.format-a5') },
          ]}
          value={[format]}
          onChange={([value]) => {
            const chosen = value === 'a5' ? 'a5' : 'roll'
            rememberPaperFormat(chosen)
            setFormat(chosen)
          }}
        />
      </div>
      <ReceiptPaper
        receipt={receipt}
        pictogram={pictogram}
        format={format}
        received={received}
        mandated={mandated}
        demo={directory.value?.demo ?? false}
      />
    </Page>
  )
}
