// Nobody is enrolled on this browser yet: what this is, how to get a link, and a box for those who have one.
// Must stay tiny: it is the first screen of the app.
import { useState } from 'preact/hooks'
import { messages } from '../../text/language.ts'
import type source from '../../text/messages/shell.json'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { inviteCode } from './invite.ts'
import './setup.css'

const t = messages<keyof typeof source>('shell')

export const Welcome = () => {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)

  const submit = (event: Event) => {
    event.preventDefault()
    const code = inviteCode(text)
    setWrong(code === null)
    // The session hears the address change and opens the enrolment, as it does for a clicked link.
    if (code !== null) location.hash = `enrol=${code}`
  }

  return (
    <Page title={t('setup.welcome.title')} lead={t('setup.welcome.lead')}>
      <ol class="setup-steps">
        <li>{t('setup.welcome.step1')}</li>
        <li>{t('setup.welcome.step2')}</li>
        <li>{t('setup.welcome.step3')}</li>
      </ol>
      <form class="setup-form" onSubmit={submit} noValidate>
        <TextField
          id="invite"
          label={t('setup.welcome.paste')}
          hint={t('setup.welcome.paste-hint')}
          error={wrong ? t('setup.welcome.paste-wrong') : undefined}
          value={text}
          onInput={setText}
          dir="ltr"
          autocomplete="off"
        />
        <Button kind="primary" size="large" type="submit">
          {t('setup.welcome.continue')}
        </Button>
      </form>
    </Page>
  )
}
