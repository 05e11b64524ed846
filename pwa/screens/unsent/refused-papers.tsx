// Photographs that the server would not take: which requests they belong to, what happens now, and a button for whoever has
// seen it. Only with the device open: it leads into the requests.
import { lineOf } from '../../models/line-of.ts'
import { papersSending, refusalSeen } from '../../models/papers-kept.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Reference } from '../../ui/reference.tsx'
import { t } from './text.ts'

export const RefusedPapers = () => {
  const { refused } = papersSending.value
  if (refused.length === 0) return null
  return (
    <section class="unsent-papers" aria-labelledby="papers-refused">
      <h2 id="papers-refused">{t('papers-refused')}</h2>
      <p>{t('papers-refused.lead')}</p>
      <ul class="unsent-list">
        {refused.map(({ dossier, papers }) => (
          <Dossier key={dossier} dossier={dossier} papers={papers} />
        ))}
      </ul>
    </section>
  )
}

const Dossier = ({ dossier, papers }: { readonly dossier: string; readonly papers: number }) => {
  const summary = lineOf(dossier)
  const isDraft = summary?.submittedAt === null
  const name = summary?.reference ? <Reference value={summary.reference} /> : t(summary ? 'draft' : 'unknown')
  return (
    <li class="unsent-line">
      <Icon name="warning" size={28} />
      <div class="unsent-line__what">
        <p class="unsent-line__first">
          {summary ? <a href={isDraft ? `/request/${dossier}` : `/dossier/${dossier}`}>{name}</a> : name}
        </p>
        <p class="unsent-line__second">{t('photos', { count: papers })}</p>
        <p>{t(isDraft ? 'papers-refused.draft' : 'papers-refused.filed')}</p>
        <div class="button-row">
          <Button icon="check" onClick={() => refusalSeen(dossier)}>
            {t('papers-refused.seen')}
          </Button>
        </div>
      </div>
    </li>
  )
}
