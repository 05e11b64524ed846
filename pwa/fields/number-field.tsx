// A whole or decimal number. What is typed stays on screen even when it is no number yet.
import { useState } from 'preact/hooks'
import { TextField } from '../ui/text-field.tsx'
import { asText, fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { readNumber } from './numbers.ts'
import { t } from './text.ts'

export const NumberField = (props: FieldProps) => {
  const [typed, setTyped] = useState(asText(props.value))
  const whole = props.state.kind === 'integer'

  const input = (text: string) => {
    setTyped(text)
    const read = readNumber(text, whole)
    if ('problem' in read) {
      props.onAnswer(null)
      props.onProblem(t(`number.${read.problem}`))
    } else {
      props.onProblem(null)
      props.onAnswer(read.value)
    }
  }

  return (
    <TextField
      id={fieldId(props.state.key)}
      label={props.label}
      labelHidden={props.labelHidden}
      hint={props.hint}
      error={props.error}
      value={typed}
      onInput={input}
      type="tel"
      dir="ltr"
      autocomplete="off"
      required={props.state.required}
    />
  )
}
