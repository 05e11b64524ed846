// One dossier in the queue, dense: number, procedure, name in both scripts, state, last day, who has it, where it is.
import { presence } from '../../models/link.ts'
import type { Summary } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import { heldIn } from '../../models/summary.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { ClaimNotice } from './claim-notice.tsx'
import { DueBar } from './due-bar.tsx'
import { agentName, comma } from './names.ts'
import { since } from './now.ts'
import { isClosed } from './queue.ts'
import { stateWords } from './state-words.ts'
import { t } from './text.ts'
import { Title } from './title.tsx'

interface RowProps {
  readonly summary: Summary
  readonly now: number
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly me: string
}

export function QueueRow({ summary, now, today, me }: RowProps) {
  const service = packOf(summary.procedure)?.service
  const { tone, message } = stateWords[summary.public]
  return (
    <span class="clerk-row">
      <Pictogram name={isPictogramName(service?.pictogram) ? service.pictogram : 'papers'} size={36} />
      <span class="clerk-row__what">
        {summary.reference === null ? t('row-no-reference') : <Reference value={summary.reference} />}
        <span class="clerk-row__procedure">{service?.name[lang.value] ?? summary.procedure}</span>
      </span>
      <span class="clerk-row__title">
        <Title title={summary.title} />
      </span>
      <span class="clerk-row__state">
        <StateBadge tone={tone} label={t(message)} />
        {summary.provisional ? <span class="clerk-provisional">{t('provisional')}</span> : null}
        <Alerts summary={summary} />
      </span>
      <span class="clerk-row__facts">
        <DueBar summary={summary} today={today} />
        {summary.submittedAt === null ? null : (
          <span>{t('row-age', { age: formatAge(since(summary.submittedAt, now), lang.value) })}</span>
        )}
        {isClosed(summary) ? null : <ClaimedBy agent={summary.claimedBy} me={me} />}
        <OpenAt dossier={summary.id} me={me} />
        <span class="clerk-row__where">
          <Icon name={summary.kept ? 'device' : 'inbox'} size={18} />
          {summary.kept ? t('row-kept') : t('row-received')}
        </span>
      </span>
    </span>
  )
}

function Alerts({ summary }: { readonly summary: Summary }) {
  const paper = summary.issued?.at(-1)
  return (
    <>
      {summary.supplied === true ? (
        <span class="clerk-news">
          <Icon name="file" size={18} /> {t('row-supplied')}
        </span>
      ) : null}
      {paper === undefined ? null : paper.provisional ? (
        <span class="clerk-provisional">{t('row-provisional')}</span>
      ) : (
        <span class="clerk-quiet">
          {t('row-official')} <bdi dir="ltr">{paper.number}</bdi>
        </span>
      )}
      {summary.conflict ? (
        <span class="clerk-alert">
          <Icon name="warning" size={18} /> {t('row-conflict')}
        </span>
      ) : null}
      {heldIn(summary) > 0 ? (
        <span class="clerk-alert">
          <Icon name="pause" size={18} /> {t('row-held', { n: heldIn(summary) })}
        </span>
      ) : null}
      {summary.lacking === undefined ? null : (
        <span class="clerk-alert">
          <Icon name="warning" size={18} /> {t('row-lacking', { n: summary.lacking })}
        </span>
      )}
      <ClaimNotice summary={summary} />
    </>
  )
}

export function ClaimedBy({ agent, me }: { readonly agent: string | null; readonly me: string }) {
  if (agent === null) return <span>{t('row-free')}</span>
  if (agent === me) return <strong>{t('row-claimed-me')}</strong>
  return (
    <span class="clerk-row__theirs">
      <Icon name="user" size={18} /> {t('row-claimed-by')} <bdi>{agentName(agent)}</bdi>
    </span>
  )
}

/** Seen before it is opened: a colleague reads it at this moment, as far as the live board knows. */
function OpenAt({ dossier, me }: { readonly dossier: string; readonly me: string }) {
  const others = presence.value.filter((one) => one.dossier === dossier && one.agent !== me)
  if (others.length === 0) return null
  return (
    <span class="clerk-row__theirs">
      <Icon name="eye" size={18} /> {t('row-open-at')}{' '}
      <bdi>{others.map(({ agent }) => agentName(agent)).join(comma())}</bdi>
    </span>
  )
}
