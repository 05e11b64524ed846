// The same message as an SMS: one part in either language, whatever the pack says. What does not fit, and why a request
// is refused, is said at the point: the phone is often shared.
import { smsOf } from '../text/sms.ts'
import type { L10n, Lang } from '../text/l10n.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import { citizenMessage, type NewAct } from './citizen-message.ts'

/** Null when the act tells the citizen nothing. The clerk's own words and the reason of a refusal are left out. */
export const citizenSms = (
  { kind, payload }: NewAct,
  pack: Pick<ProcedurePack, 'service' | 'refusalReasons'> | null,
  reference: string,
): L10n | null => {
  const { message: _, text: __, reason: ___, ...rest } = payload
  const whole = citizenMessage({ kind, payload: rest }, pack, reference)
  if (whole === null) return null
  const short = shorter[kind]?.(reference)
  const fitting = (lang: Lang): string =>
    smsOf(whole[lang]).parts === 1 ? whole[lang] : (short?.[lang] ?? whole[lang])
  return { fr: fitting('fr'), ar: fitting('ar') }
}

/** Where a pack's names may be too long. */
const shorter: Partial<Record<NewAct['kind'], (reference: string) => L10n>> = {
  'piece-requested': (reference) => ({
    fr: `Demande ${reference} : il manque un papier. Venez avec le papier de la demande. Gratuit.`,
    ar: `طلبك ${reference} تنقصه وثيقة. تعال ومعك وصل الطلب. مجانا.`,
  }),
}
