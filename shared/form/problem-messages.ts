// What the mediator and the citizen read when an answer will not do: which question, what is wrong, what to do next.
// The form's own message comes first, when it has one; these are for all others.
import type { L10n } from '../text/l10n.ts'
import type { Misfit } from './answer-kinds.ts'
import type { SurveyRow } from './form.ts'
import type { FieldKind } from './tree.ts'

type Sentence = readonly [fr: string, ar: string]

const required: Sentence = [
  'cette réponse est obligatoire. Répondez pour continuer.',
  'هذا الجواب إلزامي. أجيبوا للمتابعة.',
]
const emptyRepeat: Sentence = ['ajoutez au moins un élément pour continuer.', 'أضيفوا عنصرا واحدا على الأقل للمتابعة.']
const constraint: Sentence = [
  'cette réponse ne convient pas. Vérifiez-la et corrigez-la.',
  'هذا الجواب غير مقبول. تحققوا منه وصححوه.',
]
const choice: Sentence = [
  'ce choix n’est pas dans la liste. Choisissez une réponse proposée.',
  'هذا الاختيار غير موجود في اللائحة. اختاروا جوابا من الأجوبة المقترحة.',
]
const tooLong: Sentence = ['ce texte est trop long. Raccourcissez-le.', 'هذا النص طويل جدا. اختصروه.']
const tooFar: Sentence = [
  'ce nombre est trop grand ou trop petit. Vérifiez-le.',
  'هذا العدد كبير جدا أو صغير جدا. تحققوا منه.',
]
const again: Sentence = [
  'cette réponse n’est pas lisible. Répondez de nouveau.',
  'تعذرت قراءة هذا الجواب. أجيبوا من جديد.',
]
const time: Sentence = [
  'cette heure n’existe pas. Donnez l’heure et les minutes, par exemple 14:30.',
  'هذه الساعة غير صحيحة. أدخلوا الساعة والدقائق، مثلا 14:30.',
]

const byKind: Partial<Record<FieldKind, Sentence>> = {
  integer: [
    'il faut un nombre entier. Tapez des chiffres seulement, sans virgule.',
    'المطلوب عدد صحيح. اكتبوا الأرقام فقط، بدون فاصلة.',
  ],
  decimal: ['il faut un nombre. Tapez-le en chiffres.', 'المطلوب عدد. اكتبوه بالأرقام.'],
  date: [
    'cette date n’existe pas. Donnez le jour, le mois et l’année.',
    'هذا التاريخ غير موجود. أدخلوا اليوم والشهر والسنة.',
  ],
  time,
  dateTime: [
    'cette date ou cette heure n’existe pas. Donnez le jour, le mois, l’année et l’heure.',
    'هذا التاريخ أو هذه الساعة غير صحيحة. أدخلوا اليوم والشهر والسنة والساعة.',
  ],
  geopoint: ['cette position n’est pas valable. Relevez-la de nouveau.', 'هذا الموقع غير صحيح. حددوا الموقع من جديد.'],
}

const say = (row: SurveyRow, [fr, ar]: Sentence): L10n => {
  // A row without label is called by its name, which is Latin: isolated inside the Arabic sentence.
  const name = `\u2068${row.name}\u2069`
  return { fr: `« ${row.label?.fr ?? row.name} » : ${fr}`, ar: `«${row.label?.ar ?? name}»: ${ar}` }
}

export const requiredMessage = (row: SurveyRow, kind: FieldKind | 'repeat'): L10n =>
  row.required_message ?? say(row, kind === 'repeat' ? emptyRepeat : required)

export const constraintMessage = (row: SurveyRow): L10n => row.constraint_message ?? say(row, constraint)

export const choiceMessage = (row: SurveyRow): L10n => say(row, choice)

export const typeMessage = (row: SurveyRow, kind: FieldKind, misfit: Misfit): L10n =>
  say(row, misfit === 'length' ? tooLong : misfit === 'range' ? tooFar : (byKind[kind] ?? again))
