// What the page for a kiosk's stick says, short, in French and Arabic. Never a name, never a reference.
import type { L10n } from '../../shared/text/l10n.ts'

export const importWords = {
  title: { fr: 'Recevoir une clé', ar: 'استقبال مفتاح USB' },
  lead: {
    fr: 'Un guichet sans réseau a mis son travail sur cette clé. Choisissez le fichier, puis envoyez-le.',
    ar: 'وضع شباك بدون شبكة عمله في هذا المفتاح. اختر الملف ثم أرسله.',
  },
  file: { fr: 'Le fichier de la clé', ar: 'الملف الموجود في المفتاح' },
  send: { fr: 'Envoyer au serveur', ar: 'أرسل إلى الخادم' },
  sealed: {
    fr: 'Le fichier est scellé : ni vous ni cet ordinateur ne pouvez le lire.',
    ar: 'الملف مختوم: لا يمكنك أنت ولا هذا الحاسوب قراءته.',
  },
  received: { fr: 'Reçu par le serveur', ar: 'استلمه الخادم' },
  partly: { fr: 'Reçu en partie', ar: 'استُلم جزء منه' },
  packets: { fr: 'Paquets reçus', ar: 'الحزم المستلمة' },
  refused: {
    fr: 'Paquets refusés : le guichet les garde, le superviseur doit regarder',
    ar: 'حزم مرفوضة: الشباك يحتفظ بها وعلى المشرف أن ينظر فيها',
  },
  held: { fr: 'Éléments reçus et mis de côté', ar: 'عناصر مستلمة وموضوعة جانبا' },
  next: {
    fr: 'Le guichet ne le sait pas encore. Enregistrez la réponse sur la clé et rapportez-la au guichet.',
    ar: 'الشباك لا يعلم بذلك بعد. احفظ الجواب في المفتاح وأعده إلى الشباك.',
  },
  save: { fr: 'Enregistrer la réponse', ar: 'احفظ الجواب' },
  another: { fr: 'Recevoir un autre fichier', ar: 'استقبال ملف آخر' },
  problems: {
    'no-file': { fr: "Choisissez d'abord le fichier de la clé.", ar: 'اختر أولا ملف المفتاح.' },
    'too-large': {
      fr: "Ce fichier est trop gros pour venir d'un guichet. Rien n'a été changé.",
      ar: 'هذا الملف أكبر من أن يكون من شباك. لم يتغير شيء.',
    },
    'too-many': {
      fr: 'Trop de fichiers en peu de temps. Attendez une minute, puis recommencez.',
      ar: 'ملفات كثيرة في وقت قصير. انتظر دقيقة ثم أعد المحاولة.',
    },
    'stick-malformed': {
      fr: "Ce fichier ne vient pas d'un guichet Morchid, ou il est abîmé. Rien n'a été changé. Choisissez un fichier dont le nom commence par « morchid- ».",
      ar: 'هذا الملف ليس من شباك المرشد أو أنه تالف. لم يتغير شيء. اختر ملفا يبدأ اسمه بـ « morchid- ».',
    },
    'stick-foreign': {
      fr: "Ce fichier n'est pas pour cette commune, ou il s'est abîmé en route. Rien n'a été changé. Vérifiez l'adresse, ou refaites le fichier au guichet.",
      ar: 'هذا الملف ليس لهذه الجماعة أو أنه تلف في الطريق. لم يتغير شيء. تحقق من العنوان أو أعد إنشاء الملف في الشباك.',
    },
    'storage-full': {
      fr: "Le disque du serveur est plein : rien n'a été reçu. Prévenez le responsable du serveur, et gardez la clé.",
      ar: 'قرص الخادم ممتلئ: لم يُستقبل شيء. أخبر المسؤول عن الخادم واحتفظ بالمفتاح.',
    },
    'server-error': {
      fr: 'Le serveur n’a pas pu tout recevoir. Gardez la clé et recommencez : rien ne viendra en double.',
      ar: 'لم يتمكن الخادم من استقبال كل شيء. احتفظ بالمفتاح وأعد المحاولة: لن يتكرر أي شيء.',
    },
  },
} as const satisfies Readonly<Record<string, L10n | Readonly<Record<string, L10n>>>>
