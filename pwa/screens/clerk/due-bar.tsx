// How much of the time the law gives is gone, as a bar and in words; the words alone are enough.
import { dueNow } from '../../models/due.ts'
import type { DueNow } from '../../models/due.ts'
import { directory } from '../../models/session.ts'
import type { Summary } from '../../models/summary.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from './text.ts'

interface DueBarProps {
  readonly summary: Summary
  /** `YYYY-MM-DD` */
  readonly today: string
}

/** Nothing where the law gives no time, or it runs no more. */
export function DueBar({ summary, today }: DueBarProps) {
  const due = dueNow(summary, today, directory.value?.calendar)
  if (due === null) return null
  const isUrgent = due.state === 'soon' || due.state === 'over'
  return (
    <span class={`clerk-due clerk-due--${due.state}`} title={t('due-on', { date: formatDate(due.on, lang.value) })}>
      <span class="clerk-due__bar" aria-hidden="true">
        <span class="clerk-due__used" style={{ inlineSize: `${Math.round(due.used * 100)}%` }} />
      </span>
      <span class="clerk-due__words">
        {isUrgent ? <Icon name="warning" size={18} /> : null}
        {due.state === 'paused' ? <Icon name="pause" size={18} /> : null} {inWords(due)}
      </span>
    </span>
  )
}

const inWords = ({ state, days }: DueNow): string => {
  if (state === 'paused') return t('due-paused')
  if (state === 'over') return t('due-over', { n: days })
  return days === 0 ? t('due-today') : t('due-left', { n: days })
}
