// The four digits before an act is signed, in a box that no browser fills in or remembers.
import { pinLength } from '../../models/turn-pin.ts'
import { FieldFrame, describedBy } from '../../ui/field-frame.tsx'
import { ta } from './acts-text.ts'

interface DigitsProps {
  readonly value: string
  readonly error: string | undefined
  readonly onInput: (digits: string) => void
}

export function SignDigits({ value, error, onInput }: DigitsProps) {
  const hint = ta('sign.digits-hint')
  return (
    <FieldFrame id="act-digits" label={ta('sign.digits')} hint={hint} error={error}>
      <input
        id="act-digits"
        class="input clerk-digits"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        dir="ltr"
        maxLength={pinLength}
        value={value}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={describedBy('act-digits', hint, error)}
        onInput={(event) => onInput(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </FieldFrame>
  )
}
