// Under the lock screen: how many requests wait, how big, since when and why, and the stick. Counts only: a locked device
// reads nothing, and this must never need more than lies in clear.
import { link } from '../../models/link.ts'
import { papersSending } from '../../models/papers-kept.ts'
import { countWhys, heldReasonsOf } from '../../models/unsent.ts'
import { formatBytes } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PapersPart } from './papers-part.tsx'
import { SendPart } from './send-part.tsx'
import { StickPart } from './stick-part.tsx'
import { t } from './text.ts'
import './unsent.css'
import { ageOf, useUnsent } from './use-unsent.ts'
import { WhyWords } from './whys.tsx'

export function LockedUnsent() {
  const now = useUnsent()
  if (now === null) return null
  const { lines, bytes, since, stick } = now
  const requests = lines.filter((line) => line.isRequest).length
  const others = lines.length - requests
  const photos = papersSending.value.papers
  const isNothing = lines.length === 0 && photos === 0
  const { problem } = link.value
  const what = [
    requests > 0 && t('requests', { count: requests }),
    others > 0 && t('others', { count: others }),
    photos > 0 && t('photos', { count: photos }),
    bytes > 0 && formatBytes(bytes, lang.value),
    since !== null && t('locked.since', { age: ageOf(since) }),
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ')
  return (
    <aside class="unsent-locked" aria-label={t('title')}>
      <details>
        <summary>
          <Icon name={isNothing ? 'success' : 'inbox'} size={28} />
          <span class="unsent-locked__what">{isNothing ? t('locked.none') : t('locked.some', { what })}</span>
          <span class="unsent-locked__show">{t('locked.show')}</span>
        </summary>
        <div class="unsent-locked__inside">
          <p>{t('locked.hidden')}</p>
          {problem === null ? null : <Notice tone="warning">{problem[lang.value]}</Notice>}
          {countWhys(lines).map(({ why, count }) => (
            <WhyWords key={why} why={why} count={count} held={why === 'held' ? heldReasonsOf(lines) : []} />
          ))}
          <SendPart kind="secondary" />
          <PapersPart />
          <StickPart stick={stick} />
        </div>
      </details>
    </aside>
  )
}
