// Nobody touched the desk for a while: who works here, what waits here, and the four digits that bring the same screen
// back. It stands in the place of the whole app and knows nothing of any citizen.
import { useEffect, useState } from 'preact/hooks'
import { link } from '../../models/link.ts'
import { comeBack, waitingHere, whoIsAway } from '../../models/pause.ts'
import { lock, phase } from '../../models/session.ts'
import { pinDoor } from '../../models/turn-sitting.ts'
import { Button } from '../../ui/button.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { PinPad } from '../citizen/pin-pad.tsx'
import { useSecondsLeft } from '../citizen/pin-screens.tsx'
import { t } from '../citizen/text.ts'

export function PauseScreen() {
  const [isWrong, setWrong] = useState(false)
  const [isBack, setBack] = useState(false)
  const seconds = useSecondsLeft()
  // Locked from here, the passphrase is what counts next: what was wrong is forgotten.
  useEffect(
    () => () => {
      if (phase.peek() !== 'paused') pinDoor.forget()
    },
    [],
  )

  const enter = async (digits: string): Promise<void> => {
    const entered = await pinDoor.enter(digits)
    setWrong(entered === 'wrong')
    if (entered !== 'right') return
    setBack(true)
    await comeBack()
  }

  if (isBack)
    return (
      <main class="pin" id="main">
        <Spinner label={t('pause.opening')} />
      </main>
    )
  const wrong = isWrong ? [t('turn.pin.wrong'), seconds > 0 ? t('turn.pin.wait', { count: seconds }) : ''] : []
  return (
    <PinPad
      title={t('pause.title')}
      hint={whoIsAway.value}
      problem={wrong.join(' ').trim()}
      isWaiting={seconds > 0}
      onDigits={(digits) => void enter(digits)}
    >
      <Waiting />
      <Button kind="quiet" icon="lock" shortcut="Ctrl+L" onClick={() => void lock()}>
        {t('pause.lock')}
      </Button>
    </PinPad>
  )
}

/** Counts only: what waits here goes on leaving. */
function Waiting() {
  const count = waitingHere.value
  if (count === null) return null
  if (count === 0) return <StateBadge tone="received" label={t('pause.none-waits')} />
  return (
    <>
      <StateBadge tone="kept" label={t('pause.waits', { count })} />
      <span>{t(link.value.online && link.value.state !== 'offline' ? 'pause.sending' : 'pause.offline')}</span>
    </>
  )
}
