// The frame of the staff app: which screen the session's phase asks for, and what stands above all of them.
import { LocationProvider, useLocation } from 'preact-iso'
import { Damaged } from './frame/damage.tsx'
import { DemonstrationBanner, Header } from './frame/header.tsx'
import { earlyPhase } from './frame/first-visit.ts'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { LinkStrip } from './frame/link-strip.tsx'
import { Notices } from './frame/notices.tsx'
import { Room } from './frame/room.tsx'
import { Setup } from './frame/setup.tsx'
import { t } from './frame/text.ts'
import { isTurned, Turned } from './frame/turned.tsx'
import { me, phase } from './models/session.ts'
import { Welcome } from './screens/setup/welcome.tsx'
import { Page } from './ui/page.tsx'
import { Spinner } from './ui/progress.tsx'
import './frame/frame.css'

/** Pages of the server that are not this app: a link to them leaves it. */
const ourPaths = /^\/(?!(?:s|api|board|healthz)(?:[/?#]|$))/

export function App() {
  // In front of a citizen nothing of the app is there but their side: unmounted, not hidden.
  if (isTurned())
    return (
      <ErrorBoundary>
        <Turned />
      </ErrorBoundary>
    )
  return (
    <LocationProvider scope={ourPaths}>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        {t('shell.skip')}
      </a>
      <DemonstrationBanner />
      <Header />
      {phase.value === 'open' ? <LinkStrip /> : null}
      <Notices />
      <ErrorBoundary>
        <Screen />
      </ErrorBoundary>
    </LocationProvider>
  )
}

function Screen() {
  const { path } = useLocation()
  const shown = phase.value === 'starting' ? (earlyPhase() ?? 'starting') : phase.value
  switch (shown) {
    case 'starting':
      return (
        <Page title={t('shell.name')}>
          <Spinner label={t('shell.starting')} />
        </Page>
      )
    case 'welcome':
      return <Welcome />
    case 'enrol':
    case 'locked':
    case 'other-tab':
      return <Setup screen={shown} />
    case 'stuck':
      return <Damaged />
    case 'paused':
      return null
    case 'open': {
      const agent = me.value
      if (agent === null) return <Spinner label={t('shell.opening')} />
      return path === '/access' ? <Setup screen="access" /> : <Room key={agent.id} role={agent.role} />
    }
  }
}

/** By script, not by the address: the fragment is the enrolment link's. */
function skipToMain(event: Event): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#main h1')?.focus()
}
