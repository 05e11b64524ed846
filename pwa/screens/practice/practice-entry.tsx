// The way into practice, from home. It says first what it costs: the sitting is locked, and waits.
import { useState } from 'preact/hooks'
import { enterPractice, isPractising } from '../../models/practice.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { t } from '../desk/text.ts'

export function PracticeEntry() {
  const [asks, setAsks] = useState(false)
  if (isPractising) return null
  return (
    <>
      <Button kind="quiet" icon="star" onClick={() => setAsks(true)}>
        {t('practice.enter')}
      </Button>
      <Dialog
        open={asks}
        title={t('practice.title')}
        closeLabel={t('practice.not-now')}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button kind="primary" icon="lock" onClick={() => void enterPractice()}>
              {t('practice.do')}
            </Button>
            <Button onClick={() => setAsks(false)}>{t('practice.not-now')}</Button>
          </>
        }
      >
        {t('practice.text')}
      </Dialog>
    </>
  )
}
