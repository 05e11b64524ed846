// The frame of the staff app: which screen the session's phase asks for, and what stands above all of them.
import { LocationProvider } from 'preact-iso'
import { DemonstrationBanner, Header } from './frame/header.tsx'
import { earlyPhase } from './frame/first-visit.ts'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { LinkStrip } from './frame/link-strip.tsx'
import { Notices } from './frame/notices.tsx'
import { Room } from './frame/room.tsx'
import { t } from './frame/text.ts'
import { isTurned, Turned } from './frame/turned.tsx'
import { me, phase } from './models/session.ts'
import { Enrol } from './screens/setup/enrol.tsx'
import { OtherTab } from './screens/setup/other-tab.tsx'
import { Unlock } from './screens/setup/unlock.tsx'
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
      return <Enrol />
    case 'locked':
      return <Unlock />
    case 'other-tab':
      return <OtherTab />
    case 'open': {
      const agent = me.value
      return agent === null ? <Spinner label={t('shell.opening')} /> : <Room key={agent.id} role={agent.role} />
    }
  }
}

/** By script, not by the address: the fragment is the enrolment link's. */
function skipToMain(event: Event): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#main h1')?.focus()
}
