// The words a mandate is given on: who may do what, for whom, until when, what for, and that it can be taken back. What
// is hashed and kept is exactly what stood on the screen and was read aloud, in that language.
import type { Unit } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { mandateEnd } from '../../shared/receipt/mandate-end.ts'
import type { Lang } from '../../shared/text/l10n.ts'

export const mandateDays = [1, 31, 182, 365] as const
export type MandateDays = (typeof mandateDays)[number]

export interface MandateFacts {
  readonly pack: ProcedurePack
  readonly unit: Unit
  readonly agent: string
  readonly days: MandateDays
  /** `YYYY-MM-DD` where it is given. */
  readonly today: string
  /** False when the read-back was skipped: nobody is made to say that they heard it. */
  readonly wasRead: boolean
}

export const mandateText = ({ pack, unit, agent, days, today, wasRead }: MandateFacts, lang: Lang): string => {
  const name = pack.service.name[lang]
  const office = pack.service.hasCompetentAuthority.name[lang]
  const place = unit.name[lang]
  const until = dayFirst(mandateEnd(today, days))
  if (lang === 'ar') {
    return [
      `أوافق على أن يقوم ${agent}، من ${place}، بتقديم هذا الطلب نيابة عني: «${name}»، إلى ${office}، ومتابعته ${days === 1 ? 'اليوم فقط' : 'حتى'} ${until}.`,
      `${mandatePurpose(pack, lang)} ${wasRead ? 'قُرئت علي أجوبتي.' : 'لم تُقرأ علي أجوبتي.'}`,
      'يمكنني سحب هذه الموافقة في أي وقت، وهي تنتهي بانتهاء الطلب.',
    ].join(' ')
  }
  return [
    `J’accepte que ${agent}, de ${place}, dépose cette demande à ma place : «\u00a0${name}\u00a0», auprès de\u00a0: ${office}, et la suive ${days === 1 ? 'aujourd’hui seulement, le' : 'jusqu’au'} ${until}.`,
    `${mandatePurpose(pack, lang)} ${wasRead ? 'Mes réponses m’ont été relues.' : 'Mes réponses ne m’ont pas été relues.'}`,
    'Je peux retirer cet accord à tout moment\u00a0; il prend fin avec la demande.',
  ].join(' ')
}

/** What the person's answers may be used for, kept apart as well. */
export const mandatePurpose = (pack: ProcedurePack, lang: Lang): string =>
  lang === 'ar'
    ? `لا تُستعمل معلوماتي إلا من أجل: «${pack.service.name.ar}».`
    : `Mes informations ne servent qu’à obtenir\u00a0: «\u00a0${pack.service.name.fr}\u00a0».`

const dayFirst = (iso: string): string => iso.split('-').reverse().join('/')
