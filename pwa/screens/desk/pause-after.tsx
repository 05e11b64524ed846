// Whether the screen is covered by itself when a visit is over: a choice of this machine, kept outside the database. It
// says nothing of anybody.
import { useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { t } from './text.ts'

const key = 'morchid.pause-after-visit'

export const pausesAfterVisit = (): boolean => {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    return false
  }
}

const remember = (yes: boolean): void => {
  try {
    if (yes) localStorage.setItem(key, '1')
    else localStorage.removeItem(key)
  } catch {
    // Storage refused: asked for by hand each time.
  }
}

export const PauseAfter = () => {
  const [isOn, setOn] = useState(pausesAfterVisit)
  return (
    <Button
      kind="quiet"
      icon={isOn ? 'check' : 'pause'}
      pressed={isOn}
      onClick={() => {
        remember(!isOn)
        setOn(!isOn)
      }}
    >
      {t('end.pause-after')}
    </Button>
  )
}
