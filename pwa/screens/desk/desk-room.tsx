// The mediator's room: which screen an address shows. After an unlock it goes back to the question where the tab died.
// No address holds a name; a dossier's id says nothing to a bystander.
import { Route, Router, useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import { lastPlace } from '../../models/request.ts'
import { state } from '../../models/state.ts'
import { offlineReady } from '../../models/update.ts'
import { keepRareRooms } from '../../models/worker-watch.ts'
import { keepDefaultVoice } from '../../voice/packs.ts'
import { StudioDoor } from '../studio/studio-door.tsx'
import { UnsentDoor } from '../unsent/unsent-door.tsx'
import { VoicesScreen } from '../voice/voices-screen.tsx'
import { CatalogueScreen } from './catalogue-screen.tsx'
import './desk.css'
import { DossierScreen } from './dossier-screen.tsx'
import { EndScreen } from './end-screen.tsx'
import { FindScreen } from './find-screen.tsx'
import { HomeScreen } from './home-screen.tsx'
import { MandateAgainScreen } from './mandate-again.tsx'
import { ProcedureScreen } from './procedure-screen.tsx'
import { ReceiptScreen } from './receipt-screen.tsx'
import { RequestScreen } from './request-screen.tsx'

/** The sync and a citizen at the counter come before them. */
const QUIET_MS = 5_000
const whenVoiceIsHere = (): void => void setTimeout(() => void keepRareRooms(), QUIET_MS)

export const DeskRoom = () => {
  const { path, route } = useLocation()
  // Drawn once more when a request is closed: the router holds on to the screen before this one, answers and all, until it
  // is drawn again.
  void state.openForms.value

  useEffect(() => {
    const goBack = async () => {
      const place = await lastPlace()
      if (place !== null && !path.startsWith('/request/')) route(`/request/${place.dossier}`, true)
    }
    // Only at unlock: later, a mediator who goes home wants to be home.
    void goBack()
  }, [])

  useEffect(() => keepDefaultVoice(offlineReady, whenVoiceIsHere), [])

  return (
    <Router>
      <Route path="/" component={HomeScreen} />
      <Route path="/new" component={CatalogueScreen} />
      <Route path="/new/:pack" component={ProcedureScreen} />
      <Route path="/request/:id" component={RequestScreen} />
      <Route path="/receipt/:id" component={ReceiptScreen} />
      <Route path="/dossier/:id" component={DossierScreen} />
      <Route path="/dossier/:id/mandate" component={MandateAgainScreen} />
      <Route path="/find" component={FindScreen} />
      <Route path="/voices" component={VoicesScreen} />
      <Route path="/voices/studio/:prompt?" component={StudioDoor} />
      <Route path="/unsent" component={UnsentDoor} />
      <Route path="/end" component={EndScreen} />
      <Route default component={HomeScreen} />
    </Router>
  )
}
