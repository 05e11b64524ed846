// What the server keeps of this dossier without applying it: proposals and faults, each with its reason.
import type { Held } from '../../../shared/sync/ports.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from './section.tsx'
import { t } from './text.ts'

export function DossierHeld({ held }: { readonly held: readonly Held[] }) {
  if (held.length === 0) return null
  return (
    <Section id="clerk-held" title={t('section-held')} urgent>
      <p class="clerk-quiet">{t('held-text')}</p>
      <ul class="clerk-list">
        {held.map((one) => (
          <li key={one.entry}>
            <Icon name="pause" size={20} /> {t(`held-${one.reason}`)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
