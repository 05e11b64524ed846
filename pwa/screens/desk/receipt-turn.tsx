// The receipt heard by the person on their side: the number, the paper to keep, where the request stands, the price, the
// day of the answer, and how they want to hear of it. It is the last turn of a visit.
import { contactOf } from '../../../shared/dossier/contact.ts'
import { citizenWords } from '../../models/cards/words.ts'
import { receiptScript } from '../../models/cards/receipt-script.ts'
import { keepContact } from '../../models/contact.ts'
import type { Receipt } from '../../models/request.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { phoneDigits } from '../../../shared/text/phone.ts'
import type { PaperState } from './receipt-state.ts'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useDossier } from './use-dossier.ts'

interface ReceiptTurnProps {
  receipt: Pick<Receipt, 'dossier' | 'reference' | 'fee' | 'answerBefore'>
  state: PaperState
}

export const ReceiptTurn = ({ receipt, state }: ReceiptTurnProps) => {
  const { dossier, reference, answerBefore } = receipt
  const { wants, contact } = useContact(dossier)
  const { amount, currency } = receipt.fee
  const fee = amount === null ? null : { amount, currency }
  const turn = () =>
    turnTo(
      receiptScript(
        hearer,
        { reference, state, fee, answerBefore },
        wants && contact === null ? (chosen) => keepContact(dossier, chosen) : null,
      ),
      () => null,
    )
  return (
    <>
      <Button kind="secondary" size="large" icon="refresh" shortcut="T" onClick={turn}>
        {t('turn.do')}
      </Button>
      {wants && (
        <p class="receipt-contact">
          <Icon name="phone" />
          <span>
            {contact === null
              ? t('contact.unasked')
              : t(contact.sms ? 'contact.sms' : 'contact.no-sms', {
                  language:
                    contact.callBack === undefined ? '…' : citizenWords(`app.variety.${contact.callBack}`, lang.value),
                })}
            <small>{t(directory.value?.messages ? 'contact.sends' : 'contact.not-yet')}</small>
          </span>
        </p>
      )}
    </>
  )
}

/** `wants`: there is a telephone to write to. */
const useContact = (id: string) => {
  const dossier = useDossier(id)
  if (!dossier) return { wants: false, contact: null }
  const wants = Object.values(dossier.answers.value).some(
    (value) => typeof value === 'string' && phoneDigits(value) !== null,
  )
  return { wants, contact: contactOf(dossier.acts.value) }
}
