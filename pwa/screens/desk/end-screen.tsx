// Between two citizens: nothing of the one who leaves is on screen, in the address or in the title.
import { useLocation } from 'preact-iso'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { t } from './text.ts'

export const EndScreen = () => {
  const { query } = useLocation()
  const filed = query['filed'] !== 'no'
  return (
    <Page title={t('end.title')}>
      <EmptyState pictogram={filed ? 'kept' : 'hand'} title={t(filed ? 'end.kept' : 'end.nothing')}>
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
