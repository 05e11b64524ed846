// What was found when this device started, in words and in counts: what is back, what is not, what to do. A whole screen
// while nothing can be done here, a notice above the others otherwise.
import { damage } from '../../models/session.ts'
import type { Incident } from '../../models/state.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { t } from './text.ts'

export const DamageTold = () => {
  const found = damage.value
  if (found === null) return null
  if (typeof found === 'object') return <Found {...found} />
  return (
    <Page title={t(`${found}.title`)} lead={t(`${found}.lead`)}>
      <ol class="setup-steps">
        <li>{t(`${found}.step1`)}</li>
        <li>{t(`${found}.step2`)}</li>
      </ol>
      <Button kind="primary" size="large" icon="refresh" onClick={() => location.reload()}>
        {t('again')}
      </Button>
    </Page>
  )
}

const Found = ({ found, back, missing, mirror }: Incident) => {
  const lost = missing.rows + missing.packets
  const came = back.rows + back.packets + back.recordings
  const read = () => import('../../models/damage.ts').then(({ damageRead }) => damageRead())
  return (
    <Notice
      tone={lost > 0 || (came === 0 && found === 'lost') ? 'error' : 'warning'}
      title={t(`${found}.title`)}
      action={
        <Button kind="secondary" icon="check" onClick={() => void read()}>
          {t('read')}
        </Button>
      }
    >
      <ul class="damage-told">
        {found === 'rows' && <li>{t('unreadable', { count: missing.rows })}</li>}
        <li>{t('back', { rows: back.rows, packets: back.packets })}</li>
        {back.recordings > 0 && <li>{t('recordings', { count: back.recordings })}</li>}
        {found === 'lost' && came === 0 && <li>{t('lost.none')}</li>}
        <li>{lost > 0 ? t('missing', { rows: missing.rows, packets: missing.packets }) : t('nothing-missing')}</li>
        <li>{t('from-server')}</li>
        {mirror === 'none' && <li>{t('no-mirror')}</li>}
      </ul>
    </Notice>
  )
}
