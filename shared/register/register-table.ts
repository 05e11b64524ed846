// A register as a table for an archive: the same columns from a clerk's screen and from the server, so that two files of
// one register can be laid side by side. Pure: whoever makes it says how units, people and papers are called.
import type { L10n, Lang } from '../text/l10n.ts'
import type { Table } from './csv.ts'
import type { RegisterRow } from './rows.ts'

export interface RegisterNames {
  person(agent: string): string
  /** Of a paper of a procedure (`id@version`); its id when it is not known. */
  paper(procedure: string, document: string): string
}

export const registerTable = (rows: readonly RegisterRow[], names: RegisterNames, lang: Lang): Table => [
  columns.map((column) => column.name[lang]),
  ...rows.map((row) => columns.map((column) => column.of(row, names, lang))),
]

interface Column {
  readonly name: L10n
  of(row: RegisterRow, names: RegisterNames, lang: Lang): string
}

export const registerWords = {
  issued: { fr: 'Délivré', ar: 'إصدار' },
  'handed-over': { fr: 'Remis', ar: 'تسليم' },
  /** A number that counts for nothing: another one was given before it. */
  void: { fr: 'Numéro annulé', ar: 'رقم ملغى' },
  /** The decision behind the paper was set aside. */
  groundless: { fr: 'décision écartée', ar: 'قرار ملغى' },
  /** In the place of a name. */
  erased: { fr: '(effacé)', ar: '(محذوف)' },
  provisional: { fr: 'provisoire', ar: 'مؤقت' },
  reference: { fr: 'numéro du dossier dit', ar: 'ذكر رقم الملف' },
  scan: { fr: 'reçu lu', ar: 'قراءة الوصل' },
  mark: { fr: 'marque de la personne', ar: 'علامة الشخص' },
} as const satisfies Record<string, L10n>

/** In the order of the file. */
const columns: readonly Column[] = [
  {
    name: { fr: 'Numéro', ar: 'الرقم' },
    of: (row, _, lang) => row.number ?? (row.kind === 'issued' ? registerWords.provisional[lang] : ''),
  },
  { name: { fr: 'Date (UTC)', ar: 'التاريخ (UTC)' }, of: ({ at }) => `${at.slice(0, 19).replace(/Z$/, '')}Z` },
  { name: { fr: 'Opération', ar: 'العملية' }, of: ({ kind }, _, lang) => registerWords[kind][lang] },
  {
    name: { fr: 'Papier', ar: 'الورقة' },
    of: ({ procedure, document }, names) => (document === null ? '' : names.paper(procedure, document)),
  },
  { name: { fr: 'Dossier', ar: 'الملف' }, of: ({ reference }) => reference ?? '' },
  { name: { fr: 'Personne', ar: 'المعني' }, of: ({ title }) => title },
  { name: { fr: 'Par', ar: 'من طرف' }, of: ({ agent }, names) => names.person(agent) },
  { name: { fr: 'Remplace', ar: 'تعوض' }, of: ({ replaces }) => replaces ?? '' },
  { name: { fr: 'Remplacé par', ar: 'عُوضت ب' }, of: ({ replacedBy }) => replacedBy ?? '' },
  {
    name: { fr: 'Preuve de remise', ar: 'إثبات التسليم' },
    of: ({ proof }, _, lang) => (proof === null ? '' : registerWords[proof][lang]),
  },
  {
    name: { fr: 'Remarque', ar: 'ملاحظة' },
    of: ({ groundless }, _, lang) => (groundless ? registerWords.groundless[lang] : ''),
  },
  // What the archive can be held against: the signed act.
  { name: { fr: 'Acte', ar: 'الإجراء' }, of: ({ id }) => id },
]
