// The words on printed papers. They are always there in both languages at once, whatever the screen speaks: the reader
// of the paper is not the reader of the screen. Hence not in the catalogue, which holds one language at a time.
import type { L10n } from '../../../shared/text/l10n.ts'

export const paperWords = {
  receipt: { fr: 'Reçu de dépôt', ar: 'وصل الإيداع' },
  keep: { fr: 'Gardez ce papier.', ar: 'احتفظوا بهذه الورقة.' },
  number: { fr: 'Numéro', ar: 'الرقم' },
  scan: { fr: 'Où en est ma demande ? Avec un téléphone :', ar: 'أين وصل طلبي؟ بواسطة الهاتف:' },
  answer: { fr: 'Réponse avant', ar: 'الجواب قبل' },
  noTerm: { fr: 'Réponse : demandez ici, avec ce reçu', ar: 'الجواب: استفسروا هنا بهذا الوصل' },
  fee: { fr: 'À payer au bureau', ar: 'المبلغ المؤدى بالمكتب' },
  feeUnknown: { fr: 'À payer : voir au bureau', ar: 'المبلغ: يُرجى السؤال بالمكتب' },
  free: { fr: 'Gratuit. Ne payez rien, à personne.', ar: 'مجاني. لا تؤدوا شيئا لأي أحد.' },
  pointFree: { fr: 'Ici, l’aide est gratuite.', ar: 'المساعدة هنا مجانية.' },
  filedAt: { fr: 'Déposé à', ar: 'أودع بـ' },
  by: { fr: 'par', ar: 'من طرف' },
  on: { fr: 'le', ar: 'بتاريخ' },
  notSent: {
    fr: 'Pas encore transmis : gardé ici, part quand le réseau revient.',
    ar: 'لم يُرسل بعد: محفوظ هنا، ويُرسل عند عودة الشبكة.',
  },
  sent: { fr: 'Reçu par le bureau.', ar: 'توصل به المكتب.' },
  complaint: { fr: 'Plainte', ar: 'الشكايات' },
  complaintHere: { fr: 'Plainte : au siège de la commune', ar: 'الشكايات: بمقر الجماعة' },
  mandated: {
    fr: 'Vous avez donné votre accord. Vous pouvez le retirer ici à tout moment.',
    ar: 'لقد أعطيتم موافقتكم، ويمكنكم سحبها هنا في أي وقت.',
  },
  secret: { fr: 'Code secret', ar: 'الرمز السري' },
  secretWhy: {
    fr: 'À garder à part. Avec le numéro, il montre où en est la demande.',
    ar: 'يُحفظ على حدة. مع الرقم يمكّن من معرفة مآل الطلب.',
  },
  cut: { fr: 'Détacher ici', ar: 'يُقطع هنا' },
  checklist: { fr: 'Pour faire la demande vous-même', ar: 'لتقديم الطلب بأنفسكم' },
  goTo: { fr: 'Où aller', ar: 'أين تذهبون' },
  bring: { fr: 'À apporter', ar: 'ما يجب إحضاره' },
  nothingToBring: { fr: 'Aucun papier', ar: 'لا وثائق مطلوبة' },
  demo: { fr: 'DÉMONSTRATION : sans valeur', ar: 'عرض تجريبي: بدون قيمة' },
} as const satisfies Record<string, L10n>
