// The words on printed papers. They are always there in both languages at once, whatever the screen speaks: the reader
// of the paper is not the reader of the screen. Hence not in the catalogue, which holds one language at a time.
import type { L10n } from '../../../shared/text/l10n.ts'

export const paperWords = {
  receipt: { fr: 'Reçu de dépôt', ar: 'وصل الإيداع' },
  keep: { fr: 'Gardez ce papier.', ar: 'احتفظوا بهذه الورقة.' },
  number: { fr: 'Numéro', ar: 'الرقم' },
  scan: { fr: 'Où en est ma demande ?', ar: 'أين وصل طلبي؟' },
  seal: { fr: 'Ce papier est vrai', ar: 'هذه الورقة صحيحة' },
  answer: { fr: 'Réponse avant', ar: 'الجواب قبل' },
  noTerm: { fr: 'Réponse : demandez ici, avec ce reçu', ar: 'الجواب: استفسروا هنا بهذا الوصل' },
  fee: { fr: 'À payer au bureau', ar: 'المبلغ المؤدى بالمكتب' },
  feeUnknown: { fr: 'À payer : voir au bureau', ar: 'المبلغ: يُرجى السؤال بالمكتب' },
  free: { fr: 'Gratuit. Ne payez rien, à personne.', ar: 'مجاني. لا تؤدوا شيئا لأي أحد.' },
  pointFree: { fr: 'Ici, l’aide est gratuite.', ar: 'المساعدة هنا مجانية.' },
  kept: { fr: 'Gardée ici. Part quand le réseau revient.', ar: 'محفوظ هنا. يُرسل عند عودة الشبكة.' },
  sent: { fr: 'Partie. Le bureau ne l’a pas encore ouverte.', ar: 'في الطريق. لم يفتحه المكتب بعد.' },
  received: { fr: 'Le bureau l’a.', ar: 'توصل به المكتب.' },
  complaint: { fr: 'Plainte', ar: 'الشكايات' },
  complaintHere: { fr: 'Plainte : au siège de la commune', ar: 'الشكايات: بمقر الجماعة' },
  mandateUntil: { fr: 'Votre accord vaut jusqu’au', ar: 'موافقتكم صالحة إلى غاية' },
  mandateStop: { fr: 'L’arrêter : ce papier, dans tout point.', ar: 'لإيقافها: هذه الورقة في أي نقطة.' },
  secret: { fr: 'Code secret', ar: 'الرمز السري' },
  secretWhy: { fr: 'À garder à part. Ne le dites à personne.', ar: 'احفظوه على حدة. لا تقولوه لأحد.' },
  cut: { fr: 'Détacher ici', ar: 'يُقطع هنا' },
  checklist: { fr: 'Pour faire la demande vous-même', ar: 'لتقديم الطلب بأنفسكم' },
  goTo: { fr: 'Où aller', ar: 'أين تذهبون' },
  bring: { fr: 'À apporter', ar: 'ما يجب إحضاره' },
  nothingToBring: { fr: 'Aucun papier', ar: 'لا وثائق مطلوبة' },
  copy: { fr: 'COPIE n°', ar: 'نسخة رقم' },
  demo: { fr: 'DÉMONSTRATION : sans valeur', ar: 'عرض تجريبي: بدون قيمة' },
} as const satisfies Record<string, L10n>
