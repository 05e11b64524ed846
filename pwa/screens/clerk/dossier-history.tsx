// Every act of the dossier, the last one first: what, who, where, and what can be believed of its hour.
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { ActLine } from './act-line.tsx'
import { timesOf } from './act-times.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

export function DossierHistory({ dossier, status }: { readonly dossier: OpenDossier; readonly status: DossierStatus }) {
  const times = timesOf(status.history)
  return (
    <Section id="clerk-history" title={t('section-history')}>
      <ol class="clerk-history" reversed>
        {[...status.history].reverse().map((act) => (
          <li key={act.id} class={status.withoutEffect.has(act.id) ? 'clerk-act clerk-act--idle' : 'clerk-act'}>
            <ActLine act={act} dossier={dossier} time={times.get(act.id)} />
            {status.withoutEffect.has(act.id) ? <p class="clerk-alert">{t('history-no-effect')}</p> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}
