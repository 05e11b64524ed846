// One dossier on one screen: whose, where it stands, what can be done, then everything it holds. A chunk of its own.
import { lineOf } from '../../models/line-of.ts'
import { packOf } from '../../models/packs.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import type { DossierScreenProps } from './dossier-door.tsx'
import { DossierHead } from './dossier-head.tsx'
import { dossierKeys } from './dossier-keys.ts'
import { OpenedDossier } from './opened-dossier.tsx'
import { t } from './text.ts'
import { useDossier } from './use-dossier.ts'
import type { Opening } from './use-dossier.ts'
import { WalkButtons } from './walk-buttons.tsx'
import './act-form.css'
import './dossier.css'
import './dossier-parts.css'

export function DossierScreen(props: DossierScreenProps) {
  const { id, onBack, onKeys, onOpen } = props
  const opening = useDossier(id)
  const dossier = opening.state === 'open' ? opening.dossier : null
  // Its line in the list is here already: whose it is does not wait for the rest.
  const summary = dossier === null ? lineOf(id) : dossier.summary.value
  const showKeys = () => onKeys(dossierKeys())
  // The same key with an Arabic layout.
  useShortcut('؟', () => null, showKeys)
  return (
    <Page
      wide
      title={packOf(summary?.procedure ?? '')?.service.name[lang.value] ?? t('dossier-title')}
      back={onBack}
      backLabel={t('back-to-queue')}
      aside={<WalkButtons id={id} onOpen={onOpen} />}
      actions={
        <Button kind="quiet" icon="keyboard" shortcut="?" onClick={showKeys}>
          {t('keys-button')}
        </Button>
      }
    >
      {summary === undefined ? null : <DossierHead summary={summary} office={dossier?.status.value.office ?? null} />}
      {dossier === null ? <NotOpen state={opening.state} /> : <OpenedDossier dossier={dossier} onOpen={onOpen} />}
    </Page>
  )
}

const NotOpen = ({ state }: { readonly state: Opening['state'] }) => {
  if (state === 'failed') return <Notice tone="error">{t('dossier-failed')}</Notice>
  if (state !== 'absent') return <Spinner label={t('dossier-loading')} />
  return (
    <EmptyState pictogram="papers" title={t('dossier-absent')}>
      {t('dossier-absent-text')}
    </EmptyState>
  )
}
