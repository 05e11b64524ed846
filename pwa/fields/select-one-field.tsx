// One choice among few: large tiles with pictures, keys 1 to 9.
import { ChoiceGroup } from '../ui/choice-group.tsx'
import { choiceOptions } from './choice-options.ts'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'

export const SelectOneField = (props: FieldProps) => (
  <ChoiceGroup
    id={fieldId(props.state.key)}
    legend={props.label}
    legendHidden={props.labelHidden}
    hint={props.hint}
    error={props.error}
    options={choiceOptions(props.choices, props.lang)}
    value={typeof props.value === 'string' ? [props.value] : []}
    onChange={(values) => props.onAnswer(values[0] ?? null)}
  />
)
