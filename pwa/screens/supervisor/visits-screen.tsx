// How people are served, by form and by point: where a form is too hard, where nobody ever says no. It ranks nobody,
// names nobody, and shows no number small enough to be somebody.
import { reportOf, type FormReport } from '../../../shared/visit/report.ts'
import { packs } from '../../models/packs.ts'
import { directory } from '../../models/session.ts'
import { firstDay, shownDays, visitDays } from '../../models/visits.ts'
import { lang } from '../../text/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { FormCard } from './form-card.tsx'
import { t } from './text.ts'

export function VisitsScreen() {
  const units = directory.value?.units.map(({ id }) => id) ?? []
  const { forms, few } = reportOf(visitDays.value, firstDay(Date.now()), units)
  const names = few.map(nameOfForm)
  return (
    <Page wide title={t('visits-title')} lead={t('visits-lead', { days: shownDays })}>
      <div class="supervisor stack">
        <p class="supervisor-quiet">{t('visits-small')}</p>
        {forms.length + few.length === 0 ? (
          <EmptyState pictogram="clock" title={t('visits-none')}>
            {t('visits-none-text')}
          </EmptyState>
        ) : null}
        <div class="supervisor-forms">
          {forms.map((report: FormReport) => (
            <FormCard key={report.procedure} report={report} name={nameOfForm(report.procedure)} />
          ))}
        </div>
        {names.length === 0 ? null : (
          <p class="supervisor-quiet">{t('visits-few', { forms: names.join(lang.value === 'ar' ? '، ' : ', ') })}</p>
        )}
      </div>
    </Page>
  )
}

const nameOfForm = (procedure: string): string =>
  packs.value.find(({ id }) => id === procedure)?.service.name[lang.value] ?? procedure
