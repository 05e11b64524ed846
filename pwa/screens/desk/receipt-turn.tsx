// The receipt heard by the person on their side: the number, the paper to keep, where the request stands, the price, the
// day of the answer. It is the last turn of a visit.
import { receiptScript } from '../../models/cards/receipt-script.ts'
import type { Receipt } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import type { PaperState } from './receipt-state.ts'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'

type Told = Pick<Receipt, 'reference' | 'fee' | 'answerBefore'>

export const ReceiptTurn = ({ receipt, state }: { receipt: Told; state: PaperState }) => {
  const { reference, answerBefore } = receipt
  const { amount, currency } = receipt.fee
  const fee = amount === null ? null : { amount, currency }
  const turn = () => turnTo(receiptScript(hearer, { reference, state, fee, answerBefore }), () => null)
  return (
    <Button kind="secondary" size="large" icon="refresh" shortcut="T" onClick={turn}>
      {t('turn.do')}
    </Button>
  )
}
