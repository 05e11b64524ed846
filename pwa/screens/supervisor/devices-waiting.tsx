// People who were added without a network, on a device where somebody was already in: a supervisor says whether it is them.
import { useSignal } from '@preact/signals'
import type { Directory } from '../../../shared/access/directory.ts'
import { fleetDesk } from '../../models/fleet.ts'
import type { WaitingPerson } from '../../models/fleet-list.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OrderDialog } from './devices-order.tsx'
import { isolated, shortId } from './devices-words.ts'
import { t } from './text.ts'

interface WaitingProps {
  readonly waiting: readonly WaitingPerson[]
  readonly directory: Directory
}

export function WaitingPeople({ waiting, directory }: WaitingProps) {
  const asked = useSignal<{ readonly person: WaitingPerson; readonly answer: 'certify' | 'refuse' } | null>(null)
  if (waiting.length === 0) return null
  const close = () => (asked.value = null)
  return (
    <section aria-labelledby="fleet-waiting" class="fleet-waiting">
      <h2 id="fleet-waiting">{t('waiting-title')}</h2>
      <p class="supervisor-quiet">{t('waiting-text')}</p>
      <ul class="fleet-actions">
        {waiting.map((person) => (
          <li key={person.line.id} class="fleet-action">
            <div>
              <p>
                <Icon name="user" />{' '}
                <strong>
                  <bdi>{person.name}</bdi>
                </strong>{' '}
                {person.line.newcomer === null ? null : <span>({t('waiting-newcomer')})</span>}
              </p>
              <p class="supervisor-quiet">
                {t('waiting-by', {
                  by: isolated(directory.agents.find(({ id }) => id === person.line.by.agent)?.name ?? ''),
                  id: shortId(person.line.by.device),
                  date: isolated(formatDate(person.line.at, lang.value)),
                })}
              </p>
              {person.held ? <p>{t('waiting-held')}</p> : null}
            </div>
            <div class="fleet-action__answers">
              <Button kind="yes" icon="check" onClick={() => (asked.value = { person, answer: 'certify' })}>
                {t('do-certify')}
              </Button>
              <Button kind="no" icon="close" onClick={() => (asked.value = { person, answer: 'refuse' })}>
                {t('do-refuse')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {asked.value === null ? null : <AnswerDialog {...asked.value} onClose={close} />}
    </section>
  )
}

interface AnswerProps {
  readonly person: WaitingPerson
  readonly answer: 'certify' | 'refuse'
  readonly onClose: () => void
}

function AnswerDialog({ person: { name, line }, answer, onClose }: AnswerProps) {
  const yes = answer === 'certify'
  const who = isolated(name)
  return (
    <OrderDialog
      title={t(`${answer}-title`, { name: who })}
      happens={yes ? [t('certify-1'), t('certify-2')] : [t('refuse-1')]}
      when={t('when-server')}
      undo={yes ? undefined : 'no-undo'}
      confirm={t(yes ? 'do-certify' : 'do-refuse')}
      danger={!yes}
      onClose={onClose}
      onConfirm={() =>
        yes ? fleetDesk().certify(line.id) : fleetDesk().endPerson(line.agent ?? '', line.device, 'mistrusted', '')
      }
    />
  )
}
