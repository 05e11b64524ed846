// Two people who reserved one dossier apart are told of each other. Nothing is lost by it, and nothing is decided: they
// talk, and one of them lets it go.
import type { Summary } from '../../models/summary.ts'
import { Icon } from '../../ui/icon.tsx'
import { agentName, comma } from './names.ts'
import { t } from './text.ts'

export function ClaimNotice({ summary }: { readonly summary: Pick<Summary, 'claimedApart'> }) {
  const names = (summary.claimedApart ?? []).map(agentName)
  if (names.length < 2) return null
  return (
    <span class="clerk-alert">
      <Icon name="users" size={18} /> {t('row-apart')} <bdi>{names.join(comma())}</bdi>
    </span>
  )
}
