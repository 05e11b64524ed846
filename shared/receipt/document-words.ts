// The words of a document: the pack's template with the answers in it, in one language or in both. Pure. A sentence with
// a hole is a false sentence, so a paragraph that names an absent answer is left out whole; and a paper without the name
// of its person is not made at all.
import { canonicalBytes, sha256Url } from '../dossier/canonical.ts'
import type { AnswerValue, Choice } from '../form/form.ts'
import { isOpaque, toldToClerk } from '../form/opaque-value.ts'
import type { PaperTemplate, ProcedurePack } from '../procedure/pack.ts'
import type { Lang } from '../text/l10n.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'

/** In which languages a paper is made: null for both, side by side. */
export type PaperLang = Lang | null

export interface WordsIn {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly signedBy: string
}

export interface DocumentWords {
  readonly in: Readonly<Partial<Record<Lang, WordsIn>>>
  /** What the seal hashes as the person's name, in the template's order. */
  readonly names: readonly string[]
}

export interface WordsParts {
  readonly pack: Pick<ProcedurePack, 'form'>
  readonly template: PaperTemplate
  /** Of relevant questions only: an answer that no longer holds is not printed. */
  readonly answers: Readonly<Record<string, AnswerValue>>
  /** Lists that are files, by the name in the row's type (`ma-communes.json`). */
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  readonly lang: PaperLang
}

export const langsOf = (lang: PaperLang): readonly Lang[] => (lang === null ? ['fr', 'ar'] : [lang])

export interface NoWords {
  /** Nobody is named; or an answer is there that can't be put into words here (a list that never came, a sealed one). */
  readonly why: 'nameless' | 'unreadable'
  readonly rows: readonly string[]
}

export const documentWords = (parts: WordsParts): Result<DocumentWords, NoWords> => {
  const { template, lang, answers } = parts
  const isMute = (row: string): boolean => answerInWords(parts, row, 'fr') === null
  const nameless = template.nameRows.filter(isMute)
  if (nameless.length > 0) return err({ why: 'nameless', rows: nameless })
  const unreadable = rowsOf(template).filter((row) => isMute(row) && !isAbsent(answers[row]))
  if (unreadable.length > 0) return err({ why: 'unreadable', rows: unreadable })
  const wordsIn = (language: Lang): WordsIn => ({
    title: template.title[language],
    paragraphs: template.paragraphs.flatMap((one) => filled(parts, one[language], language) ?? []),
    signedBy: template.signedBy[language],
  })
  return ok({
    in: Object.fromEntries(langsOf(lang).map((language) => [language, wordsIn(language)])),
    names: template.nameRows.map((row) => answerInWords(parts, row, 'fr') ?? ''),
  })
}

/** What the act that issues a paper keeps of its words: a paper in hand can be held against it. */
export const wordsHash = (words: DocumentWords): string => sha256Url(canonicalBytes(words.in))

/** Every row whose answer the paper may print. */
export const rowsOf = ({ paragraphs, nameRows }: PaperTemplate): readonly string[] => {
  const named = paragraphs.flatMap(({ fr, ar }) => [...`${fr} ${ar}`.matchAll(placeholder)].map(([, row = '']) => row))
  return [...new Set([...nameRows, ...named])]
}

/** What the person tells the clerk themselves is written nowhere. */
const isAbsent = (value: AnswerValue | undefined): boolean =>
  value === undefined || value === null || value === toldToClerk || (typeof value === 'string' && value.trim() === '')

const placeholder = /\$\{([a-z]\w*)\}/g
/** Answers with nothing but spaces between them: a first and a last name. */
const together = /\$\{[a-z]\w*\}(?:[ \u00a0]+\$\{[a-z]\w*\})*/g

/** Null when an answer it names is absent. */
const filled = (parts: WordsParts, text: string, lang: Lang): string | null => {
  let isWhole = true
  const answerTo = (_: string, row: string): string => {
    const answer = answerInWords(parts, row, lang)
    isWhole &&= answer !== null
    return answer ?? ''
  }
  // A name of the other script keeps its own direction inside the sentence, and its two words their order.
  const words = text.replace(together, (names) => `\u2068${names.replace(placeholder, answerTo)}\u2069`)
  return isWhole ? words : null
}

/** As the paper says it; null when there is none, or when nobody here may read it. */
const answerInWords = ({ pack, answers, lists }: WordsParts, name: string, lang: Lang): string | null => {
  const value = answers[name]
  const [kind, list = ''] = (pack.form.survey.find((row) => row.name === name)?.type ?? '').split(' ')
  if (typeof value === 'number') return String(value)
  const isHidden: boolean = isOpaque(value)
  if (isAbsent(value) || isHidden) return null
  const choices = kind === 'select_one_from_file' ? lists.get(list) : pack.form.choices[list]
  const labelOf = (chosen: string) => choices?.find((one) => one.name === chosen)?.label[lang] ?? null
  if (kind === 'select_multiple' && isTexts(value)) {
    const labels = value.map(labelOf)
    return labels.length === 0 || labels.includes(null) ? null : labels.join(lang === 'ar' ? '، ' : ', ')
  }
  if (typeof value !== 'string') return null
  if (kind === 'select_one' || kind === 'select_one_from_file') return labelOf(value)
  return kind === 'date' ? value.split('-').reverse().join('/') : value.trim()
}

const isTexts = (value: AnswerValue | undefined): value is readonly string[] => Array.isArray(value)
