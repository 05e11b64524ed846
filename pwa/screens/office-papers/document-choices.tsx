// What is chosen before a paper is made: which one, in which language, on which sheet. An issued one keeps its language.
import type { PaperLang } from '../../../shared/receipt/document-words.ts'
import { lang } from '../../text/language.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import type { Printable } from './document-plan.ts'
import { sheetFormats } from './sheet-format.ts'
import type { SheetFormat } from './sheet-format.ts'
import { t } from './text.ts'

interface ChoicesProps {
  readonly papers: readonly Printable[]
  readonly paper: string
  readonly onPaper: (id: string) => void
  readonly language: PaperLang
  /** Null once it can't be changed. */
  readonly onLanguage: ((lang: PaperLang) => void) | null
  readonly format: SheetFormat
  readonly onFormat: (format: SheetFormat) => void
}

const languages: readonly (readonly [value: 'both' | 'fr' | 'ar', lang: PaperLang])[] = [
  ['both', null],
  ['fr', 'fr'],
  ['ar', 'ar'],
]

export const DocumentChoices = (props: ChoicesProps) => {
  const { papers, paper, onPaper, language, onLanguage, format, onFormat } = props
  return (
    <div class="papers-choices">
      {papers.length < 2 ? null : (
        <ChoiceGroup
          id="document-paper"
          legend={t('document.which')}
          numbered={false}
          options={papers.map((one) => ({ value: one.id, label: one.name[lang.value] }))}
          value={[paper]}
          onChange={([value]) => value !== undefined && onPaper(value)}
        />
      )}
      {onLanguage === null ? null : (
        <ChoiceGroup
          id="document-lang"
          legend={t('document.lang')}
          numbered={false}
          options={languages.map(([value]) => ({ value, label: t(`document.lang-${value}`) }))}
          value={[language ?? 'both']}
          onChange={([value]) => onLanguage(languages.find(([one]) => one === value)?.[1] ?? null)}
        />
      )}
      <ChoiceGroup
        id="document-format"
        legend={t('document.format')}
        numbered={false}
        options={sheetFormats.map((one) => ({ value: one, label: t(`document.format-${one}`) }))}
        value={[format]}
        onChange={([value]) => onFormat(sheetFormats.find((one) => one === value) ?? format)}
      />
    </div>
  )
}
