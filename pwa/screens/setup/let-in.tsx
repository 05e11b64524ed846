// A colleague of this unit gets a place on this device, without the network: they draw their words, whoever is at the desk
// types their own passphrase. What the colleague writes waits here for a supervisor's word, and the screen says so.
import { useState } from 'preact/hooks'
import { colleagues } from '../../models/people-here.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { DrawnWords, PassphraseFields } from './new-passphrase.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { t } from './text.ts'
import { useNewPassphrase } from './use-new-passphrase.ts'

type Newcomer = (typeof colleagues.value)[number]

export const LetIn = () => {
  const [chosen, setChosen] = useState<string | null>(null)
  const [newcomer, setNewcomer] = useState<Newcomer | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const list = colleagues.value
  return (
    <section class="setup-part">
      <h2>{t('access.join-title')}</h2>
      <p>{t('access.join-why')}</p>
      {done !== null && (
        <Notice tone="success" title={t('access.join-done-title')}>
          <bdi>{done}</bdi> {t('access.join-done')}
        </Notice>
      )}
      {newcomer !== null ? (
        <Newcomer
          newcomer={newcomer}
          onDone={() => {
            setDone(newcomer.name)
            setNewcomer(null)
            setChosen(null)
          }}
        />
      ) : list.length === 0 ? (
        <p>{t('access.join-nobody')}</p>
      ) : (
        <div class="setup-form">
          <ChoiceGroup
            id="newcomer"
            legend={t('access.join-who')}
            options={list.map(({ id, name, role }) => ({ value: id, label: name, hint: t(`role.${role}`) }))}
            value={chosen === null ? [] : [chosen]}
            onChange={(values) => setChosen(values[0] ?? null)}
            numbered={false}
          />
          <Button
            kind="secondary"
            icon="add"
            disabled={chosen === null}
            onClick={() => {
              setDone(null)
              setNewcomer(list.find((one) => one.id === chosen) ?? null)
            }}
          >
            {t('access.join-begin')}
          </Button>
        </div>
      )}
    </section>
  )
}

const Newcomer = ({ newcomer, onDone }: { newcomer: Newcomer; onDone: () => void }) => {
  const secret = useNewPassphrase()
  const [hostPassphrase, setHostPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    if (busy || secret.chosen === null || hostPassphrase === '') return
    setBusy(true)
    const { keys } = await import('../../models/door.ts')
    const joined = await keys.letIn({ hostPassphrase, newcomer, passphrase: secret.chosen })
    setBusy(false)
    if (joined.ok) onDone()
    else setProblem(joined.error.type)
  }

  return (
    <>
      <p class="setup-person">
        <bdi>{newcomer.name}</bdi>
      </p>
      <p>{t('access.join-words')}</p>
      {secret.stage === 'words' ? (
        <DrawnWords secret={secret} />
      ) : (
        <form class="setup-form" onSubmit={submit} noValidate>
          <PassphraseFields secret={secret} tried={tried} weak={problem === 'weak-passphrase'} />
          <fieldset class="setup-host">
            <legend>{t('access.join-host')}</legend>
            <PassphraseField
              id="host-passphrase"
              label={t('unlock.passphrase')}
              value={hostPassphrase}
              onInput={setHostPassphrase}
              error={
                problem === 'wrong-passphrase'
                  ? t('unlock.wrong')
                  : tried && hostPassphrase === ''
                    ? t('passphrase.empty')
                    : undefined
              }
            />
          </fieldset>
          {(problem === 'not-open' || problem === 'here-already') && (
            <Notice tone="error">{t('access.join-failed')}</Notice>
          )}
          <Button kind="primary" size="large" type="submit" busy={busy}>
            {t('access.join-do')}
          </Button>
          {busy && <Spinner label={t('unlock.busy')} />}
        </form>
      )}
    </>
  )
}
