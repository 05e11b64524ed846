// Between two citizens: nothing of the one who leaves is on screen, in the address or in the title.
import { useLocation } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { cleanSlate } from '../../models/clean-slate.ts'
import { counts } from '../../models/dossiers.ts'
import { pauseNow } from '../../models/pause.ts'
import { isPractising } from '../../models/practice-flag.ts'
import { endVisit } from '../../models/visit.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { player } from '../../voice/voice.ts'
import { PauseAfter, pausesAfterVisit } from './pause-after.tsx'
import { t } from './text.ts'
import { hearer } from './turning.ts'

export const EndScreen = () => {
  const { query } = useLocation()
  const filed = query['filed'] !== 'no'
  // Whose request it was is forgotten; what is known is whether anything still waits here.
  const waits = counts.value.kept > 0
  const [isClean, setClean] = useState(false)
  useEffect(() => {
    let left = false
    const end = async () => {
      // In the language they heard; then nobody is at this desk.
      const said = player.say([prompt('app.goodbye')], hearer().variety)
      endVisit()
      await cleanSlate()
      setClean(true)
      if (!pausesAfterVisit()) return
      await said
      if (!left) await pauseNow()
    }
    void end()
    return () => {
      left = true
    }
  }, [])
  const what = !filed ? 'nothing' : waits ? 'kept' : 'received'
  return (
    <Page title={t('end.title')}>
      <EmptyState pictogram={what === 'nothing' ? 'hand' : what} title={t(`end.${what}`)}>
        {t('end.clean')}
      </EmptyState>
      {isClean && <Ways />}
    </Page>
  )
}

/** Whoever stays types nothing. */
const Ways = () => (
  <>
    <ButtonRow>
      <Button kind="primary" size="large" icon="add" href="/new" shortcut="N">
        {t('end.next')}
      </Button>
      <Button kind="secondary" size="large" icon="home" href="/">
        {t('back.home')}
      </Button>
      {isPractising ? null : (
        <Button kind="secondary" size="large" icon="pause" onClick={() => void pauseNow()}>
          {t('end.away')}
        </Button>
      )}
    </ButtonRow>
    {isPractising ? null : <PauseAfter />}
  </>
)
