// The fields of each act's dialog. One question each; what the pack or the commune lists is picked, never typed.
import type { Act } from '../../../shared/dossier/act.ts'
import { decisionIn } from '../../../shared/dossier/decision.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { anew } from './act-form.ts'
import { errorOf, Words } from './act-field-parts.tsx'
import type { FieldsProps } from './act-field-parts.tsx'
import { ta } from './acts-text.ts'
import { outcomeLabel } from './acts-in-words.ts'
import { contestedOf } from './rivals.ts'
import { CorrectFields } from './correct-fields.tsx'
import { HandOverFields } from './hand-over-fields.tsx'
import { agentName } from './names.ts'
import { OpinionFields, TransferFields, VisitFields } from './colleague-fields.tsx'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

export function ActFields(props: FieldsProps) {
  switch (props.action.kind) {
    case 'piece-requested':
      return (
        <>
          <Pieces {...props} legend="field-pieces-ask" />
          <Words {...props} label="field-message" />
        </>
      )
    case 'piece-supplied':
      return <Pieces {...props} legend="field-pieces-got" />
    case 'decided':
      return props.action.needsReason ? (
        <>
          <Reasons {...props} />
          <Words {...props} label="field-refusal-text" hint="field-refusal-hint" />
        </>
      ) : (
        <Words {...props} label="field-decision-text" />
      )
    case 'settled':
      return <Settle {...props} />
    case 'handed-over':
      return <HandOverFields {...props} />
    case 'withdrawn':
      return <Words {...props} label="field-withdraw-text" />
    case 'reopened':
      return <Words {...props} label="field.reopen-text" />
    case 'retention-held':
      return <Words {...props} label="field.retention-text" hint="disposal.why-hint" />
    case 'retention-released':
      return <Words {...props} label="field.release-text" hint="disposal.why-hint" />
    case 'disposal-decided':
      return <Disposal {...props} />
    case 'noted':
      return <Words {...props} label="field-note-text" />
    case 'opinion-requested':
    case 'opinion-given':
      return <OpinionFields {...props} />
    case 'visit-ordered':
    case 'visited':
      return <VisitFields {...props} />
    case 'transferred':
      return <TransferFields {...props} />
    case 'corrected':
      return <CorrectFields {...props} />
    default:
      return null
  }
}

/** Asking offers every paper of the pack; receiving offers those still awaited, if any is. */
function Pieces({
  dossier,
  status,
  action,
  form,
  problem,
  onChange,
  legend,
}: FieldsProps & { readonly legend: ClerkMessage }) {
  const all = dossier.pack?.service.hasInputType ?? []
  const isAwaited = action.kind === 'piece-supplied' && status.missing.length > 0
  const items = isAwaited ? all.filter((item) => status.missing.includes(item.id)) : all
  return (
    <ChoiceGroup
      id="act-pieces"
      legend={t(legend)}
      multiple
      error={errorOf(problem, 'pieces')}
      options={items.map((item) => ({
        value: item.id,
        label: item.name[lang.value],
        pictogram: isPictogramName(item.pictogram) ? item.pictogram : undefined,
      }))}
      value={form.pieces}
      onChange={(pieces) => onChange({ pieces })}
    />
  )
}

function Reasons({ dossier, action, form, problem, onChange }: FieldsProps) {
  return (
    <ChoiceGroup
      id="act-reason"
      legend={t('field-reason')}
      error={errorOf(problem, 'reason')}
      numbered={action.kind === 'decided'}
      options={(dossier.pack?.refusalReasons ?? []).map(({ id, name }) => ({ value: id, label: name[lang.value] }))}
      value={form.reason === null ? [] : [form.reason]}
      onChange={([reason]) => onChange({ reason: reason ?? null })}
    />
  )
}

/** An officer asks; what follows needs a second person, and says so. */
function Disposal(props: FieldsProps) {
  const { form, problem, onChange } = props
  return (
    <>
      <p class="clerk-quiet">{ta('disposal.second')}</p>
      <ChoiceGroup
        id="act-outcome"
        legend={ta('disposal.what')}
        error={errorOf(problem, 'outcome')}
        options={(['destroy', 'anonymise'] as const).map((value) => ({
          value,
          label: ta(`disposal.${value}`),
          hint: ta(`disposal.${value}-left`),
        }))}
        value={form.outcome === null ? [] : [form.outcome]}
        onChange={([outcome]) => onChange({ outcome: outcome ?? null })}
      />
      <Words {...props} label="disposal.why" hint="disposal.why-hint" />
    </>
  )
}

/** One of the decisions is kept, or the dossier is decided anew; either way with a reason. */
function Settle(props: FieldsProps) {
  const { dossier, status, form, problem, onChange } = props
  const outcomes = status.suspended.length === 0 ? [] : outcomesOf(dossier)
  const labelOf = (act: Act): string => {
    const outcome = decisionIn(act)?.outcome
    if (outcome === undefined) return formatDateTime(act.at, lang.value)
    return outcomeLabel(outcome, dossier.pack)?.[lang.value] ?? outcome
  }
  const isAnew = form.keep === anew
  const needsReason = dossier.pack?.workflow.transitions.some(
    (move) => move.on === 'decided' && move.when?.['outcome'] === form.outcome && move.requires?.includes('reason'),
  )
  return (
    <>
      <ChoiceGroup
        id="act-keep"
        legend={t('field-settle-keep')}
        error={errorOf(problem, 'keep')}
        options={[
          ...contestedOf(status).map((act) => ({ value: act.id, label: labelOf(act), hint: agentName(act.by.agent) })),
          ...(outcomes.length === 0 ? [] : [{ value: anew, label: ta('settle.anew'), hint: ta('settle.anew-hint') }]),
        ]}
        value={form.keep === null ? [] : [form.keep]}
        onChange={([keep]) => onChange({ keep: keep ?? null, outcome: null, reason: null })}
      />
      {isAnew ? (
        <ChoiceGroup
          id="act-outcome"
          legend={ta('settle.outcome')}
          error={errorOf(problem, 'outcome')}
          numbered={false}
          options={outcomes}
          value={form.outcome === null ? [] : [form.outcome]}
          onChange={([outcome]) => onChange({ outcome: outcome ?? null, reason: null })}
        />
      ) : null}
      {isAnew && needsReason === true ? <Reasons {...props} /> : null}
      <Words {...props} label={isAnew ? 'settle.why-anew' : 'field-settle-text'} />
    </>
  )
}

/** What the procedure can decide, in its own words. */
const outcomesOf = ({ pack }: OpenDossier) => [
  ...new Map(
    (pack?.workflow.transitions ?? [])
      .filter((move) => move.on === 'decided' && move.when?.['outcome'] !== undefined)
      .map((move) => {
        const outcome = move.when?.['outcome'] ?? ''
        return [outcome, { value: outcome, label: outcomeLabel(outcome, pack)?.[lang.value] ?? outcome }] as const
      }),
  ).values(),
]
