// The words that stand on every document, beside those of its pack: in both languages at once, whatever the screen
// speaks. Hence not in the catalogue, which holds one language at a time.
import type { L10n } from '../../../shared/text/l10n.ts'

export const sheetWords = {
  kingdom: { fr: 'Royaume du Maroc', ar: 'المملكة المغربية' },
  commune: { fr: 'Commune', ar: 'جماعة' },
  number: { fr: 'N°', ar: 'رقم' },
  provisional: { fr: 'PROVISOIRE', ar: 'مؤقتة' },
  noNumber: { fr: 'sans numéro officiel', ar: 'بدون رقم رسمي' },
  provisionalWhy: {
    fr: 'Ce papier sera remplacé par le papier officiel, qui porte un numéro.',
    ar: 'تُعوض هذه الورقة بالورقة الرسمية التي تحمل رقما.',
  },
  preview: { fr: 'APERÇU : pas encore délivré', ar: 'معاينة: لم تُسلَّم بعد' },
  copy: { fr: 'COPIE', ar: 'نسخة' },
  replaces: { fr: 'Remplace le papier', ar: 'تعوض الورقة' },
  replacesProvisional: { fr: 'Remplace le papier provisoire.', ar: 'تعوض الورقة المؤقتة.' },
  made: { fr: 'Fait à', ar: 'حُرر ب' },
  on: { fr: 'le', ar: 'في' },
  validUntil: { fr: 'Valable jusqu’au', ar: 'صالحة إلى غاية' },
  stamp: { fr: 'Cachet', ar: 'الخاتم' },
  signature: { fr: 'Signature', ar: 'التوقيع' },
  verify: {
    fr: 'Ce code se vérifie dans tous les points de la commune, même sans réseau.',
    ar: 'يمكن التحقق من هذا الرمز في جميع نقط الجماعة، حتى بدون شبكة.',
  },
  noSeal: { fr: 'Sans code de vérification', ar: 'بدون رمز للتحقق' },
  dossier: { fr: 'Dossier', ar: 'ملف' },
  issuedBy: { fr: 'Établi par', ar: 'أعدها' },
  demo: { fr: 'DÉMONSTRATION : sans valeur', ar: 'عرض تجريبي: بدون قيمة' },
} as const satisfies Record<string, L10n>
