// Who opens a browser that has people already, so that somebody can be let in: one of them with their passphrase, or the
// answer to this device's recovery request when nobody can. What was typed stays in the caller's hands.
import { useState } from 'preact/hooks'
import { people } from '../../models/session.ts'
import type { EnrolInput } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { TextFile } from './text-file.tsx'
import { t } from './text.ts'

export interface Host {
  readonly agent: string | null
  readonly passphrase: string
  /** The text of the answer file; null when somebody opens. */
  readonly answer: string | null
  readonly byAnswer: boolean
  /** What enrolment needs; null until it is complete. */
  readonly input: NonNullable<EnrolInput['host']> | null
  choose(agent: string | null): void
  type(passphrase: string): void
  turn(byAnswer: boolean): void
  take(answer: string | null): void
}

export const useHost = (): Host => {
  const [agent, choose] = useState<string | null>(null)
  const [passphrase, type] = useState('')
  const [answer, take] = useState<string | null>(null)
  const [byAnswer, turn] = useState(false)
  const person = agent !== null && passphrase !== '' ? { agent, passphrase } : null
  const input = byAnswer ? (answer === null ? null : { recovered: answer }) : person
  return { agent, passphrase, answer, byAnswer, input, choose, type, turn, take }
}

interface HostFieldsProps {
  readonly host: Host
  /** They have tried to go on: what is missing is said. */
  readonly tried: boolean
  readonly wrong: 'passphrase' | 'answer' | null
}

export const HostFields = ({ host, tried, wrong }: HostFieldsProps) =>
  host.byAnswer ? (
    <fieldset class="setup-host">
      <legend>{t('enrol.answer-title')}</legend>
      <p>{t('enrol.answer-why')}</p>
      <TextFile
        id="recovery-answer"
        label={t('enrol.answer-file')}
        onText={host.take}
        error={
          wrong === 'answer'
            ? t('enrol.answer-wrong')
            : tried && host.answer === null
              ? t('enrol.answer-missing')
              : undefined
        }
      />
      <Button kind="quiet" icon="back" onClick={() => host.turn(false)}>
        {t('enrol.host-somebody')}
      </Button>
    </fieldset>
  ) : (
    <fieldset class="setup-host">
      <legend>{t('enrol.host-title')}</legend>
      <p>{t('enrol.host-why')}</p>
      <ChoiceGroup
        id="host"
        legend={t('enrol.host-who')}
        options={people.value.map((person) => ({ value: person.agent, label: person.name }))}
        value={host.agent === null ? [] : [host.agent]}
        onChange={(values) => host.choose(values[0] ?? null)}
        error={tried && host.agent === null ? t('enrol.host-choose') : undefined}
        numbered={false}
      />
      <PassphraseField
        id="host-passphrase"
        label={t('enrol.host-passphrase')}
        value={host.passphrase}
        onInput={host.type}
        error={
          wrong === 'passphrase'
            ? t('unlock.wrong')
            : tried && host.passphrase === ''
              ? t('passphrase.empty')
              : undefined
        }
      />
      <Button kind="quiet" icon="key" onClick={() => host.turn(true)}>
        {t('enrol.host-nobody')}
      </Button>
    </fieldset>
  )
