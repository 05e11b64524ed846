// The papers of the procedure and where each one is. What is not known is said to be not known.
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { paperStates } from './papers.ts'
import type { PaperState } from './papers.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'
import type { IconName } from '../../ui/icon-names.ts'

const faces: Readonly<Record<PaperState, { readonly icon: IconName; readonly message: ClerkMessage }>> = {
  supplied: { icon: 'success', message: 'paper-supplied' },
  missing: { icon: 'warning', message: 'paper-missing' },
  seen: { icon: 'check', message: 'paper-seen' },
  unknown: { icon: 'help', message: 'paper-unknown' },
}

export function DossierPapers({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  const papers = dossier.pack?.service.hasInputType ?? []
  const states = paperStates(papers, status)
  return (
    <Section id="clerk-papers" title={t('section-papers')}>
      {papers.length === 0 ? <p class="clerk-quiet">{t('papers-none')}</p> : null}
      <ul class="clerk-list">
        {papers.map((paper) => {
          const { icon, message } = faces[states.get(paper.id) ?? 'unknown']
          return (
            <li key={paper.id} class="clerk-paper">
              <Pictogram name={isPictogramName(paper.pictogram) ? paper.pictogram : 'papers'} size={32} />
              <span>
                {paper.name[lang.value]}
                {paper.required ? null : <span class="clerk-quiet"> ({t('paper-optional')})</span>}
              </span>
              <span class="clerk-paper__state">
                <Icon name={icon} size={20} /> {t(message)}
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
