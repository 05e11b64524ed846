// What the citizen's page says, in French and Arabic, short enough to be read aloud by a neighbour. Never a name, never
// a card number. One row a state, the same words as on every other channel.
import type { PublicState } from '../../shared/procedure/workflow.ts'
import type { L10n } from '../../shared/text/l10n.ts'

export type ShownState = Exclude<PublicState, 'draft' | 'kept'>

interface StateWords {
  readonly word: L10n
  readonly sentence: L10n
}

export const stateWords: Readonly<Record<ShownState, StateWords>> = {
  received: {
    word: { fr: 'Au bureau', ar: 'في المكتب' },
    sentence: {
      fr: 'Le bureau a votre demande. Il va répondre.',
      ar: 'وصل طلبك إلى المكتب وسيجيب عنه.',
    },
  },
  'in-progress': {
    word: { fr: 'En traitement', ar: 'قيد المعالجة' },
    sentence: {
      fr: "Au bureau, quelqu'un s'occupe de votre demande.",
      ar: 'هناك من يعالج طلبك في المكتب.',
    },
  },
  missing: {
    word: { fr: 'Il manque une pièce', ar: 'تنقص وثيقة' },
    sentence: {
      fr: 'Il manque un papier. Apportez-le avec ce reçu.',
      ar: 'تنقص وثيقة. أحضرها مع هذا الوصل.',
    },
  },
  suspended: {
    word: { fr: 'En vérification', ar: 'قيد التحقق' },
    sentence: {
      fr: "Le bureau vérifie encore. Vous n'avez rien à faire ni à payer.",
      ar: 'المكتب يتحقق مرة أخرى. لا شيء مطلوب منك ولا أداء عليك.',
    },
  },
  accepted: {
    word: { fr: 'Acceptée', ar: 'مقبول' },
    sentence: {
      fr: "C'est accepté. La suite se prépare.",
      ar: 'تم قبول طلبك. يجري إعداد ما يلي.',
    },
  },
  ready: {
    word: { fr: 'Prête', ar: 'جاهز' },
    sentence: {
      fr: "C'est prêt. Venez avec ce reçu et votre carte.",
      ar: 'طلبك جاهز. تعال بهذا الوصل وببطاقتك.',
    },
  },
  'handed-over': {
    word: { fr: 'Remise', ar: 'تم التسليم' },
    sentence: {
      fr: "Vous l'avez reçue. La demande est terminée.",
      ar: 'لقد تسلمته. انتهى الطلب.',
    },
  },
  refused: {
    word: { fr: 'Refusée', ar: 'مرفوض' },
    sentence: {
      fr: 'La réponse est non. Venez : on vous explique pourquoi et comment contester.',
      ar: 'الجواب هو الرفض. تعال نشرح لك السبب وكيفية الطعن.',
    },
  },
  withdrawn: {
    word: { fr: 'Retirée', ar: 'مسحوب' },
    sentence: {
      fr: "La demande est arrêtée. Plus personne n'agit pour vous.",
      ar: 'توقف الطلب. لم يعد أحد ينوب عنك.',
    },
  },
}

export const beadWords = {
  kept: { fr: 'Gardée au point', ar: 'محفوظ في النقطة' },
  received: { fr: 'Au bureau', ar: 'في المكتب' },
  decided: { fr: 'Décidée', ar: 'تم القرار' },
  ready: { fr: 'Prête', ar: 'جاهز' },
  'handed-over': { fr: 'Remise', ar: 'تم التسليم' },
} as const satisfies Record<string, L10n>

export const pageWords = {
  title: { fr: 'Où en est ma demande ?', ar: 'أين وصل طلبي؟' },
  yours: { fr: 'Votre demande', ar: 'طلبك' },
  lead: {
    fr: 'Copiez les deux numéros de votre reçu.',
    ar: 'انقل الرقمين المكتوبين على الوصل.',
  },
  demo: {
    fr: 'Démonstration : rien ici ne vaut un papier officiel.',
    ar: 'عرض تجريبي: لا شيء هنا يعادل وثيقة رسمية.',
  },
  reference: { fr: 'Référence', ar: 'المرجع' },
  referenceHint: { fr: 'quatre paires', ar: 'أربعة أزواج' },
  secret: { fr: 'Secret', ar: 'الرمز السري' },
  secretHint: { fr: 'deux paires', ar: 'زوجان' },
  look: { fr: 'Voir', ar: 'عرض' },
  more: {
    fr: 'Pour voir quelle démarche, quel papier manque ou pourquoi, tapez le secret du reçu.',
    ar: 'لمعرفة نوع الطلب والوثيقة الناقصة والسبب، اكتب الرمز السري الموجود في الوصل.',
  },
  procedure: { fr: 'Démarche', ar: 'نوع الطلب' },
  bring: { fr: 'À apporter', ar: 'يجب إحضار' },
  reason: { fr: 'Pourquoi', ar: 'السبب' },
  paper: { fr: 'Papier', ar: 'الوثيقة' },
  answerBefore: { fr: 'Réponse au plus tard', ar: 'الجواب قبل نهاية يوم' },
  phone: { fr: 'Appeler le point', ar: 'اتصل بالنقطة' },
  done: { fr: 'fait', ar: 'تم' },
  now: { fr: 'maintenant', ar: 'الآن' },
  seenAt: { fr: 'Vu le', ar: 'بتاريخ' },
  again: { fr: 'Une autre demande', ar: 'طلب آخر' },
  unknown: {
    fr: 'Vérifiez les deux numéros sur le papier. La demande est peut-être encore gardée au point : elle partira quand le réseau reviendra. Réessayez demain, ou demandez au point.',
    ar: 'تحقق من الرقمين على الورقة. قد يكون الطلب ما زال محفوظا في النقطة وسيرسل عند عودة الشبكة. أعد المحاولة غدا، أو اسأل في النقطة.',
  },
  unknownToken: {
    fr: 'Cette demande est peut-être encore gardée au point : elle partira quand le réseau reviendra. Réessayez demain avec le même reçu, ou demandez au point.',
    ar: 'قد يكون هذا الطلب ما زال محفوظا في النقطة وسيرسل عند عودة الشبكة. أعد المحاولة غدا بنفس الوصل، أو اسأل في النقطة.',
  },
  wrongSecret: {
    fr: "Ce secret n'est pas le bon. Recopiez les deux paires du reçu.",
    ar: 'هذا الرمز السري غير صحيح. انقل الزوجين من الوصل.',
  },
  incomplete: {
    fr: 'Il faut quatre paires de chiffres pour la référence et deux pour le secret.',
    ar: 'يجب كتابة أربعة أزواج من الأرقام للمرجع وزوجين للرمز السري.',
  },
  check: {
    fr: 'Un chiffre de la référence est faux. Recopiez-la du papier, paire par paire.',
    ar: 'أحد أرقام المرجع خطأ. انقله من الورقة زوجا بعد زوج.',
  },
  slowDown: {
    fr: "Trop d'essais pour cette demande. Réessayez après",
    ar: 'محاولات كثيرة لهذا الطلب. أعد المحاولة بعد الساعة',
  },
  tooMany: {
    fr: 'Trop de demandes en peu de temps. Attendez une minute, puis réessayez.',
    ar: 'طلبات كثيرة في وقت قصير. انتظر دقيقة ثم أعد المحاولة.',
  },
} as const satisfies Record<string, L10n>
