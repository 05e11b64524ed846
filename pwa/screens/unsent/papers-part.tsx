// Photographs on their way: how far all of them are and each one, and a hand on the tap. Works under the lock screen: sizes
// and requests, never what is on a picture.
import { lineOf } from '../../models/line-of.ts'
import { papersSending, pausePapers, resumePapers, sendPapersAnyway } from '../../models/papers-kept.ts'
import type { PaperLine } from '../../models/papers-kept.ts'
import { formatBytes } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Reference } from '../../ui/reference.tsx'
import { t } from './text.ts'

export const PapersPart = () => {
  const { papers, bytes, sent, lines, paused } = papersSending.value
  if (papers === 0) return null
  const byDossier = [...Map.groupBy(lines, ({ dossier }) => dossier)]
  return (
    <section class="unsent-papers" aria-labelledby="papers">
      <h2 id="papers">{t('papers')}</h2>
      <Progress
        value={shareOf(sent, bytes)}
        label={t('papers.total', { count: papers, size: formatBytes(Math.max(0, bytes - sent), lang.value) })}
      />
      <div class="button-row">
        <Button icon={paused === null ? 'pause' : 'play'} onClick={paused === null ? pausePapers : resume(paused)}>
          {t(paused === null ? 'papers.pause' : 'papers.resume')}
        </Button>
      </div>
      {paused === null ? null : <Notice tone="info">{t(`papers.paused-${paused}`)}</Notice>}
      <ul class="unsent-list">
        {byDossier.slice(0, mostShown).map(([dossier, own]) => (
          <Dossier key={dossier} dossier={dossier} lines={own} />
        ))}
      </ul>
      {byDossier.length > mostShown ? <p>{t('papers.more', { count: byDossier.length - mostShown })}</p> : null}
    </section>
  )
}

/** A page that can be read at a glance; the bar above counts all of them. */
const mostShown = 20

const resume = (paused: 'by-hand' | 'metered') => (paused === 'metered' ? sendPapersAnyway : resumePapers)

const shareOf = (sent: number, bytes: number): number => (bytes === 0 ? 0 : Math.min(1, sent / bytes))

const Dossier = ({ dossier, lines }: { readonly dossier: string; readonly lines: readonly PaperLine[] }) => {
  const summary = lineOf(dossier)
  return (
    <li class="unsent-line">
      <Icon name="camera" size={28} />
      <div class="unsent-line__what">
        <p class="unsent-line__first">{summary?.reference ? <Reference value={summary.reference} /> : t('draft')}</p>
        {lines.map((line, at) => (
          <div key={line.hash} class="unsent-paper">
            <Progress
              value={shareOf(line.sent, line.bytes)}
              label={`${t('papers.one', { n: at + 1, size: formatBytes(line.bytes, lang.value) })} · ${t(`papers.${line.why}`)}`}
            />
          </div>
        ))}
      </div>
    </li>
  )
}
