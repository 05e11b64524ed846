// What the person must know whatever the screen: a new version, ready for work without the network, storage at risk.
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { damage, phase } from '../models/session.ts'
import { applyUpdate, offlineReady, storagePersisted, updateReady } from '../models/update.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Damaged } from './damage.tsx'
import { isRemembered, remember } from './remembered.ts'
import { t } from './text.ts'

// Said once, on the visit that installed the app, not at every start.
const installsNow = navigator.serviceWorker?.controller === null

export function Notices() {
  const seen = useSignal<readonly string[]>(isRemembered('persist-notice-closed') ? ['persist'] : [])
  const shut = (id: string): void => {
    seen.value = [...seen.value, id]
    // A browser that refuses once refuses every day: said once is enough.
    if (id === 'persist') remember('persist-notice-closed', true)
  }
  const close = (id: string) => <Button kind="quiet" icon="close" label={t('shell.close')} onClick={() => shut(id)} />
  const open = (id: string, when: boolean): boolean => when && !seen.value.includes(id)
  // In front of a citizen the screen belongs to the question.
  const isHome = useLocation().path === '/'
  const persisted = storagePersisted.value
  return (
    <div class="notices">
      {damage.value === null || phase.value === 'stuck' ? null : <Damaged />}
      {open('update', isHome && updateReady.value) ? (
        <Notice
          tone="info"
          title={t('shell.update.title')}
          action={
            <div class="row">
              <Button kind="primary" icon="download" onClick={applyUpdate}>
                {t('shell.update.do')}
              </Button>
              {close('update')}
            </div>
          }
        >
          {t('shell.update.text')}
        </Notice>
      ) : null}
      {open('ready', isHome && installsNow && phase.value === 'open' && offlineReady.value) ? (
        <Notice tone="success" title={t('shell.offline-ready.title')} action={close('ready')}>
          {t('shell.offline-ready.text')}
        </Notice>
      ) : null}
      {open('persist', isHome && phase.value === 'open' && persisted === false) ? (
        <Notice tone="warning" title={t('shell.persist.title')} action={close('persist')}>
          {t('shell.persist.text')}
        </Notice>
      ) : null}
    </div>
  )
}
