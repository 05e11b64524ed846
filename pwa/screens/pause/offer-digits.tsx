// Once, after a lock that four digits would have made a pause: the person chooses them, or does without.
import { asksDigits } from '../../models/turn-side.ts'
import { ChoosePin } from '../citizen/pin-screens.tsx'
import { t } from '../citizen/text.ts'

export function OfferDigits() {
  const done = (): void => {
    asksDigits.value = false
  }
  return <ChoosePin why={t('pause.offer')} without={t('pause.offer-not')} onChosen={done} onCancel={done} />
}
