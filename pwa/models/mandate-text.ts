// The words a mandate is given on: who may do what, for whom, until when, what for, and that it can be taken back. What
// is hashed and kept is exactly what stood on the screen and was read aloud, in that language.
import type { Unit } from '../../shared/access/directory.ts'
import { mandateEnd } from '../../shared/dossier/mandate-end.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Lang } from '../../shared/text/l10n.ts'

export const mandateDays = [1, 31, 182, 365] as const
export type MandateDays = (typeof mandateDays)[number]

/** `file`: nothing is filed yet; false when the read-back was skipped: nobody is made to say that they heard it. */
export type MandateTask =
  | { readonly type: 'file'; readonly wasRead: boolean }
  | { readonly type: 'follow'; readonly reference: string }

export interface MandateFacts {
  readonly pack: ProcedurePack
  readonly unit: Unit
  readonly agent: string
  readonly days: MandateDays
  /** `YYYY-MM-DD` where it is given. */
  readonly today: string
  readonly task: MandateTask
}

export const mandateText = (facts: MandateFacts, lang: Lang): string => {
  const purpose = mandatePurpose(facts.pack, lang)
  const stop =
    lang === 'ar'
      ? 'يمكنني سحب هذه الموافقة في أي وقت، وهي تنتهي بانتهاء الطلب.'
      : 'Je peux retirer cet accord à tout moment\u00a0; il prend fin avec la demande.'
  return [leave(facts, lang), [purpose, heard(facts.task, lang)].filter((part) => part !== '').join(' '), stop].join(
    ' ',
  )
}

/** Who may do what, until when. */
const leave = ({ pack, unit, agent, days, today, task }: MandateFacts, lang: Lang): string => {
  const name = pack.service.name[lang]
  const office = pack.service.hasCompetentAuthority.name[lang]
  const place = unit.name[lang]
  const until = dayFirst(mandateEnd(today, days))
  if (lang === 'ar') {
    const term = `${days === 1 ? 'اليوم فقط' : 'حتى'} ${until}`
    return task.type === 'file'
      ? `أوافق على أن يقوم ${agent}، من ${place}، بتقديم هذا الطلب نيابة عني: «${name}»، إلى ${office}، ومتابعته ${term}.`
      : `أوافق على أن يقوم ${agent}، من ${place}، بمتابعة طلبي رقم ${task.reference} نيابة عني: «${name}»، لدى ${office}، ${term}.`
  }
  const term = `${days === 1 ? 'aujourd’hui seulement, le' : 'jusqu’au'} ${until}`
  return task.type === 'file'
    ? `J’accepte que ${agent}, de ${place}, dépose cette demande à ma place : «\u00a0${name}\u00a0», auprès de\u00a0: ${office}, et la suive ${term}.`
    : `J’accepte que ${agent}, de ${place}, suive à ma place ma demande numéro ${task.reference} : «\u00a0${name}\u00a0», auprès de\u00a0: ${office}, ${term}.`
}

const heard = (task: MandateTask, lang: Lang): string => {
  if (task.type === 'follow') return ''
  if (lang === 'ar') return task.wasRead ? 'قُرئت علي أجوبتي.' : 'لم تُقرأ علي أجوبتي.'
  return task.wasRead ? 'Mes réponses m’ont été relues.' : 'Mes réponses ne m’ont pas été relues.'
}

/** What the person's answers may be used for, kept apart as well. */
export const mandatePurpose = (pack: ProcedurePack, lang: Lang): string =>
  lang === 'ar'
    ? `لا تُستعمل معلوماتي إلا من أجل: «${pack.service.name.ar}».`
    : `Mes informations ne servent qu’à obtenir\u00a0: «\u00a0${pack.service.name.fr}\u00a0».`

const dayFirst = (iso: string): string => iso.split('-').reverse().join('/')
