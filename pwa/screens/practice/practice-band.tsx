// The band on every screen of an exercise, with its tools: whom to receive, the tour, and the way out. It is drawn by
// itself above the app, so that no screen can forget it, and it steps back while the screen faces the person.
import { signal } from '@preact/signals'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { leavePractice } from '../../models/practice.ts'
import { planted } from '../../models/practice-plant.ts'
import { tourStep, tourSteps } from '../../models/practice-tour.ts'
import { turnSide } from '../../models/turn.ts'
import { loadMessages } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PeoplePanel } from './people-panel.tsx'
import './practice.css'
import { t } from './text.ts'
import { TourPanel } from './tour-panel.tsx'

type Tool = 'people' | 'tour'

/** Chosen here and not in the panel: a person is kept when the panel is closed to work. */
const open = signal<Tool | null>('people')

/** `words`: only what it says, for the window of the person's own. */
export const showBand = async (app: HTMLElement, shows: 'tools' | 'words'): Promise<void> => {
  await loadMessages('practice')
  const place = document.createElement('div')
  place.className = 'practice'
  app.after(place)
  render(<PracticeBand hasTools={shows === 'tools'} />, place)
}

function PracticeBand({ hasTools }: { readonly hasTools: boolean }) {
  const [leaving, setLeaving] = useState(false)
  const isHelpers = hasTools && turnSide.value === 'helper'
  useEffect(() => {
    document.documentElement.dataset['practice'] = isHelpers ? 'helper' : 'turned'
  }, [isHelpers])
  const toggle = (tool: Tool) => () => {
    open.value = open.value === tool ? null : tool
  }
  const close = () => {
    open.value = null
  }

  return (
    <aside class="practice" aria-label={t('tools')}>
      <div class="practice-band">
        <p>{t('band')}</p>
        {isHelpers ? (
          <div class="practice-band__tools">
            <Button kind="quiet" icon="user" pressed={open.value === 'people'} onClick={toggle('people')}>
              {t('story')}
            </Button>
            <Button kind="quiet" icon="help" pressed={open.value === 'tour'} onClick={toggle('tour')}>
              {t('tour')} <bdi dir="ltr">{`${tourStep.value + 1}/${tourSteps.length}`}</bdi>
            </Button>
            <Button kind="quiet" icon="close" onClick={() => setLeaving(true)}>
              {t('leave')}
            </Button>
          </div>
        ) : null}
        {isHelpers && open.value === 'people' ? <PeoplePanel onClose={close} /> : null}
        {isHelpers && open.value === 'tour' ? <TourPanel onClose={close} /> : null}
      </div>
      <p class="practice-told" role="status">
        {isHelpers && (planted.value === 'caught' || planted.value === 'missed') ? t(`planted.${planted.value}`) : ''}
      </p>
      <Dialog
        open={leaving}
        title={t('leave.title')}
        closeLabel={t('close')}
        onClose={() => setLeaving(false)}
        actions={
          <>
            <Button kind="danger" icon="trash" onClick={() => void leavePractice()}>
              {t('leave.do')}
            </Button>
            <Button onClick={() => setLeaving(false)}>{t('stay')}</Button>
          </>
        }
      >
        {t('leave.text')}
      </Dialog>
    </aside>
  )
}
