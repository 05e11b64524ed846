// A frozen answer is put right: which question, what it becomes by that question's own field, and why. The first value
// stays beside the new one for ever; here it is shown while the other is typed.
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { isOpaque } from '../../../shared/form/opaque-value.ts'
import { answerText } from '../../fields/answer-text.ts'
import { Field } from '../../fields/field.tsx'
import { lang } from '../../text/language.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { errorOf, Words } from './act-field-parts.tsx'
import type { FieldsProps } from './act-field-parts.tsx'
import { ta } from './acts-text.ts'
import { useLists } from './lists.ts'
import { t } from './text.ts'

/** Taken at the counter, not typed; and what is worked out follows by itself. */
const untyped: readonly FieldState['kind'][] = ['note', 'calculate', 'repeat', 'image', 'audio', 'file']

export const mayBeCorrected = (field: FieldState): boolean =>
  field.relevant && !field.readOnly && !untyped.includes(field.kind) && !isOpaque(field.value)

export function CorrectFields(props: FieldsProps) {
  const { dossier, form, problem, onChange } = props
  const fields = dossier.form.value.fields.filter(mayBeCorrected)
  const lists = useLists(fields)
  const chosen = fields.find((field) => field.key === form.field)
  const file = chosen?.file ?? null
  const choices = file === null ? chosen?.choices : lists.get(file)
  return (
    <>
      <FieldFrame id="act-field" label={ta('correct.field')} error={errorOf(problem, 'field')}>
        <select
          id="act-field"
          class="input"
          value={form.field ?? ''}
          onChange={(event) => {
            const key = event.currentTarget.value
            const field = fields.find((one) => one.key === key)
            onChange({ field: field?.key ?? null, value: field?.value ?? null, valueProblem: null })
          }}
        >
          <option value="">{ta('correct.choose')}</option>
          {fields.map((field) => (
            <option key={field.key} value={field.key}>
              {field.row.label?.[lang.value] ?? field.row.name}
            </option>
          ))}
        </select>
      </FieldFrame>
      {chosen === undefined ? null : (
        <>
          <p class="clerk-quiet">
            {ta('correct.before')}{' '}
            <bdi>{answerText({ ...chosen, choices: choices ?? [] }, lang.value) || t('answer-none')}</bdi>
          </p>
          <Field
            key={chosen.key}
            state={chosen}
            value={form.value}
            label={ta('correct.after')}
            error={problem?.field === 'value' ? (form.valueProblem ?? errorOf(problem, 'value')) : undefined}
            lang={lang.value}
            choices={choices ?? []}
            onAnswer={(value) => onChange({ value })}
            onProblem={(valueProblem) => onChange({ valueProblem })}
          />
        </>
      )}
      <Words {...props} label="correct.why" hint="correct.why-hint" />
    </>
  )
}
