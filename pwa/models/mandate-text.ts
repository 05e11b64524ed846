// The words a mandate is given on: who may do what, for whom, how long, and that it can be taken back. What is hashed
// and kept is exactly what stood on the screen and was read aloud, in that language.
import type { Unit } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { L10n, Lang } from '../../shared/text/l10n.ts'

export const mandateDays = [1, 31, 182, 365] as const
export type MandateDays = (typeof mandateDays)[number]

const durations: Readonly<Record<MandateDays, L10n>> = {
  1: { fr: 'aujourd’hui seulement', ar: 'اليوم فقط' },
  31: { fr: 'pendant 31 jours', ar: 'لمدة 31 يوما' },
  182: { fr: 'pendant six mois', ar: 'لمدة ستة أشهر' },
  365: { fr: 'pendant un an', ar: 'لمدة سنة' },
}

export interface MandateFacts {
  readonly pack: ProcedurePack
  readonly unit: Unit
  readonly agent: string
  readonly days: MandateDays
}

export const mandateText = ({ pack, unit, agent, days }: MandateFacts, lang: Lang): string => {
  const name = pack.service.name[lang]
  const office = pack.service.hasCompetentAuthority.name[lang]
  const place = unit.name[lang]
  if (lang === 'ar') {
    return [
      `أوافق على أن يقوم ${agent}، من ${place}، بتقديم هذا الطلب نيابة عني: «${name}»، إلى ${office}، ومتابعته ${durations[days].ar}.`,
      'قُرئت علي أجوبتي. لن تُستعمل معلوماتي إلا لهذا الطلب.',
      'يمكنني سحب هذه الموافقة في أي وقت، وهي تنتهي بانتهاء الطلب.',
    ].join(' ')
  }
  return [
    `J’accepte que ${agent}, de ${place}, dépose cette demande à ma place : « ${name} », auprès de : ${office}, et la suive ${durations[days].fr}.`,
    'Mes réponses m’ont été relues. Mes informations ne servent qu’à cette demande.',
    'Je peux retirer cet accord à tout moment ; il prend fin avec la demande.',
  ].join(' ')
}
