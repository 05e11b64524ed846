// A page for the helper: the voices this device can speak with.
import { useLocation } from 'preact-iso'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { t } from './text.ts'
import { VoicePacks } from './voice-packs.tsx'

export function VoicesScreen() {
  const { route } = useLocation()
  return (
    <Page
      wide
      title={t('packs.title')}
      lead={t('packs.intro')}
      back={() => route('/')}
      backLabel={t('packs.back')}
      actions={
        <Button icon="edit" href="/voices/studio">
          {t('packs.studio')}
        </Button>
      }
    >
      <VoicePacks />
    </Page>
  )
}
