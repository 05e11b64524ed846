// Filters of the queue: plain fields of the browser, since they work from any keyboard and cost nothing.
import { useComputed } from '@preact/signals'
import { summaries } from '../../models/dossiers.ts'
import { packs } from '../../models/packs.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { agentName } from './names.ts'
import { isFiltering, nobody, noFilters, procedureOf } from './queue.ts'
import type { Filters } from './queue.ts'
import { t } from './text.ts'

interface FiltersProps {
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
}

export const firstFilterId = 'clerk-filter-procedure'

export function QueueFilters({ filters, onChange }: FiltersProps) {
  const found = useComputed(() => ({
    procedures: distinct(summaries.value.map(procedureOf)),
    points: distinct(summaries.value.map((one) => one.point)),
    claimers: distinct(summaries.value.flatMap((one) => one.claimedBy ?? [])),
  }))
  const { procedures, points, claimers } = found.value
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change })
  const nameOf = (id: string) => packs.value.find((pack) => pack.id === id)?.service.name[lang.value] ?? id
  const unitOf = (id: string) => directory.value?.units.find((unit) => unit.id === id)?.name[lang.value] ?? id
  return (
    <div class="clerk-filters" role="group" aria-label={t('filters')}>
      <Choice
        id={firstFilterId}
        label={t('filter-procedure')}
        value={filters.procedure}
        options={procedures.map((id) => [id, nameOf(id)])}
        onChange={(procedure) => set({ procedure })}
      />
      <Choice
        id="clerk-filter-point"
        label={t('filter-point')}
        value={filters.point}
        options={points.map((id) => [id, unitOf(id)])}
        onChange={(point) => set({ point })}
      />
      <Choice
        id="clerk-filter-claimed"
        label={t('filter-claimed')}
        value={filters.claimedBy}
        options={[[nobody, t('filter-nobody')], ...claimers.map((id) => [id, agentName(id)] as const)]}
        onChange={(claimedBy) => set({ claimedBy })}
      />
      <TextField
        id="clerk-filter-from"
        type="date"
        label={t('filter-from')}
        value={filters.from}
        onInput={(from) => set({ from })}
      />
      <TextField
        id="clerk-filter-to"
        type="date"
        label={t('filter-to')}
        value={filters.to}
        onInput={(to) => set({ to })}
      />
      {isFiltering(filters) ? (
        <Button icon="close" onClick={() => onChange(noFilters)}>
          {t('filters-clear')}
        </Button>
      ) : null}
    </div>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly value: string | null
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChange: (value: string | null) => void
}

function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  return (
    <FieldFrame id={id} label={label}>
      <select
        id={id}
        class="input"
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
      >
        <option value="">{t('filter-all')}</option>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)].sort()
