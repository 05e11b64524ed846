// One passphrase box with a show/hide button. Pasting is allowed; the value lives only in the caller's state.
import { useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './text.ts'

interface PassphraseFieldProps {
  id: string
  label: string
  hint?: string
  error?: string | undefined
  value: string
  onInput: (value: string) => void
  /** A password manager must not offer an old one for a new passphrase. */
  fresh?: boolean
}

export const PassphraseField = (props: PassphraseFieldProps) => {
  const [shown, setShown] = useState(false)
  return (
    <div class="setup-passphrase">
      <TextField
        id={props.id}
        label={props.label}
        hint={props.hint}
        error={props.error}
        value={props.value}
        onInput={props.onInput}
        type={shown ? 'text' : 'password'}
        dir="auto"
        autocomplete={props.fresh ? 'new-password' : 'current-password'}
        required
      />
      <Button kind="quiet" icon={shown ? 'eye-off' : 'eye'} onClick={() => setShown(!shown)}>
        {shown ? t('passphrase.hide') : t('passphrase.show')}
      </Button>
    </div>
  )
}
