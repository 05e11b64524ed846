// The banner of a dossier: large enough that the wrong person's file is seen at a glance after an interruption. Drawn from
// its line in the list, which is there before the dossier is.
import type { Summary } from '../../models/dossiers.ts'
import { presence } from '../../models/link.ts'
import { packOf } from '../../models/packs.ts'
import { me } from '../../models/session.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { ta } from './acts-text.ts'
import { ClaimNotice } from './claim-notice.tsx'
import { DueBar } from './due-bar.tsx'
import { agentName, comma, unitName } from './names.ts'
import { dayAtDesk, useNow } from './now.ts'
import { isClosed } from './queue.ts'
import { ClaimedBy } from './queue-row.tsx'
import { stateWords } from './state-words.ts'
import { t } from './text.ts'
import { Title } from './title.tsx'

interface HeadProps {
  readonly summary: Summary
  /** The unit that has it; null while that is not known. */
  readonly office: string | null
}

export function DossierHead({ summary, office }: HeadProps) {
  const picture = packOf(summary.procedure)?.service.pictogram
  const closed = isClosed(summary)
  // The summary knows what the server has not received yet; the fold alone does not.
  const { tone, message } = stateWords[summary.public]
  const today = dayAtDesk(new Date(useNow()).toISOString())
  const others = presence.value.filter((one) => one.dossier === summary.id && one.agent !== me.value?.id)
  return (
    <section class="clerk-head" aria-label={t('dossier-title')}>
      <Pictogram name={isPictogramName(picture) ? picture : 'papers'} size={64} />
      <div class="clerk-head__who">
        <p class="clerk-head__title">
          <Title title={summary.title} />
        </p>
        {summary.reference === null ? t('row-no-reference') : <Reference value={summary.reference} large />}
      </div>
      <div class="clerk-head__state">
        <p>
          <StateBadge tone={tone} label={t(message)} />{' '}
          {summary.provisional ? <span class="clerk-provisional">{t('provisional')}</span> : null}
        </p>
        <p class="clerk-quiet">
          <Icon name={summary.kept ? 'device' : 'inbox'} size={18} /> {summary.kept ? t('row-kept') : t('row-received')}
          {closed ? null : (
            <>
              {' · '}
              <ClaimedBy agent={summary.claimedBy} me={me.value?.id ?? ''} />
            </>
          )}
        </p>
        <p class="clerk-quiet">
          {summary.submittedAt === null ? null : (
            <>{t('filed-on', { date: formatDate(summary.submittedAt, lang.value) })} · </>
          )}
          <bdi>{unitName(summary.point)}</bdi>
        </p>
        {closed ? null : (
          <p class="clerk-quiet">
            <DueBar summary={summary} today={today} />
            {summary.silence === undefined ? null : <> {ta(`due.silence-${summary.silence}`)}</>}
          </p>
        )}
        {office === null || office === me.value?.unit ? null : (
          <p class="clerk-quiet">
            <Icon name="office" size={18} /> {ta('head.office')} <bdi>{unitName(office)}</bdi>
          </p>
        )}
        {summary.claimedApart === undefined ? null : (
          <p>
            <ClaimNotice summary={summary} />
          </p>
        )}
        {others.length === 0 ? null : (
          <p class="clerk-alert">
            <Icon name="eye" size={18} /> {t('opened-elsewhere')}{' '}
            <bdi>{others.map((one) => agentName(one.agent)).join(comma())}</bdi>
          </p>
        )}
      </div>
      {summary.provisional ? <p class="clerk-head__note">{t('provisional-text')}</p> : null}
    </section>
  )
}
