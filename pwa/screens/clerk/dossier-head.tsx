// The banner of a dossier: large enough that the wrong person's file is seen at a glance after an interruption.
import { answerBefore } from '../../../shared/procedure/office.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { presence } from '../../models/link.ts'
import { me } from '../../models/session.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { agentName, comma, unitName } from './names.ts'
import { useNow } from './now.ts'
import { ClaimedBy } from './queue-row.tsx'
import { stateWords } from './state-words.ts'
import { t } from './text.ts'
import { Title } from './title.tsx'

export function DossierHead({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  const summary = dossier.summary.value
  const picture = dossier.pack?.service.pictogram
  // The summary knows what the server has not received yet; the fold alone does not.
  const { tone, message } = stateWords[summary.public]
  const others = presence.value.filter((one) => one.dossier === dossier.id && one.agent !== me.value?.id)
  return (
    <section class="clerk-head" aria-label={t('dossier-title')}>
      <Pictogram name={isPictogramName(picture) ? picture : 'papers'} size={64} />
      <div class="clerk-head__who">
        <p class="clerk-head__title">
          <Title title={summary.title} />
        </p>
        {status.reference === null ? t('row-no-reference') : <Reference value={status.reference} large />}
      </div>
      <div class="clerk-head__state">
        <p>
          <StateBadge tone={tone} label={t(message)} />{' '}
          {summary.provisional ? <span class="clerk-provisional">{t('provisional')}</span> : null}
        </p>
        <p class="clerk-quiet">
          <Icon name={summary.kept ? 'device' : 'inbox'} size={18} /> {summary.kept ? t('row-kept') : t('row-received')}
          {status.closed ? null : (
            <>
              {' · '}
              <ClaimedBy agent={status.claimedBy} me={me.value?.id ?? ''} />
            </>
          )}
        </p>
        <p class="clerk-quiet">
          {summary.submittedAt === null ? null : (
            <>{t('filed-on', { date: formatDate(summary.submittedAt, lang.value) })} · </>
          )}
          <bdi>{unitName(summary.point)}</bdi>
        </p>
        {status.closed ? null : <Deadline pack={dossier.pack} submittedAt={summary.submittedAt} />}
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

interface DeadlineProps {
  readonly pack: ProcedurePack | null
  readonly submittedAt: string | null
}

/** The day the pack gives, marked when its source was not checked. */
function Deadline({ pack, submittedAt }: DeadlineProps) {
  const now = useNow()
  const due = pack === null || submittedAt === null ? null : answerBefore(pack, submittedAt)
  if (due === null) return null
  const date = formatDate(due.date, lang.value)
  const isLate = new Date(now).toISOString().slice(0, 10) > due.date
  if (isLate) {
    return (
      <p class="clerk-alert">
        <Icon name="clock" size={18} /> {t('answer-late', { date })}
      </p>
    )
  }
  return <p class="clerk-quiet">{t(due.verified ? 'answer-before' : 'answer-before-unverified', { date })}</p>
}
