// Between two citizens: nothing of the one who leaves is on screen, in the address or in the title.
import { useLocation } from 'preact-iso'
import { counts } from '../../models/dossiers.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { t } from './text.ts'

export const EndScreen = () => {
  const { query } = useLocation()
  const filed = query['filed'] !== 'no'
  // Whose request it was is forgotten; what is known is whether anything still waits here.
  const waits = counts.value.kept > 0
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
