// What is not yet sent, since when, why, and what to do: for whoever has the device open. Pictures and references, never
// a name: the screen may be seen from the other side of the counter.
import { useLocation } from 'preact-iso'
import { lineOf } from '../../models/line-of.ts'
import { packOf } from '../../models/packs.ts'
import { papersSending } from '../../models/papers-kept.ts'
import { recordings } from '../../models/recordings.ts'
import type { Unsent, UnsentLine } from '../../models/unsent.ts'
import { lang } from '../../text/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Page } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { GaugePart } from './gauge-part.tsx'
import { PapersPart } from './papers-part.tsx'
import { RefusedPapers } from './refused-papers.tsx'
import { SendPart } from './send-part.tsx'
import { StickPart } from './stick-part.tsx'
import { t } from './text.ts'
import './unsent.css'
import { ageOf, useUnsent } from './use-unsent.ts'
import { WhyWords } from './whys.tsx'

export function UnsentScreen() {
  const { route } = useLocation()
  const now = useUnsent()
  // Photographs come after the requests that name them: until they are there too, nothing is called all received.
  const { papers, refused } = papersSending.value
  const isOnlyPapers = now?.lines.length === 0 && papers + refused.length > 0
  return (
    <Page wide title={t('title')} lead={t('lead')} back={() => route('/')} backLabel={t('back')}>
      {now === null ? null : <ThreeWords now={now} />}
      <SendPart />
      {now === null || isOnlyPapers ? null : (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('waiting')}</h2>
          {now.lines.length === 0 ? (
            <EmptyState pictogram="received" title={t('empty')}>
              {t('empty-text')}
            </EmptyState>
          ) : (
            <ul class="unsent-list">
              {now.lines.map((line) => (
                <Line key={line.dossier} line={line} />
              ))}
            </ul>
          )}
        </section>
      )}
      <PapersPart />
      <RefusedPapers />
      <StickPart stick={now?.stick ?? null} />
      <GaugePart />
    </Page>
  )
}

/** Kept, received, backed up: three different things, and never one word for two of them. */
const ThreeWords = ({ now }: { readonly now: Unsent }) => {
  const kept = now.lines.filter((line) => line.why !== 'held').length
  const words = [
    { id: 'kept', picture: 'kept', count: kept },
    { id: 'received', picture: 'received', count: now.received },
    { id: 'backed-up', picture: 'accepted', count: now.backedUp },
  ] as const
  return (
    <dl class="unsent-three" aria-label={t('three')}>
      {words.map(({ id, picture, count }) => (
        <div key={id} class={`unsent-three__one unsent-three__one--${id}`}>
          <dt>
            <Pictogram name={picture} size={40} />
            <span>
              <strong>{t(id)}</strong> <span>{t(`${id}-what`)}</span>
            </span>
          </dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

const Line = ({ line }: { readonly line: UnsentLine }) => {
  const summary = lineOf(line.dossier)
  const service = summary && packOf(summary.procedure)?.service
  const since = line.since ?? summary?.updatedAt ?? null
  const picture = service?.pictogram
  return (
    <li class="unsent-line">
      <Pictogram name={isPictogramName(picture) ? picture : 'papers'} size={56} />
      <div class="unsent-line__what">
        <p class="unsent-line__first">
          {summary ? (
            <a href={summary.submittedAt === null ? `/request/${summary.id}` : `/dossier/${summary.id}`}>
              {summary.reference === null ? t('draft') : <Reference value={summary.reference} />}{' '}
              <span>{service?.name[lang.value]}</span>
            </a>
          ) : (
            otherWords(line)
          )}
        </p>
        <p class="unsent-line__second">
          {[
            line.answers > 0 && t('answers', { count: line.answers }),
            summary && line.acts > 0 && t('acts', { count: line.acts }),
            since !== null && t('since', { age: ageOf(since) }),
          ]
            .filter((part) => typeof part === 'string')
            .join(' · ')}
        </p>
        <WhyWords why={line.why} held={line.held} />
      </div>
    </li>
  )
}

const otherWords = ({ dossier, isRequest }: UnsentLine): string => {
  if (recordings.value.some((one) => one.id === dossier)) return t('recording')
  return isRequest ? t('unknown') : t('numbers')
}
