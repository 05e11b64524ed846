// What the server keeps of this dossier without applying it, brought by this device or another, each with its reason and
// what it would change. A proposal is taken up as a correction, by a person, or left with a note; it is never lost.
import type { OpenDossier } from '../../models/dossiers.ts'
import type { Proposal } from '../../models/held-proposals.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import { limits } from '../../../shared/sync/limits.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ActSentence } from './act-line.tsx'
import { ta } from './acts-text.ts'
import { useLists } from './lists.ts'
import { agentName, comma, unitOfAgent } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

interface WouldProps {
  readonly dossier: OpenDossier
  /** Null when this person may not correct. */
  readonly onCorrect: ((field: string, value: AnswerValue) => void) | null
}

interface HeldProps extends WouldProps {
  /** Null when this person may write no note. */
  readonly onNote: (() => void) | null
}

export function DossierHeld({ dossier, onCorrect, onNote }: HeldProps) {
  const proposals = dossier.proposals.value
  const waiting = dossier.held.value.filter(({ reason }) => reason === 'pending')
  if (proposals.length + waiting.length === 0) return null
  const isTold = proposals.some(({ word }) => word !== null)
  const isFull = dossier.acts.value.filter(({ kind }) => kind === 'entry-held').length >= limits.heldTold
  return (
    <Section id="clerk-held" title={t('section-held')} urgent>
      <p class="clerk-quiet">
        {t('held-text')} {isTold && onNote !== null ? ta('held.answer') : null}
      </p>
      <ul class="clerk-list clerk-held">
        {proposals.map((one) => (
          <li key={one.entry}>
            <p>
              <Icon name="pause" size={20} /> {t(`held-${one.reason}`)}
            </p>
            <WhoSent proposal={one} dossier={dossier} />
            <Would proposal={one} dossier={dossier} onCorrect={onCorrect} />
          </li>
        ))}
        {waiting.map((one) => (
          <li key={one.entry}>
            <Icon name="pause" size={20} /> {t(`held-${one.reason}`)}
          </li>
        ))}
      </ul>
      {isFull ? <p class="clerk-quiet">{ta('held.full')}</p> : null}
      {isTold && onNote !== null ? (
        <Button kind="quiet" icon="note" onClick={onNote}>
          {ta('held.leave')}
        </Button>
      ) : null}
    </Section>
  )
}

function WhoSent({ proposal: { by, entry }, dossier }: { readonly proposal: Proposal; readonly dossier: OpenDossier }) {
  if (by === null) return null
  const unit = unitOfAgent(by)
  const isHere = dossier.held.value.some((one) => one.entry === entry)
  return (
    <p class="clerk-said">
      {ta('held.sent-by')} <bdi>{agentName(by)}</bdi>
      {unit === null ? null : (
        <>
          {comma()}
          <bdi>{unit}</bdi>
        </>
      )}
      {isHere ? null : (
        <>
          {comma()}
          {ta('held.other-device')}
        </>
      )}
    </p>
  )
}

function Would({ proposal, dossier, onCorrect }: WouldProps & { readonly proposal: Proposal }) {
  const { byKey, fields } = dossier.form.value
  const lists = useLists(fields)
  const { act, changes, word } = proposal
  if (act === null && changes.length === 0) return word === null ? null : <p>{ta('held.unread')}</p>
  return (
    <>
      {act === null ? null : (
        <p>
          {ta('held.act')} <ActSentence act={act} dossier={dossier} />
        </p>
      )}
      {changes.map(({ field: key, now, proposed }) => {
        const field = byKey.get(key)
        const choices = field && ((field.file === null ? null : lists.get(field.file)) ?? field.choices)
        const text = (value: AnswerValue) =>
          (field === undefined || choices === undefined
            ? String(value ?? '')
            : answerText({ ...field, value, choices }, lang.value)) || t('answer-none')
        return (
          <div key={key} class="clerk-held__change">
            <p>{field?.row.label?.[lang.value] ?? key}</p>
            <p>
              <span class="clerk-held__which">{ta('held.now')}</span> <bdi>{text(now)}</bdi>
            </p>
            <p>
              <span class="clerk-held__which">{ta('held.then')}</span>{' '}
              <strong>
                <bdi>{text(proposed)}</bdi>
              </strong>
            </p>
            {onCorrect === null || field === undefined ? null : (
              <Button kind="quiet" icon="edit" onClick={() => onCorrect(key, proposed)}>
                {ta('held.take')}
              </Button>
            )}
          </div>
        )
      })}
    </>
  )
}
