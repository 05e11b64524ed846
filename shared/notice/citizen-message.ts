// The sentence a citizen is given after an act: shown to the clerk before the act is signed, sent by the server after.
// No name and no title of a procedure: the phone is often shared. French keeps to letters an SMS carries in one part.
import type { L10n } from '../text/l10n.ts'
import type { ActKind } from '../procedure/workflow.ts'
import { givesPaper } from '../procedure/gives-paper.ts'
import type { ProcedurePack } from '../procedure/pack.ts'

/** What is about to be signed: the kind and payload of the act. */
export interface NewAct {
  readonly kind: ActKind
  readonly payload: Readonly<Record<string, unknown>>
}

/** Kinds of acts that tell something; a settlement tells the decision that it keeps or takes. */
export const tellingKinds = [
  'piece-requested',
  'visit-ordered',
  'decided',
  'settled',
  'ready',
  'handed-over',
  'withdrawn',
  'reopened',
] as const satisfies readonly ActKind[]

/** Null when the act tells the citizen nothing (a claim, a note between colleagues). */
export const citizenMessage = (
  act: NewAct,
  pack: Pick<ProcedurePack, 'service' | 'refusalReasons'> | null,
  reference: string,
): L10n | null => {
  const { kind, payload } = act
  switch (kind) {
    case 'piece-requested':
      return withSaid(missing(names(pack, payload['pieces']), reference), payload['message'])
    case 'decided':
      return decided(payload, pack, reference)
    case 'ready':
      return {
        fr: `Demande ${reference} : votre papier est là. Venez avec votre carte et le papier de la demande.`,
        ar: `طلبك ${reference}: وثيقتك جاهزة. تعال ببطاقتك ووصل الطلب.`,
      }
    case 'handed-over':
      return pack !== null && !givesPaper(pack)
        ? { fr: `Signalement ${reference} : c'est fait. Merci.`, ar: `تبليغك ${reference}: تم الإصلاح. شكرا.` }
        : { fr: `Demande ${reference} : papier remis.`, ar: `طلبك ${reference}: تم تسليم الوثيقة.` }
    case 'withdrawn':
      return {
        fr: `Demande ${reference} : elle est retirée. Plus personne n'agit pour vous.`,
        ar: `طلبك ${reference}: تم سحبه. لم يعد أحد يتصرف باسمك.`,
      }
    case 'visit-ordered':
      return {
        fr: `Demande ${reference} : une personne du bureau viendra voir sur place${onDay(payload['on']).fr}. Gratuit.`,
        ar: `طلبك ${reference}: سيأتي أحد من المكتب للمعاينة${onDay(payload['on']).ar}. مجانا.`,
      }
    case 'reopened':
      return {
        fr: `Demande ${reference} : le bureau la reprend. Vous n'avez rien à faire.`,
        ar: `طلبك ${reference}: المكتب يعيد النظر فيه. لا يلزمك شيء.`,
      }
    default:
      return null
  }
}

/** Day, month and year with slashes keep their order in both scripts. */
const onDay = (day: unknown): L10n => {
  const [year, month, date] = typeof day === 'string' ? day.split('-') : []
  return date === undefined
    ? { fr: '', ar: '' }
    : { fr: ` le ${date}/${month}/${year}`, ar: ` يوم ${date}/${month}/${year}` }
}

const missing = (items: L10n, reference: string): L10n => ({
  fr: `Demande ${reference} : il manque : ${items.fr}. Venez avec le papier de la demande. Gratuit.`,
  ar: `طلبك ${reference} ينقصه: ${items.ar}. تعال ومعك وصل الطلب. مجانا.`,
})

const decided = (
  payload: NewAct['payload'],
  pack: Pick<ProcedurePack, 'refusalReasons'> | null,
  reference: string,
): L10n | null => {
  switch (payload['outcome']) {
    case 'accepted':
      return withSaid(
        {
          fr: `Demande ${reference} : acceptée. On prépare votre papier.`,
          ar: `طلبك ${reference} مقبول. نحن نعد وثيقتك.`,
        },
        payload['text'],
      )
    case 'refused': {
      const reason = pack?.refusalReasons.find(({ id }) => id === payload['reason'])?.name
      const why: L10n = reason ? { fr: ` : ${smsLetters(reason.fr)}`, ar: `: ${reason.ar}` } : { fr: '', ar: '' }
      return withSaid(
        {
          fr: `Demande ${reference} : refus${why.fr}. Venez, on vous explique et on peut contester.`,
          ar: `طلبك ${reference} مرفوض${why.ar}. تعال نشرح لك، ويمكنك الطعن.`,
        },
        payload['text'],
      )
    }
    case 'scheduled':
      return withSaid(
        {
          fr: `Signalement ${reference} : la réparation est programmée. Merci.`,
          ar: `تبليغك ${reference}: الإصلاح مبرمج. شكرا.`,
        },
        payload['text'],
      )
    case 'not-ours':
      return withSaid(
        {
          fr: `Signalement ${reference} : cet endroit dépend d'un autre service.`,
          ar: `تبليغك ${reference}: هذا المكان تابع لمصلحة أخرى.`,
        },
        payload['text'],
      )
    case 'duplicate':
      return withSaid(
        {
          fr: `Signalement ${reference} : quelqu'un l'a déjà signalé, on s'en occupe. Merci.`,
          ar: `تبليغك ${reference}: سبق التبليغ عنه ونحن نتابعه. شكرا.`,
        },
        payload['text'],
      )
    default:
      return null
  }
}

/** The clerk's own words follow as they were typed, in whichever language that was. */
const withSaid = (message: L10n, said: unknown): L10n => {
  const words = typeof said === 'string' ? said.trim() : ''
  return words === '' ? message : { fr: `${message.fr} ${words}`, ar: `${message.ar} ${words}` }
}

/** A pack is set with typographic signs, which would make the whole message twice as dear. */
const smsLetters = (text: string): string => text.replace(/’/gu, "'").replace(/[\u00a0\u202f]/gu, ' ')

const names = (pack: Pick<ProcedurePack, 'service'> | null, pieces: unknown): L10n => {
  const ids = Array.isArray(pieces) ? pieces.filter((piece) => typeof piece === 'string') : []
  // Nothing ticked yet: the preview says so rather than ending in the air.
  if (ids.length === 0) return { fr: '…', ar: '…' }
  const found = ids.map((id) => pack?.service.hasInputType.find((item) => item.id === id)?.name ?? { fr: id, ar: id })
  return { fr: smsLetters(found.map(({ fr }) => fr).join(', ')), ar: found.map(({ ar }) => ar).join('، ') }
}
