// The way into practice, from home. It says first what it costs: the sitting is locked, and waits.
import { useState } from 'preact/hooks'
import { enterPractice, isPractising } from '../../models/practice.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from '../desk/text.ts'

export function PracticeEntry() {
  const [asks, setAsks] = useState(false)
  const [state, setState] = useState<'asked' | 'coming' | 'absent'>('asked')
  if (isPractising) return null
  const ask = () => {
    setState('asked')
    setAsks(true)
  }
  const enter = async (): Promise<void> => {
    setState('coming')
    if (!(await enterPractice())) setState('absent')
  }
  return (
    <>
      <Button kind="quiet" icon="star" onClick={ask}>
        {t('practice.enter')}
      </Button>
      <Dialog
        open={asks}
        title={t('practice.title')}
        closeLabel={t('practice.not-now')}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button kind="primary" icon="lock" disabled={state === 'coming'} onClick={() => void enter()}>
              {t('practice.do')}
            </Button>
            <Button onClick={() => setAsks(false)}>{t('practice.not-now')}</Button>
          </>
        }
      >
        {t('practice.text')}
        {state === 'absent' ? <Notice tone="warning" title={t('practice.absent')} /> : null}
      </Dialog>
    </>
  )
}
