// Several choices: the same tiles, each ticked or not. The answer keeps the order of the list.
import { ChoiceGroup } from '../ui/choice-group.tsx'
import { choiceOptions } from './choice-options.ts'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'

export const SelectMultipleField = (props: FieldProps) => {
  const value = Array.isArray(props.value) ? (props.value as readonly string[]) : []
  const inListOrder = (chosen: readonly string[]) =>
    props.choices.map((choice) => choice.name).filter((name) => chosen.includes(name))
  return (
    <ChoiceGroup
      id={fieldId(props.state.key)}
      legend={props.label}
      legendHidden={props.labelHidden}
      multiple
      hint={props.hint}
      error={props.error}
      options={choiceOptions(props.choices, props.lang)}
      value={[...value]}
      onChange={(values) => {
        const chosen = inListOrder(values)
        props.onAnswer(chosen.length === 0 ? null : chosen)
      }}
    />
  )
}
