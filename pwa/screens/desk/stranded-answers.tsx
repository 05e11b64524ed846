// Answers that only this device has and that can no longer leave it: what each question was told, to type it again, or
// to tell the office once the request is filed.
import { answerText } from '../../fields/answer-text.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { t } from './text.ts'

export const StrandedAnswers = ({ dossier, isDraft }: { dossier: OpenDossier; isDraft: boolean }) => {
  const answers = Object.entries(dossier.stranded.value)
  if (answers.length === 0) return null
  return (
    <Notice tone="warning" title={t('again.title', { count: answers.length })}>
      <p>{t(isDraft ? 'again.draft' : 'again.filed')}</p>
      <SummaryList
        rows={answers.map(([key, value]) => {
          const field = dossier.form.value.fields.find((one) => one.key === key)
          const text = field ? answerText({ ...field, value }, lang.value) : String(value)
          return { key, term: field?.row.label?.[lang.value] ?? key, description: <bdi dir="auto">{text}</bdi> }
        })}
      />
    </Notice>
  )
}
