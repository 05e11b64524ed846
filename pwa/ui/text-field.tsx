// One line, or several, that a person types. Nothing is remembered by the browser: the next citizen sits at this desk.
import type { InputHTMLAttributes, TargetedInputEvent } from 'preact'
import { FieldFrame, describedBy } from './field-frame.tsx'

export interface TextFieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: string
  readonly onInput: (value: string) => void
  readonly type?: 'text' | 'tel' | 'password' | 'search' | 'number' | 'date' | 'time' | undefined
  /** Names follow their own script (auto); digits read left to right in both languages. */
  readonly dir?: 'auto' | 'ltr' | undefined
  readonly autocomplete?: string | undefined
  readonly required?: boolean | undefined
  readonly multiline?: boolean | undefined
  readonly labelHidden?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly maxLength?: number | undefined
  readonly autoFocus?: boolean | undefined
  readonly onBlur?: (() => void) | undefined
}

const leftToRight = new Set(['tel', 'number', 'date', 'time', 'password'])

export function TextField(props: TextFieldProps) {
  const { id, label, hint, error, value, onInput, type = 'text', multiline = false } = props
  const shared = {
    id,
    class: 'input',
    value,
    dir: props.dir ?? (leftToRight.has(type) ? ('ltr' as const) : ('auto' as const)),
    autocomplete: props.autocomplete ?? 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    required: props.required,
    disabled: props.disabled,
    maxLength: props.maxLength,
    autoFocus: props.autoFocus,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
    'aria-describedby': describedBy(id, hint, error),
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) => onInput(event.currentTarget.value),
    onBlur: props.onBlur,
  }
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} labelHidden={props.labelHidden}>
      {multiline ? <textarea {...shared} rows={4} /> : <input {...shared} {...kindOf(type)} />}
    </FieldFrame>
  )
}

/** Native number inputs drop what they cannot parse and change their value under a scroll wheel. */
function kindOf(type: NonNullable<TextFieldProps['type']>): InputHTMLAttributes<HTMLInputElement> {
  return type === 'number'
    ? { type: 'text', inputMode: 'decimal' }
    : ({ type } as InputHTMLAttributes<HTMLInputElement>)
}
