// What a mistake in a pack is called and how it is told to the person who writes packs, in French and Arabic.
// A place is a path in the JSON; mistakes of the survey also say row and column, as the form engine counts them.
import type { L10n } from '../text/l10n.ts'

export interface PackError {
  /** The pack's id, `?` when it does not say. */
  readonly pack: string
  /** `form.survey[3].relevant`, `workflow.transitions[2].to` */
  readonly place: string
  /** Of the survey, 1 is the first. */
  readonly row?: number
  readonly column?: string
  /** kebab-case, stable: a code of `packComplaints`, or `form-…` from the form engine. */
  readonly code: string
  readonly detail: L10n
}

/** One mistake before it knows its pack. */
export interface Complaint {
  readonly place: string
  readonly row?: number
  readonly column?: string
  readonly code: string
  readonly detail: L10n
}

type Wording = (what: string) => L10n

/** Every rule of a pack, by code. `what` is the offending value or name. */
export const packComplaints = {
  shape: (what) => ({ fr: `Valeur incorrecte : ${what}.`, ar: `قيمة غير صحيحة: ${what}.` }),
  missing: (what) => ({ fr: `Il manque le champ « ${what} ».`, ar: `الحقل «${what}» ناقص.` }),
  'unknown-field': (what) => ({
    fr: `Le champ « ${what} » n'existe pas : faute de frappe ?`,
    ar: `الحقل «${what}» غير معروف: هل هو خطأ في الكتابة؟`,
  }),
  'empty-text': (what) => ({ fr: `Le texte « ${what} » est vide.`, ar: `النص «${what}» فارغ.` }),
  'duplicate-id': (what) => ({ fr: `L'identifiant « ${what} » est déjà pris.`, ar: `المعرّف «${what}» مستعمل من قبل.` }),
  'unknown-row': (what) => ({
    fr: `Aucune ligne du formulaire ne s'appelle « ${what} ».`,
    ar: `لا يوجد في الاستمارة سطر اسمه «${what}».`,
  }),
  'row-without-page': (what) => ({
    fr: `La question « ${what} » n'est sur aucune page.`,
    ar: `السؤال «${what}» لا يوجد في أي صفحة.`,
  }),
  'row-on-two-pages': (what) => ({
    fr: `La question « ${what} » est sur deux pages.`,
    ar: `السؤال «${what}» يوجد في صفحتين.`,
  }),
  'calculate-on-page': (what) => ({
    fr: `« ${what} » est un calcul : il n'a rien à montrer sur une page.`,
    ar: `«${what}» عملية حسابية ولا تظهر في الصفحات.`,
  }),
  'sealed-title': (what) => ({
    fr: `« ${what} » est confidentielle : elle ne peut pas servir de titre.`,
    ar: `«${what}» معلومة سرية ولا تصلح عنوانا.`,
  }),
  'sealed-read': (what) => ({
    fr: `« ${what} » est scellée pour le bureau : aucune règle ne peut la lire ici.`,
    ar: `«${what}» مختومة للمكتب: لا يمكن لأي قاعدة أن تقرأها هنا.`,
  }),
  'no-label': (what) => ({ fr: `La question « ${what} » n'a pas d'intitulé.`, ar: `السؤال «${what}» بلا عنوان.` }),
  expression: (what) => ({ fr: `Expression illisible : ${what}`, ar: `عبارة غير مقروءة: ${what}` }),
  'lonely-alternative': (what) => ({
    fr: `Une seule pièce porte la lettre ${what} : il n'y a pas de choix.`,
    ar: `وثيقة واحدة فقط تحمل الحرف ${what}: لا يوجد اختيار.`,
  }),
  'unknown-event': (what) => ({
    fr: `L'événement de vie « ${what} » n'existe pas.`,
    ar: `حدث الحياة «${what}» غير معروف.`,
  }),
  'fact-without-source': (what) => ({ fr: `« ${what} » est donné sans source.`, ar: `«${what}» مذكور بلا مصدر.` }),
  'unverified-fact': (what) => ({
    fr: `Une procédure active ne montre pas un fait non vérifié : ${what}`,
    ar: `لا تُظهر مسطرة مفعّلة معلومة غير مؤكدة: ${what}`,
  }),
  'no-reasons': () => ({
    fr: "Une décision demande un motif, mais aucun motif n'est proposé.",
    ar: 'هناك قرار يستلزم تعليلا، لكن لائحة الأسباب فارغة.',
  }),
  'unknown-state': (what) => ({ fr: `L'état « ${what} » n'existe pas.`, ar: `الحالة «${what}» غير موجودة.` }),
  'unreachable-state': (what) => ({
    fr: `On n'arrive jamais à l'état « ${what} ».`,
    ar: `لا يمكن الوصول إلى الحالة «${what}».`,
  }),
  'dead-end': (what) => ({
    fr: `De l'état « ${what} », aucune fin n'est possible.`,
    ar: `لا توجد نهاية ممكنة انطلاقا من الحالة «${what}».`,
  }),
  'no-final-state': () => ({
    fr: "Aucun état n'est final : une demande ne finirait jamais.",
    ar: 'لا توجد حالة نهائية: لن ينتهي الطلب أبدا.',
  }),
  'leaves-final': (what) => ({
    fr: `L'état « ${what} » est final : on n'en repart pas.`,
    ar: `الحالة «${what}» نهائية ولا خروج منها.`,
  }),
  'reopens-open': (what) => ({
    fr: `L'état « ${what} » n'est pas final : il n'y a rien à rouvrir.`,
    ar: `الحالة «${what}» ليست نهائية: لا شيء يُعاد فتحه.`,
  }),
  'silence-without-step': (what) => ({
    fr: `Le silence vaut décision (« ${what} »), mais aucune étape n'est faite par le système.`,
    ar: `السكوت يعادل قرارا («${what}»)، لكن لا توجد مرحلة يقوم بها النظام.`,
  }),
  'worked-days-only': (what) => ({
    fr: `Un délai en jours ouvrables s'écrit en jours (P10D), non « ${what} ».`,
    ar: `الأجل بأيام العمل يُكتب بالأيام (P10D) وليس «${what}».`,
  }),
  'receipt-with-template': (what) => ({
    fr: `« ${what} » est un reçu de dépôt : il n'a pas de modèle.`,
    ar: `«${what}» وصل إيداع ولا نموذج له.`,
  }),
  'rail-without-bound': (what) => ({
    fr: `Ce garde-fou sur « ${what} » ne borne rien.`,
    ar: `هذا القيد على «${what}» لا يحد من شيء.`,
  }),
  'no-submission': (what) => ({
    fr: `L'état de départ « ${what} » ne mène à aucun dépôt.`,
    ar: `لا يؤدي وضع البداية «${what}» إلى أي إيداع.`,
  }),
  'ambiguous-transition': (what) => ({
    fr: `Le même acte mène à deux états : « ${what} ».`,
    ar: `نفس الإجراء يؤدي إلى حالتين: «${what}».`,
  }),
  'request-not-once': (what) => ({
    fr: `« ${what} » : une pièce manquante ne se demande qu'une fois (loi 55-19).`,
    ar: `«${what}»: لا تُطلب الوثائق الناقصة إلا مرة واحدة (القانون 55.19).`,
  }),
  'decided-at-point': (what) => ({
    fr: `« ${what} » : un point de service ne décide pas.`,
    ar: `«${what}»: نقطة الخدمة لا تتخذ القرارات.`,
  }),
  'refusal-without-reason': (what) => ({
    fr: `« ${what} » : un refus dit toujours pourquoi (loi 55-19).`,
    ar: `«${what}»: كل رفض يجب أن يكون معللا (القانون 55.19).`,
  }),
} as const satisfies Readonly<Record<string, Wording>>

export type PackComplaintCode = keyof typeof packComplaints

export const complain = (place: string, code: PackComplaintCode, what = ''): Complaint => ({
  place,
  code,
  detail: packComplaints[code](what),
})

/** `['form', 'survey', 3, 'relevant']` → `form.survey[3].relevant`. */
export const placeOf = (path: readonly (string | number)[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('')
