// What the server keeps of this dossier without applying it, each with its reason and what it would change. A proposal is
// taken up as a correction, by a person, or left where it is; it is never lost.
import type { OpenDossier } from '../../models/dossiers.ts'
import type { Proposal } from '../../models/held-proposals.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ActSentence } from './act-line.tsx'
import { ta } from './acts-text.ts'
import { agentName } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

interface HeldProps {
  readonly dossier: OpenDossier
  /** Null when this person may not correct. */
  readonly onCorrect: ((field: string, value: AnswerValue) => void) | null
}

export function DossierHeld({ dossier, onCorrect }: HeldProps) {
  const proposals = dossier.proposals.value
  const waiting = dossier.held.value.filter(({ reason }) => reason === 'pending')
  if (proposals.length + waiting.length === 0) return null
  return (
    <Section id="clerk-held" title={t('section-held')} urgent>
      <p class="clerk-quiet">{t('held-text')}</p>
      <ul class="clerk-list">
        {proposals.map((one) => (
          <li key={one.entry}>
            <p>
              <Icon name="pause" size={20} /> {t(`held-${one.reason}`)}
            </p>
            <Would proposal={one} dossier={dossier} onCorrect={onCorrect} />
          </li>
        ))}
        {waiting.map((one) => (
          <li key={one.entry}>
            <Icon name="pause" size={20} /> {t(`held-${one.reason}`)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Would({ proposal, dossier, onCorrect }: HeldProps & { readonly proposal: Proposal }) {
  const fields = dossier.form.value.byKey
  return (
    <>
      {proposal.act === null ? null : (
        <p>
          {ta('held.act')} <ActSentence act={proposal.act} dossier={dossier} />
        </p>
      )}
      {proposal.changes.map(({ field: key, now, proposed }) => {
        const field = fields.get(key)
        const text = (value: AnswerValue) =>
          (field === undefined ? String(value ?? '') : answerText({ ...field, value }, lang.value)) || t('answer-none')
        return (
          <p key={key}>
            <strong>{field?.row.label?.[lang.value] ?? key}</strong> {ta('held.now')} <bdi>{text(now)}</bdi>{' '}
            {ta('held.then')} <bdi>{text(proposed)}</bdi>
            {proposal.by === null ? null : (
              <span class="clerk-said">
                {t('answer-typed-by')} <bdi>{agentName(proposal.by)}</bdi>
              </span>
            )}
            {onCorrect === null || field === undefined ? null : (
              <Button kind="quiet" icon="edit" onClick={() => onCorrect(key, proposed)}>
                {ta('held.take')}
              </Button>
            )}
          </p>
        )
      })}
    </>
  )
}
