// The supervisor's room: where people are served and with what, the voices that wait for an ear, how visits go, and what
// waits to be erased.
import { Route, Router, useLocation } from 'preact-iso'
import { keeping, type KeepingRow } from '../../models/keeping.ts'
import { pendingRecordings } from '../../models/recordings.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { RetentionDoor } from '../retention/retention-door.tsx'
import { StudioDoor } from '../studio/studio-door.tsx'
import { UnsentDoor } from '../unsent/unsent-door.tsx'
import { DeviceScreen } from './devices-one.tsx'
import { PersonScreen } from './devices-person.tsx'
import { DevicesScreen } from './devices-screen.tsx'
import { t } from './text.ts'
import type { SupervisorMessage } from './text.ts'
import { UnitsScreen } from './units-screen.tsx'
import { VisitsScreen } from './visits-screen.tsx'
import { VoicesDoor } from './voices-door.tsx'
import './supervisor.css'

export function SupervisorRoom() {
  return (
    <>
      <Tabs />
      <Router>
        <Route path="/" component={UnitsScreen} />
        <Route path="/devices" component={DevicesScreen} />
        <Route path="/devices/:id" component={DeviceScreen} />
        <Route path="/people/:id" component={PersonScreen} />
        <Route path="/voices" component={VoicesDoor} />
        <Route path="/voices/studio/:prompt?" component={StudioDoor} />
        <Route path="/visits" component={VisitsScreen} />
        <Route path="/retention" component={RetentionDoor} />
        <Route path="/unsent" component={UnsentDoor} />
        <Route default component={UnitsScreen} />
      </Router>
    </>
  )
}

const tabs: readonly { readonly path: string; readonly icon: IconName; readonly message: SupervisorMessage }[] = [
  { path: '/', icon: 'point', message: 'nav-units' },
  { path: '/devices', icon: 'device', message: 'nav-fleet' },
  { path: '/voices', icon: 'play', message: 'nav-voices' },
  { path: '/visits', icon: 'users', message: 'nav-visits' },
  { path: '/retention', icon: 'calendar', message: 'nav-retention' },
]

function Tabs() {
  const { path } = useLocation()
  const waiting: Readonly<Record<string, number>> = {
    '/voices': pendingRecordings.value.length,
    '/retention': keeping.value?.filter(isToDo).length ?? 0,
  }
  const isHere = (tab: string) =>
    tab === '/' ? path === '/' : path.startsWith(tab) || (tab === '/devices' && path.startsWith('/people/'))
  return (
    <nav class="supervisor-tabs" aria-label={t('nav')}>
      {tabs.map(({ path: to, icon, message }) => (
        <a key={to} class="supervisor-tab" href={to} aria-current={isHere(to) ? 'page' : undefined}>
          <Icon name={icon} /> <span>{t(message)}</span>
          <Count of={waiting[to] ?? 0} message={to === '/retention' ? 'retention-count' : 'waiting-count'} />
        </a>
      ))}
    </nav>
  )
}

function Count({ of: n, message }: { readonly of: number; readonly message: SupervisorMessage }) {
  if (n === 0) return null
  return (
    <bdi class="supervisor-tab__count" role="img" aria-label={t(message, { n })}>
      {n}
    </bdi>
  )
}

/** Nobody has to lift a hold. */
const isToDo = ({ told, steps }: KeepingRow): boolean => told.what !== 'held' && steps.length > 0
