// What the form engine says to the person who writes a form, in French and Arabic. Names and expressions are quoted
// between isolates, so that Latin code keeps its order inside an Arabic sentence.
// The engine itself only names a mistake and imports types from here: a device, where nobody writes forms, never carries
// these sentences.
import type { L10n } from '../text/l10n.ts'

const quote = (code: string): string => `\u2068${code.length > 80 ? `${code.slice(0, 79)}…` : code}\u2069`

type Sentence = (what: string, more: string) => L10n

const sentence =
  (fr: string, ar: string): Sentence =>
  (what, more) => ({
    fr: fr.replace('{what}', () => quote(what)).replace('{more}', () => quote(more)),
    ar: ar.replace('{what}', () => quote(what)).replace('{more}', () => quote(more)),
  })

/** By what went wrong; `{what}` and `{more}` are the offending words. */
const sentences = {
  shape: sentence('Valeur mal formée : {what}.', 'قيمة غير صحيحة الشكل: {what}.'),
  tooManyRows: sentence('Le formulaire a plus de {what} lignes.', 'عدد أسطر الاستمارة يتجاوز {what}.'),
  tooDeep: sentence('Plus de {what} groupes emboîtés.', 'عدد المجموعات المتداخلة يتجاوز {what}.'),
  unknownType: sentence(
    'Le type {what} n’est pas connu. Corrigez-le, ou choisissez un type pris en charge.',
    'النوع {what} غير معروف. صححوه أو اختاروا نوعا مدعوما.',
  ),
  badName: sentence(
    'Le nom {what} ne convient pas : une lettre ou _, puis lettres, chiffres, - et _ ; 64 caractères au plus.',
    'الاسم {what} غير صالح: حرف أو _، ثم حروف وأرقام و- و_، في حدود 64 رمزا.',
  ),
  duplicateName: sentence(
    'Le nom {what} est déjà pris par la ligne {more}.',
    'الاسم {what} مستعمل من قبل في السطر {more}.',
  ),
  duplicateChoice: sentence(
    'Le choix {what} figure deux fois dans la liste {more}.',
    'الاختيار {what} مكرر في اللائحة {more}.',
  ),
  unknownList: sentence('La liste {what} n’existe pas dans les choix.', 'اللائحة {what} غير موجودة ضمن الاختيارات.'),
  emptyList: sentence('La liste {what} est vide.', 'اللائحة {what} فارغة.'),
  spaceInChoice: sentence(
    'Le choix {what} de la liste {more} contient une espace : impossible pour un choix multiple.',
    'الاختيار {what} في اللائحة {more} يحتوي على فراغ: غير ممكن في الاختيار المتعدد.',
  ),
  otherWithFilter: sentence(
    'or_other ne va pas avec choice_filter dans {what} : ajoutez le choix « autre » à la liste.',
    'لا يجتمع or_other مع choice_filter في {what}: أضيفوا اختيار «أخرى» إلى اللائحة.',
  ),
  filterWithoutList: sentence(
    'choice_filter n’a de sens que pour un choix dans une liste, pas pour {what}.',
    'لا معنى لـ choice_filter إلا مع لائحة اختيارات، وليس مع {what}.',
  ),
  notClosed: sentence('Le groupe {what} n’est pas fermé.', 'المجموعة {what} غير مغلقة.'),
  notOpen: sentence('{what} ne ferme rien.', '{what} لا يغلق أي شيء.'),
  wrongEnd: sentence('{what} ne peut pas fermer {more}.', '{what} لا يمكن أن يغلق {more}.'),
  noCalculation: sentence('La ligne calculée {what} n’a pas de calcul.', 'السطر المحسوب {what} بدون عملية حسابية.'),
  badDefault: sentence(
    'La valeur par défaut {what} ne convient pas au type {more}.',
    'القيمة الافتراضية {what} لا تناسب النوع {more}.',
  ),
  cycle: sentence('Calcul en boucle : {what}.', 'حساب دائري: {what}.'),
  unknownReference: sentence('Aucune question ne s’appelle {what}.', 'لا يوجد سؤال باسم {what}.'),
  groupReference: sentence('{what} est un groupe : il n’a pas de valeur.', '{what} مجموعة ولا قيمة لها.'),
  unknownColumn: sentence(
    'Aucun choix n’a de colonne {what}. Une question s’écrit ${…}, un texte entre apostrophes.',
    'لا يوجد اختيار فيه عمود باسم {what}. يُكتب السؤال هكذا ${…}، والنص بين علامتي اقتباس.',
  ),
  bareWord: sentence(
    'Mot inattendu : {what}. Une question s’écrit ${…}, un texte entre apostrophes.',
    'كلمة غير متوقعة: {what}. يُكتب السؤال هكذا ${…}، والنص بين علامتي اقتباس.',
  ),
  unexpected: sentence('Expression illisible : {what} n’a rien à faire là.', 'عبارة غير مقروءة: {what} في غير مكانه.'),
  unfinished: sentence('Expression incomplète : {what}.', 'عبارة ناقصة: {what}.'),
  tooLong: sentence(
    'Expression trop longue ou trop emboîtée : {what}.',
    'عبارة طويلة أو متداخلة أكثر من اللازم: {what}.',
  ),
  unknownFunction: sentence('La fonction {what} n’est pas prise en charge.', 'الدالة {what} غير مدعومة.'),
  argumentCount: sentence('La fonction {what} attend {more} arguments.', 'الدالة {what} تنتظر {more} من المعطيات.'),
  nodesetArgument: sentence(
    '{what} porte sur une question ou une répétition : {what}(${…}).',
    '{what} تخص سؤالا أو تكرارا: {what}(${…}).',
  ),
  ownValue: sentence('{what} n’a pas de sens ici.', '{what} لا معنى له هنا.'),
  onceOnTop: sentence(
    '{what}(…) doit être tout le calcul, et rien d’autre qu’un calcul.',
    '{what}(…) يجب أن تكون هي العملية الحسابية كلها، ولا تصلح لغيرها.',
  ),
  outsideRepeat: sentence('{what} n’a de sens que dans une répétition.', '{what} لا معنى له إلا داخل تكرار.'),
  regexLiteral: sentence(
    'Le motif de {what} doit être un texte écrit sur place.',
    'نمط {what} يجب أن يكون نصا مكتوبا في مكانه.',
  ),
  regexSyntax: sentence('Motif illisible : {what}.', 'نمط غير مقروء: {what}.'),
  regexUnsupported: sentence(
    'Motif refusé : {what}. Ni références arrière, ni recherches autour.',
    'نمط مرفوض: {what}. الإحالات الخلفية والنظر حول الموضع غير مسموحة.',
  ),
  regexTooLarge: sentence('Motif trop grand : {what}.', 'نمط كبير جدا: {what}.'),
} as const satisfies Readonly<Record<string, Sentence>>

/** A mistake before it is put into words. */
export interface Mistake {
  readonly says: keyof typeof sentences
  /** The offending words. */
  readonly what: string
  readonly more?: string
}

export const tellMistake = ({ says, what, more = '' }: Mistake): L10n => sentences[says](what, more)
