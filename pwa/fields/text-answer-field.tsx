// A text answer: one line, several for `appearance: multiline`; typed codes and phone numbers read left to right.
import { TextField } from '../ui/text-field.tsx'
import { digitsToWestern } from './digits.ts'
import { asText, fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'

export const TextAnswerField = (props: FieldProps) => {
  const appearance = props.state.row.appearance ?? ''
  const isNumbers = appearance.includes('numbers')
  const isCode = props.state.kind === 'barcode' || isNumbers
  return (
    <TextField
      id={fieldId(props.state.key)}
      label={props.label}
      labelHidden={props.labelHidden}
      hint={props.hint}
      error={props.error}
      value={asText(props.value)}
      onInput={(typed) => {
        const text = isCode ? digitsToWestern(typed) : typed
        props.onAnswer(text === '' ? null : text)
      }}
      type={isNumbers ? 'tel' : 'text'}
      dir={isCode ? 'ltr' : 'auto'}
      multiline={appearance.includes('multiline')}
      required={props.state.required}
      // The browser's memory must not offer one citizen's name to the next.
      autocomplete="off"
    />
  )
}
