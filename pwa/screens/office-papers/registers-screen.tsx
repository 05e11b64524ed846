// The register of this office: every paper issued and handed over in a year, in order, with its numbers checked for
// gaps; on paper and as a file for the archive. Nothing is changed here: a correction is a row of its own.
import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { checkSeries } from '../../../shared/register/number.ts'
import { registerWords } from '../../../shared/register/register-table.ts'
import { registerRows, type RegisterDossier } from '../../../shared/register/rows.ts'
import { erasedPapers, summaries } from '../../models/dossiers.ts'
import { directory, unit } from '../../models/session.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { givesPapers } from './paper-name.ts'
import './papers.css'
import { RegisterCheck } from './register-check.tsx'
import { saveRegister } from './register-file.ts'
import type { RegisterFormat } from './register-file.ts'
import { RegisterRows } from './register-rows.tsx'
import './registers.css'
import type { PapersScreenProps } from './screen-props.ts'
import { t } from './text.ts'

/** Rows an old machine draws at once; all of them are printed and saved. */
const pageSize = 50
const formats: readonly RegisterFormat[] = ['ods', 'csv']

export const RegistersScreen = ({ onBack }: PapersScreenProps) => {
  const [openedAt] = useState(() => new Date())
  const [year, setYear] = useState(openedAt.getFullYear())
  const [shown, setShown] = useState(pageSize)
  const [isPrinting, setPrinting] = useState(false)
  const office = unit.value
  const officeId = office?.id ?? ''
  const years = useComputed(() => yearsOf(openedAt.getFullYear(), officeId))
  const rows = registerRows(entered(), officeId, year).filter(({ procedure }) => givesPapers(procedure))
  const checks = checkSeries(
    rows.flatMap(({ kind, number }) => (kind !== 'handed-over' && number !== null ? [number] : [])),
  )
  const waiting = rows.filter(({ kind, number }) => kind === 'issued' && number === null).length
  // Every row is drawn before the sheet is made.
  useEffect(() => {
    if (!isPrinting) return
    print()
    setPrinting(false)
  }, [isPrinting])
  const drawn = isPrinting ? rows : rows.slice(0, shown)
  return (
    <Page wide title={t('registers.title')} lead={t('registers.lead')} back={onBack} backLabel={t('back')}>
      <div class="screen-only papers-stack">
        <label class="papers-select">
          <span class="field__label">{t('registers.year')}</span>
          <select
            value={year}
            onChange={({ currentTarget }) => {
              setYear(Number(currentTarget.value))
              setShown(pageSize)
            }}
          >
            {years.value.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        {rows.length === 0 ? null : (
          <>
            <ButtonRow>
              <Button kind="primary" size="large" icon="print" shortcut="P" onClick={() => setPrinting(true)}>
                {t('registers.print')}
              </Button>
              {formats.map((format) => (
                <Button
                  key={format}
                  kind="secondary"
                  size="large"
                  icon="download"
                  shortcut={format === 'ods' ? 'O' : 'C'}
                  onClick={() => void saveRegister(rows, { office: officeId, year, format })}
                >
                  {t(`registers.save-${format}`)}
                </Button>
              ))}
            </ButtonRow>
            <Notice tone="info">{t('registers.names')}</Notice>
          </>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState pictogram="papers" title={t('registers.none', { year })}>
          {t('registers.none-text')}
        </EmptyState>
      ) : (
        <section class="register" aria-label={t('registers.title')}>
          <header>
            <h2>
              {t('registers.title')} <bdi dir="ltr">{year}</bdi>
            </h2>
            <p>
              <bdi>{office?.name[lang.value]}</bdi> · <bdi>{directory.value?.commune.name[lang.value]}</bdi> ·{' '}
              {t('lists.printed')} <bdi dir="ltr">{formatDateTime(openedAt.toISOString(), lang.value)}</bdi>
            </p>
            {directory.value?.demo === true ? <p class="list-sheet__demo">{t('demo')}</p> : null}
            <RegisterCheck checks={checks} waiting={waiting} />
          </header>
          {drawn.length < rows.length ? (
            <p class="register__part">{t('registers.part', { shown: drawn.length, all: rows.length })}</p>
          ) : null}
          <RegisterRows rows={drawn} />
        </section>
      )}
      {drawn.length < rows.length ? (
        <ButtonRow>
          <Button icon="more" onClick={() => setShown(shown + pageSize)}>
            {t('registers.more')}
          </Button>
        </ButtonRow>
      ) : null}
    </Page>
  )
}

/** What has a name, and what is left of what was erased. */
const entered = (): readonly RegisterDossier[] => [
  ...summaries.value,
  ...erasedPapers.value.map(({ papers }) => ({ ...papers, title: registerWords.erased[lang.value] })),
]

/** Newest first: this year, and every one in which this office entered something. */
const yearsOf = (now: number, office: string): readonly number[] => {
  const years = entered().flatMap(({ issued = [], handed = [] }) =>
    [...issued, ...handed]
      .filter(({ unit }) => unit === office)
      .map((line) => Number(('number' in line && line.number !== null ? line.number : line.at).slice(0, 4))),
  )
  return [...new Set([now, ...years])].sort((a, b) => b - a)
}
