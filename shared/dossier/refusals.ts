// Why an act is refused, in a sentence and the next step. Shown as it stands to the person who tried; a code alone never is.
import type { L10n } from '../text/l10n.ts'
import { err, type Result } from '../text/result.ts'

const sentences = {
  malformed: {
    fr: 'Il manque une information à cet acte. Complétez-la et recommencez.',
    ar: 'تنقص هذا الإجراء معلومة. أكملوها ثم أعيدوا المحاولة.',
  },
  role: {
    fr: 'Votre rôle ne permet pas cet acte. Demandez à la personne compétente.',
    ar: 'صفتكم لا تسمح بهذا الإجراء. اطلبوه من الشخص المختص.',
  },
  'unknown-person': {
    fr: "Cette personne n'est pas connue dans ce service. Synchronisez l'appareil ou demandez un lien d'inscription.",
    ar: 'هذا الشخص غير معروف في هذه المصلحة. زامنوا الجهاز أو اطلبوا رابط تسجيل.',
  },
  circulation: {
    fr: "Ce dossier n'est pas confié à votre service.",
    ar: 'هذا الملف ليس موكولا إلى مصلحتكم.',
  },
  elsewhere: {
    fr: 'Ce dossier est maintenant dans un autre bureau. Écrivez-lui une note, ou demandez qu’il vous soit transmis.',
    ar: 'هذا الملف يوجد الآن لدى مكتب آخر. اكتبوا له ملاحظة أو اطلبوا إحالته عليكم.',
  },
  'not-asked': {
    fr: 'On n’a pas demandé l’avis de votre service. Écrivez une note.',
    ar: 'لم يُطلب رأي مصلحتكم. اكتبوا ملاحظة.',
  },
  'opinion-given': {
    fr: 'Votre service a déjà donné cet avis. Ajoutez une note.',
    ar: 'سبق لمصلحتكم أن أبدت هذا الرأي. أضيفوا ملاحظة.',
  },
  order: {
    fr: 'Cet acte arrive avant l’ouverture du dossier, ou une seconde fois.',
    ar: 'هذا الإجراء سابق لفتح الملف أو مكرر.',
  },
  'not-filed': {
    fr: 'La demande n’est pas encore déposée. Terminez-la et déposez-la d’abord.',
    ar: 'لم يودع الطلب بعد. أكملوه وأودعوه أولا.',
  },
  filed: {
    fr: 'La demande est déjà déposée. Pour changer une réponse, faites une correction.',
    ar: 'الطلب مودع من قبل. لتغيير جواب، قوموا بتصحيحه.',
  },
  decided: {
    fr: 'Une décision est déjà prise. Relisez l’historique ; si elle est fausse, prévenez l’officier.',
    ar: 'سبق اتخاذ قرار. راجعوا سجل الملف، وإذا كان القرار خاطئا فأخبروا الضابط.',
  },
  'not-accepted': {
    fr: 'Rien n’est encore accepté : il n’y a pas de papier à donner. Décidez d’abord.',
    ar: 'لم يُقبل الطلب بعد، فلا وثيقة تُسلم. اتخذوا القرار أولا.',
  },
  closed: {
    fr: 'Ce dossier est clos. Un officier peut le rouvrir, avec une raison.',
    ar: 'هذا الملف مغلق. يمكن للضابط إعادة فتحه مع ذكر السبب.',
  },
  'not-closed': {
    fr: 'Ce dossier n’est pas clos : continuez-le tel qu’il est.',
    ar: 'هذا الملف غير مغلق: تابعوه كما هو.',
  },
  'not-reopened': {
    fr: 'Un dossier fini ainsi ne se rouvre pas. Faites une nouvelle demande.',
    ar: 'الملف المنتهي بهذا الشكل لا يُعاد فتحه. قدموا طلبا جديدا.',
  },
  'handed-over': {
    fr: 'Le papier a déjà été remis. S’il est à refaire, un officier rouvre le dossier.',
    ar: 'سبق تسليم الوثيقة. إذا وجب إعادتها، يعيد الضابط فتح الملف.',
  },
  mandate: {
    fr: 'Il faut d’abord l’accord (mandat) de la personne.',
    ar: 'يلزم أولا الحصول على موافقة (تفويض) الشخص المعني.',
  },
  'mandate-over': {
    fr: 'L’accord (mandat) de la personne a pris fin. Demandez-le-lui à nouveau.',
    ar: 'انتهت موافقة (تفويض) الشخص المعني. اطلبوها من جديد.',
  },
  'unknown-procedure': {
    fr: "Cette démarche n'est pas connue ici. Synchronisez l'appareil, puis recommencez.",
    ar: 'هذه المسطرة غير معروفة هنا. زامنوا الجهاز ثم أعيدوا المحاولة.',
  },
  transition: {
    fr: 'Cet acte n’est pas possible dans l’état où se trouve le dossier.',
    ar: 'هذا الإجراء غير ممكن في الوضعية الحالية للملف.',
  },
  once: {
    fr: 'Les pièces manquantes ne peuvent être demandées qu’une seule fois (loi 55-19). Décidez avec ce qui est là.',
    ar: 'لا يمكن طلب الوثائق الناقصة إلا مرة واحدة (القانون 55.19). قرروا بما هو متوفر.',
  },
  'unknown-piece': {
    fr: 'Cette pièce n’est pas sur la liste de la démarche : on ne peut pas la demander (loi 55-19).',
    ar: 'هذه الوثيقة ليست في لائحة المسطرة: لا يمكن طلبها (القانون 55.19).',
  },
  'unknown-photo': {
    fr: 'Cette photo n’est pas de ce dossier. Choisissez parmi celles qui y sont.',
    ar: 'هذه الصورة ليست من هذا الملف. اختاروا من صوره.',
  },
  reference: {
    fr: 'Le numéro du dossier n’appartient pas à ce point de service.',
    ar: 'رقم الملف لا ينتمي إلى نقطة الخدمة هذه.',
  },
  office: {
    fr: 'Aucun bureau de la commune ne traite cette démarche.',
    ar: 'لا يوجد بالجماعة مكتب يعالج هذه المسطرة.',
  },
  'other-office': {
    fr: 'Choisissez un autre bureau de la commune.',
    ar: 'اختاروا مكتبا آخر بالجماعة.',
  },
  'not-suspended': {
    fr: 'Il n’y a rien à départager, ou ce qui est choisi n’en fait pas partie.',
    ar: 'لا يوجد ما يُحسم فيه، أو أن ما اختير ليس منه.',
  },
  suspended: {
    fr: 'Deux décisions se contredisent : une personne habilitée doit d’abord trancher.',
    ar: 'هناك قراران متعارضان: يجب أولا أن يحسم بينهما شخص مخول.',
  },
  disputed: {
    fr: 'Une réponse a été corrigée de deux façons. Choisissez d’abord la bonne, par une correction.',
    ar: 'صُحح جواب بطريقتين مختلفتين. اختاروا أولا الصحيح منهما بتصحيح جديد.',
  },
  'unknown-field': {
    fr: 'Cette question n’est pas dans la démarche : il n’y a rien à corriger.',
    ar: 'هذا السؤال غير موجود في المسطرة: لا شيء يُصحح.',
  },
  'sealed-field': {
    fr: 'Cette réponse est scellée pour le bureau et ne se corrige pas en clair.',
    ar: 'هذا الجواب مختوم للمكتب ولا يُصحح مكشوفا.',
  },
  'unknown-document': {
    fr: 'Ce papier n’est pas de ce dossier. Choisissez parmi ceux de la démarche.',
    ar: 'هذه الوثيقة ليست من هذا الملف. اختاروا من وثائق المسطرة.',
  },
  issued: {
    fr: 'Ce papier est déjà établi. Imprimez-le à nouveau, ou établissez celui qui le remplace.',
    ar: 'هذه الوثيقة منجزة من قبل. أعيدوا طبعها أو أنجزوا التي تعوضها.',
  },
  replaced: {
    fr: 'Ce papier a été remplacé. Prenez le dernier établi.',
    ar: 'عُوضت هذه الوثيقة. خذوا آخر وثيقة أُنجزت.',
  },
  'not-held': {
    fr: 'Ce dossier n’est pas mis à l’abri : il n’y a rien à lever.',
    ar: 'هذا الملف غير موقوف حذفه: لا شيء يُرفع.',
  },
  'same-person': {
    fr: 'Vous avez déjà demandé cet effacement. Une autre personne doit dire la même chose avant le terme.',
    ar: 'سبق أن طلبتم هذا الحذف. يجب أن يقول شخص آخر الشيء نفسه قبل نهاية المدة.',
  },
  'server-numbers': {
    fr: 'Les numéros officiels viennent du serveur seul. Le papier reste provisoire jusque-là.',
    ar: 'الأرقام الرسمية يعطيها الخادوم وحده. تبقى الوثيقة مؤقتة إلى ذلك الحين.',
  },
} satisfies Readonly<Record<string, L10n>>

export type Refusal = keyof typeof sentences

export interface RuleError {
  /** `guard-rail`: refused on this device before it is written, in the words of the pack. */
  readonly type: Refusal | 'guard-rail'
  readonly detail: L10n
}

export const refuse = (type: Refusal): Result<never, RuleError> => err({ type, detail: sentences[type] })
