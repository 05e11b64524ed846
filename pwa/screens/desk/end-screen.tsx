// Between two citizens: nothing of the one who leaves is on screen, in the address or in the title.
import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import { counts } from '../../models/dossiers.ts'
import { endVisit } from '../../models/visit.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { player } from '../../voice/voice.ts'
import { t } from './text.ts'
import { hearer } from './turning.ts'

export const EndScreen = () => {
  const { query } = useLocation()
  const filed = query['filed'] !== 'no'
  // Whose request it was is forgotten; what is known is whether anything still waits here.
  const waits = counts.value.kept > 0
  useEffect(() => {
    // In the language they heard; then nobody is at this desk.
    void player.say([prompt('app.goodbye')], hearer().variety)
    endVisit()
  }, [])
  const what = !filed ? 'nothing' : waits ? 'kept' : 'received'
  return (
    <Page title={t('end.title')}>
      <EmptyState pictogram={what === 'nothing' ? 'hand' : what} title={t(`end.${what}`)}>
        {t('end.clean')}
      </EmptyState>
      <ButtonRow>
        <Button kind="primary" size="large" icon="add" href="/new" shortcut="N">
          {t('end.next')}
        </Button>
        <Button kind="secondary" size="large" icon="home" href="/">
          {t('back.home')}
        </Button>
      </ButtonRow>
    </Page>
  )
}
