// The person's own page: other ways to open this device, and letting a colleague in. Nothing of any citizen.
import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import { isPractising } from '../../models/practice-flag.ts'
import { me } from '../../models/session.ts'
import { Page } from '../../ui/page.tsx'
import { AddKey } from './add-key.tsx'
import { LetIn } from './let-in.tsx'
import './setup-room.css'
import './setup.css'
import { t } from './text.ts'

export const Access = () => {
  const { route } = useLocation()
  // Locked from here, whoever opens next begins at home.
  useEffect(
    () => () => {
      if (location.pathname === '/access') route('/', true)
    },
    [],
  )
  const agent = me.value
  // An exercise has no keys: nothing of it may reach the real ones.
  if (agent === null || isPractising) return null
  return (
    <Page title={t('access.title')} back={() => route('/')} backLabel={t('enrol.back')}>
      <p class="setup-person">
        <bdi>{agent.name}</bdi>
      </p>
      <AddKey agent={agent.id} />
      <LetIn />
    </Page>
  )
}
