// The two screens of the PIN: choosing it before the first turn, and giving it to have the screen back. A person who got
// here by accident finds the way back to their question by its picture.
import { useEffect, useState } from 'preact/hooks'
import { lock } from '../../models/session.ts'
import { isTooEasy } from '../../models/turn-pin.ts'
import { pinDoor } from '../../models/turn-sitting.ts'
import { Button } from '../../ui/button.tsx'
import { Picture } from './picture.tsx'
import { PinPad } from './pin-pad.tsx'
import { t } from './text.ts'

export interface ChoosePinProps {
  /** What they are for, and how to do without, where it is not a turn of the screen. */
  readonly why?: string | undefined
  readonly without?: string | undefined
  readonly onChosen: () => void
  readonly onCancel: () => void
}

export function ChoosePin({ why, without, onChosen, onCancel }: ChoosePinProps) {
  const [first, setFirst] = useState<string | null>(null)
  const [problem, setProblem] = useState('')

  const take = async (digits: string): Promise<void> => {
    if (first === null) {
      if (isTooEasy(digits)) return setProblem(t('turn.pin.easy'))
      setProblem('')
      return setFirst(digits)
    }
    setFirst(null)
    if (digits !== first) return setProblem(t('turn.pin.different'))
    try {
      await pinDoor.choose(digits)
      onChosen()
    } catch {
      setProblem(t('turn.pin.not-kept'))
    }
  }

  return (
    <PinPad
      title={first === null ? t('turn.pin.choose') : t('turn.pin.again')}
      hint={why ?? t('turn.pin.choose-why')}
      problem={problem}
      isWaiting={false}
      onDigits={(digits) => void take(digits)}
    >
      <Button kind="quiet" icon="close" shortcut="Escape" onClick={onCancel}>
        {without ?? t('turn.cancel')}
      </Button>
    </PinPad>
  )
}

export interface EnterPinProps {
  /** A digit that was typed before the pad was drawn. */
  readonly first?: string | undefined
  readonly onRight: () => void
  readonly onBack: () => void
}

export function EnterPin({ first, onRight, onBack }: EnterPinProps) {
  const [isWrong, setWrong] = useState(false)
  const seconds = useSecondsLeft()

  const enter = async (digits: string): Promise<void> => {
    const entered = await pinDoor.enter(digits)
    if (entered === 'right') return onRight()
    setWrong(entered === 'wrong')
  }

  return (
    <PinPad
      title={t('turn.pin.enter')}
      first={first}
      problem={
        isWrong ? [t('turn.pin.wrong'), seconds > 0 ? t('turn.pin.wait', { count: seconds }) : ''].join(' ') : ''
      }
      isWaiting={seconds > 0}
      onDigits={(digits) => void enter(digits)}
    >
      <button type="button" class="pin__back" onClick={onBack}>
        <Picture name="back" size={48} />
        {t('turn.pin.back')}
      </button>
      <Button kind="quiet" icon="lock" onClick={() => void lock()}>
        {t('turn.pin.forgotten')}
      </Button>
    </PinPad>
  )
}

/** Whole seconds until the next try is taken. */
export const useSecondsLeft = (): number => {
  const until = pinDoor.waitsUntil.value
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    setNow(performance.now())
    if (until <= performance.now()) return
    const timer = setInterval(() => {
      setNow(performance.now())
      if (performance.now() >= until) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [until])
  return Math.max(0, Math.ceil((until - now) / 1000))
}
