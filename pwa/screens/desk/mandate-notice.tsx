// How the person's leave stands, where it is no longer plain: taken back, over, or over by this device's clock alone;
// and the way on. Nothing is shown while it stands, nor when the request itself is over.
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatLongDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { t } from './text.ts'

const titles = {
  revoked: 'dossier.revoked',
  over: 'dossier.mandate-over',
  'looks-over': 'dossier.mandate-looks-over',
} as const

export const MandateNotice = ({ dossier }: { dossier: OpenDossier }) => {
  const { state, until } = dossier.mandate.value
  if (state === 'none' || state === 'stands' || state === 'done') return null
  const mayAsk = dossier.mandateAgain !== null && dossier.mayAct.value.includes('mandate-given')
  return (
    <>
      <Notice tone="warning" title={t(titles[state])}>
        {state === 'revoked'
          ? t('dossier.revoked-what')
          : t(`dossier.mandate-${state}-what`, { date: until === null ? '' : formatLongDate(until, lang.value) })}
      </Notice>
      {mayAsk && (
        <ButtonRow>
          <Button kind="secondary" icon="hand" href={`/dossier/${dossier.id}/mandate`}>
            {t('renew.ask')}
          </Button>
        </ButtonRow>
      )}
    </>
  )
}
