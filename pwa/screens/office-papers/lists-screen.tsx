// Lists to print before a round: what is ready to be taken along, what people still have to bring. A sheet for each douar
// or each point, so that each sheet stays with whoever goes there.
import { useState } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import { link } from '../../models/link.ts'
import { packOf } from '../../models/packs.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { unitName } from '../clerk/names.ts'
import { ListSheet } from './list-sheet.tsx'
import { listPages } from './lists.ts'
import type { GroupBy, ListPage, ListState } from './lists.ts'
import './lists.css'
import './papers.css'
import { PlaceChoice } from './place-choice.tsx'
import type { PapersScreenProps } from './screen-props.ts'
import { t } from './text.ts'

const groups: readonly GroupBy[] = ['douar', 'round']
const shownStates = { both: ['ready', 'missing'], ready: ['ready'], missing: ['missing'] } as const satisfies Record<
  string,
  readonly ListState[]
>
type Shown = keyof typeof shownStates
const shownKeys: readonly Shown[] = ['both', 'ready', 'missing']

export const ListsScreen = ({ onBack }: PapersScreenProps) => {
  const [by, setBy] = useState<GroupBy>('douar')
  const [shown, setShown] = useState<Shown>('both')
  const [place, setPlace] = useState('')
  const [printedAt] = useState(() => new Date().toISOString())
  const all = listPages(summaries.value, packOf, by, shownStates[shown])
  const pages = all.filter(({ key }) => place === '' || key === place)
  const rows = pages.reduce((sum, page) => sum + page.rows.length, 0)
  const { lastSync } = link.value
  return (
    <Page wide title={t('lists.title')} lead={t('lists.lead')} back={onBack} backLabel={t('back')}>
      <div class="screen-only papers-stack">
        <div class="papers-choices">
          <ChoiceGroup
            id="lists-by"
            legend={t('lists.by')}
            numbered={false}
            options={groups.map((one) => ({ value: one, label: t(`lists.by-${one}`) }))}
            value={[by]}
            onChange={([value]) => {
              setBy(groups.find((one) => one === value) ?? by)
              setPlace('')
            }}
          />
          <ChoiceGroup
            id="lists-shown"
            legend={t('lists.shown')}
            numbered={false}
            options={shownKeys.map((one) => ({ value: one, label: t(`lists.shown-${one}`) }))}
            value={[shown]}
            onChange={([value]) => setShown(shownKeys.find((one) => one === value) ?? shown)}
          />
        </div>
        <PlaceChoice
          label={t(`lists.place-${by}`)}
          all={t('lists.place-all')}
          value={place}
          onChange={setPlace}
          places={all.map((page) => ({ value: page.key, label: nameOf(page, by) }))}
        />
        <ButtonRow>
          <Button kind="primary" size="large" icon="print" shortcut="P" disabled={rows === 0} onClick={() => print()}>
            {t('lists.print', { pages: pages.length })}
          </Button>
        </ButtonRow>
        <p role="status">{t('lists.count', { rows })}</p>
      </div>
      {rows === 0 ? (
        <div class="screen-only">
          <EmptyState pictogram="ready" title={t('lists.none')}>
            {t('lists.none-text')}
          </EmptyState>
        </div>
      ) : null}
      {pages.map((page) => (
        <ListSheet
          key={page.key}
          page={page}
          by={by}
          place={nameOf(page, by)}
          printed={formatDateTime(printedAt, lang.value)}
          copy={lastSync === null ? null : formatDateTime(lastSync, lang.value)}
        />
      ))}
    </Page>
  )
}

const nameOf = ({ place }: ListPage, by: GroupBy): string =>
  place === '' ? t('lists.nowhere') : by === 'round' ? unitName(place) : place
