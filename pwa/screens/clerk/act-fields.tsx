// The fields of each act's dialog. One question each; what the pack lists is picked, never typed.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import { feeOf } from '../../../shared/procedure/office.ts'
import type { Fee } from '../../../shared/procedure/office.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatAmount } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { MarkPad } from '../../ui/mark-pad.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { ActForm, FormProblem } from './act-form.ts'
import type { Action } from './actions.ts'
import { outcomeLabel } from './acts-in-words.ts'
import { agentName } from './names.ts'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

export interface FieldsProps {
  readonly dossier: OpenDossier
  readonly status: DossierStatus
  readonly action: Action
  readonly form: ActForm
  readonly problem: FormProblem | null
  readonly onChange: (change: Partial<ActForm>) => void
}

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
      return (
        <>
          <Decisions {...props} />
          <Words {...props} label="field-settle-text" />
        </>
      )
    case 'handed-over':
      return <HandOver {...props} />
    case 'withdrawn':
      return <Words {...props} label="field-withdraw-text" />
    case 'noted':
      return <Words {...props} label="field-note-text" />
    default:
      return null
  }
}

const errorOf = (problem: FormProblem | null, field: FormProblem['field']) =>
  problem?.field === field ? t(problem.message) : undefined

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

function Reasons({ dossier, form, problem, onChange }: FieldsProps) {
  return (
    <ChoiceGroup
      id="act-reason"
      legend={t('field-reason')}
      error={errorOf(problem, 'reason')}
      options={(dossier.pack?.refusalReasons ?? []).map(({ id, name }) => ({ value: id, label: name[lang.value] }))}
      value={form.reason === null ? [] : [form.reason]}
      onChange={([reason]) => onChange({ reason: reason ?? null })}
    />
  )
}

function Decisions({ dossier, status, form, problem, onChange }: FieldsProps) {
  return (
    <ChoiceGroup
      id="act-keep"
      legend={t('field-settle-keep')}
      error={errorOf(problem, 'keep')}
      options={status.suspended.map((act) => {
        const outcome = payloadOf(act, 'decided')?.outcome ?? ''
        return {
          value: act.id,
          label: outcomeLabel(outcome, dossier.pack)?.[lang.value] ?? outcome,
          hint: agentName(act.by.agent),
        }
      })}
      value={form.keep === null ? [] : [form.keep]}
      onChange={([keep]) => onChange({ keep: keep ?? null })}
    />
  )
}

interface WordsProps extends FieldsProps {
  readonly label: ClerkMessage
  readonly hint?: ClerkMessage
}

function Words({ form, problem, onChange, label, hint }: WordsProps) {
  return (
    <TextField
      id="act-text"
      label={t(label)}
      hint={hint === undefined ? undefined : t(hint)}
      error={errorOf(problem, 'text')}
      multiline
      maxLength={1000}
      value={form.text}
      onInput={(text) => onChange({ text })}
    />
  )
}

function HandOver({ dossier, action, form, problem, onChange }: FieldsProps) {
  if (!action.handsPaper) return <p>{t('close-nothing-handed')}</p>
  return (
    <>
      {action.needsPayment && dossier.pack ? <Payment fee={feeOf(dossier.pack, dossier.answers.value)} /> : null}
      <TextField
        id="act-pairs"
        type="tel"
        label={t('field-pairs')}
        hint={t('field-pairs-hint')}
        error={errorOf(problem, 'pairs')}
        value={form.pairs}
        onInput={(pairs) => onChange({ pairs })}
      />
      <ChoiceGroup
        id="act-proof"
        legend={t('field-proof')}
        options={[
          { value: 'reference', label: t('field-proof-reference') },
          { value: 'mark', label: t('field-proof-mark') },
        ]}
        value={[form.proof]}
        onChange={([proof]) => onChange({ proof: proof === 'mark' ? 'mark' : 'reference' })}
      />
      {form.proof === 'mark' ? (
        <>
          <MarkPad
            label={t('field-mark')}
            hint={t('field-mark-hint')}
            clearLabel={t('field-mark-clear')}
            value={form.mark}
            onChange={(mark) => onChange({ mark })}
          />
          {problem?.field === 'mark' ? (
            <p class="clerk-alert" role="alert">
              {t(problem.message)}
            </p>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** What is to be paid first; an amount whose source was not checked says so. */
function Payment({ fee }: { readonly fee: Fee }) {
  if (fee.amount === 0) return null
  if (fee.amount === null) return <Notice tone="info">{t('fee-unknown')}</Notice>
  const amount = formatAmount(fee.amount, fee.currency, lang.value)
  return <Notice tone="info">{t(fee.verified ? 'fee-verified' : 'fee-unverified', { amount })}</Notice>
}
