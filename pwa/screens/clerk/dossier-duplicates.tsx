// Dossiers that look like this one, each with why and a link. Sought behind the screen; never merged.
import { useEffect, useState } from 'preact/hooks'
import type { OpenDossier } from '../../models/dossiers.ts'
import { answersOf, summaries } from '../../models/dossiers.ts'
import { findDuplicates } from '../../models/duplicates.ts'
import type { Duplicate } from '../../models/duplicates.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { ta } from './acts-text.ts'
import { Section } from './section.tsx'
import { stateWords } from './state-words.ts'
import { t } from './text.ts'
import { Title } from './title.tsx'

export function DossierDuplicates({ dossier }: { readonly dossier: OpenDossier }) {
  const found = useDuplicates(dossier)
  if (found.length === 0) return null
  return (
    <Section id="clerk-duplicates" title={ta('duplicates.title', { n: found.length })} urgent>
      <p class="clerk-quiet">{ta('duplicates.text')}</p>
      <ul class="clerk-list">
        {found.map(({ summary, by }) => (
          <li key={summary.id} class="clerk-duplicate">
            <a href={`/dossier/${summary.id}`}>
              {summary.reference === null ? t('row-no-reference') : <Reference value={summary.reference} />}
            </a>
            <span>
              <Title title={summary.title} />
            </span>
            <StateBadge tone={stateWords[summary.public].tone} label={t(stateWords[summary.public].message)} />
            <span class="clerk-quiet">
              {ta(`duplicates.${by}`)}
              {summary.submittedAt === null ? null : (
                <> · {t('filed-on', { date: formatDate(summary.submittedAt, lang.value) })}</>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const useDuplicates = (dossier: OpenDossier): readonly Duplicate[] => {
  const [found, setFound] = useState<readonly Duplicate[]>([])
  useEffect(() => {
    let gone = false
    const seek = async () => {
      await soon()
      if (gone || dossier.pack === null) return
      const all = await findDuplicates({
        self: dossier.summary.peek(),
        answers: dossier.effective.peek(),
        pack: dossier.pack,
        list: summaries.peek(),
        answersOf,
        pause: soon,
        isOver: () => gone,
      })
      if (!gone) setFound(all)
    }
    // A device that locks while it reads has nothing to show.
    seek().catch((cause: unknown) => {
      if (!gone) throw cause
    })
    return () => {
      gone = true
    }
  }, [dossier])
  return found
}

const soon = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 30))
