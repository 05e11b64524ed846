// Nobody can open this device: a small file to carry to whoever holds the printed parts of the recovery key, a code to
// read to them, and where to go on once their answer is here. Shows nothing of what the device keeps.
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { inviteCode } from './invite.ts'
import './setup-room.css'
import './setup.css'
import { t } from './text.ts'

interface RequestFile {
  readonly name: string
  readonly text: string
  readonly code: string
}

const loadRequest = async (): Promise<RequestFile | null> =>
  (await import('../../models/door.ts')).keys.recoveryRequest()

export const Recover = ({ onBack }: { onBack: () => void }) => {
  const [file, setFile] = useState<RequestFile | 'none' | null>(null)
  const [link, setLink] = useState('')
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    loadRequest().then(
      (found) => setFile(found ?? 'none'),
      () => setFile('none'),
    )
  }, [])

  const goOn = (event: Event) => {
    event.preventDefault()
    const code = inviteCode(link)
    setWrong(code === null)
    if (code !== null) location.hash = `enrol=${code}`
  }

  return (
    <Page title={t('recover.title')} lead={t('recover.lead')} back={onBack} backLabel={t('enrol.back')}>
      {file === null && <Spinner label={t('unlock.busy')} />}
      {file === 'none' && <Notice tone="warning">{t('recover.none')}</Notice>}
      {file !== null && file !== 'none' && (
        <>
          <ol class="setup-steps">
            <li>
              <p>{t('recover.step-save')}</p>
              <Button kind="primary" icon="download" onClick={() => save(file)}>
                {t('recover.save')}
              </Button>
            </li>
            <li>
              <p>{t('recover.step-code')}</p>
              <p class="setup-code">
                <bdi dir="ltr">{file.code}</bdi>
              </p>
            </li>
            <li>
              <p>{t('recover.step-answer')}</p>
              <form class="setup-form" onSubmit={goOn} noValidate>
                <TextField
                  id="invite"
                  label={t('recover.link')}
                  error={wrong ? t('enrol.bad-link') : undefined}
                  value={link}
                  onInput={setLink}
                  dir="ltr"
                  autocomplete="off"
                />
                <Button kind="secondary" type="submit">
                  {t('recover.go-on')}
                </Button>
              </form>
            </li>
          </ol>
          <Notice tone="info">{t('recover.sends')}</Notice>
        </>
      )}
    </Page>
  )
}

/** The address of the file is of no more use once the download has begun. */
const save = ({ name, text }: RequestFile): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
