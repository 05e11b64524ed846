// What is asked of colleagues: an opinion and what was thought, a visit and what was found, another office to go on.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { directory, me } from '../../models/session.ts'
import { inLang } from '../../../shared/text/l10n.ts'
import { lang } from '../../text/language.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { errorOf, Words } from './act-field-parts.tsx'
import type { FieldsProps } from './act-field-parts.tsx'
import { ta } from './acts-text.ts'
import { DayField } from './day-field.tsx'
import { unitName } from './names.ts'

export function OpinionFields(props: FieldsProps) {
  const { status, action, form, problem, onChange } = props
  if (action.kind === 'opinion-requested') {
    return (
      <>
        <Offices {...props} legend={ta('opinion.unit')} />
        <Words {...props} label="opinion.question" />
      </>
    )
  }
  const asked = status.opinions.find(
    ({ request, given }) => given === null && payloadOf(request, 'opinion-requested')?.from === me.value?.unit,
  )?.request
  return (
    <>
      {asked === undefined ? null : (
        <p>
          {ta('opinion.asked-by')} <bdi>{unitName(asked.by.unit)}</bdi>{' '}
          <q dir="auto">{payloadOf(asked, 'opinion-requested')?.text}</q>
        </p>
      )}
      <ChoiceGroup
        id="act-outcome"
        legend={ta('opinion.which')}
        error={errorOf(problem, 'outcome')}
        options={(['favourable', 'reserved', 'unfavourable'] as const).map((value) => ({
          value,
          label: ta(`opinion.${value}`),
        }))}
        value={form.outcome === null ? [] : [form.outcome]}
        onChange={([outcome]) => onChange({ outcome: outcome ?? null })}
      />
      <Words {...props} label="opinion.why" />
    </>
  )
}

export function VisitFields(props: FieldsProps) {
  const { action, form, problem, onChange } = props
  const day = (
    <DayField
      id="act-on"
      label={ta(action.kind === 'visited' ? 'visit.was-on' : 'visit.on')}
      error={errorOf(problem, 'on')}
      value={form.on}
      onInput={(on) => onChange({ on })}
    />
  )
  if (action.kind === 'visit-ordered') {
    return (
      <>
        <TextField
          id="act-who"
          label={ta('visit.who')}
          hint={ta('visit.who-hint')}
          error={errorOf(problem, 'who')}
          maxLength={100}
          value={form.who}
          onInput={(who) => onChange({ who })}
        />
        <Words {...props} label="visit.what" />
        {day}
      </>
    )
  }
  return (
    <>
      <ChoiceGroup
        id="act-outcome"
        legend={ta('visit.found')}
        error={errorOf(problem, 'outcome')}
        options={(['confirmed', 'not-confirmed', 'nobody-there'] as const).map((value) => ({
          value,
          label: ta(`visit.${value}`),
        }))}
        value={form.outcome === null ? [] : [form.outcome]}
        onChange={([outcome]) => onChange({ outcome: outcome ?? null })}
      />
      {day}
      <Words {...props} label="visit.report" />
    </>
  )
}

export function TransferFields(props: FieldsProps) {
  return (
    <>
      <Offices {...props} legend={ta('transfer.to')} />
      <Words {...props} label="transfer.why" />
    </>
  )
}

/** Every office of the commune but one's own. */
function Offices({ form, problem, onChange, legend }: FieldsProps & { readonly legend: string }) {
  const offices = (directory.value?.units ?? []).filter(({ id, kind }) => kind === 'office' && id !== me.value?.unit)
  return (
    <ChoiceGroup
      id="act-unit"
      legend={legend}
      error={errorOf(problem, 'unit')}
      hint={offices.length === 0 ? ta('unit.none') : undefined}
      options={offices.map(({ id, name }) => ({ value: id, label: inLang(name, lang.value) }))}
      value={form.unit === null ? [] : [form.unit]}
      onChange={([unit]) => onChange({ unit: unit ?? null })}
    />
  )
}
