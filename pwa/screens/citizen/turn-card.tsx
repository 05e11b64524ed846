// "Turn the screen": the last thing on the helper's side. It says which turn it is, asks for the headset first when what
// follows is private, and how the screen lies. It shows nothing of the dossier: the person may already be looking.
import type { Signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TurnGroup } from '../../models/card.ts'
import { cardVoice, hasHeadset, isFlipped, pinDoor } from '../../models/turn-sitting.ts'
import { Button } from '../../ui/button.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { VolumeOfVoice } from '../voice/ear-for.tsx'
import { chime } from './chime.ts'
import { Picture } from './picture.tsx'
import { ChoosePin } from './pin-screens.tsx'
import { t } from './text.ts'
import './turn-card.css'
import { openCitizenWindow } from './window-button.tsx'

export interface TurnCardProps {
  readonly group: TurnGroup
  /** Something in it is for the person's ear alone. */
  readonly isPrivate: boolean
  /** Whether one question alone is asked, where that is to be chosen. */
  readonly only?: Signal<boolean> | undefined
  readonly onTurned: () => void
  readonly onCancel: () => void
}

export function TurnCard(props: TurnCardProps) {
  // Null until the disk has said whether this person has a PIN.
  const [hasPin, setHasPin] = useState<boolean | null>(null)
  useEffect(() => {
    cardVoice.stop()
    pinDoor.isChosen().then(setHasPin, () => setHasPin(false))
  }, [])
  if (hasPin === null) return <Spinner label={t('turn.title')} />
  if (!hasPin) return <ChoosePin onChosen={() => setHasPin(true)} onCancel={props.onCancel} />
  return <Turn {...props} onChange={() => setHasPin(false)} />
}

function Turn({
  group,
  isPrivate,
  only,
  onTurned,
  onCancel,
  onChange,
}: TurnCardProps & { readonly onChange: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    chime('turn')
  }, [])
  return (
    <main class="turn-card" id="main">
      <div class="turn-card__picture">
        {isPrivate && !hasHeadset.value ? (
          <Picture name="headset" size={160} />
        ) : (
          <Picture name="turn-screen" size={160} />
        )}
      </div>
      <div class="turn-card__words">
        <h1 class="turn-card__title" tabIndex={-1} ref={heading}>
          {t('turn.title')}
        </h1>
        <p class="turn-card__group">{t(`turn.group.${group}`)}</p>
        <p>{t('turn.lead')}</p>
        <p class="turn-card__headset" role="status">
          {hasHeadset.value
            ? null
            : isPrivate
              ? `${t('turn.headset-first')} ${t('turn.headset-none')}`
              : group === 'consent'
                ? t('turn.headset-consent')
                : null}
        </p>
      </div>
      <div class="turn-card__go">
        <Button kind="primary" size="large" icon="next" shortcut="Enter" onClick={onTurned}>
          {t('turn.turned')}
        </Button>
      </div>
      <div class="turn-card__volume">
        <VolumeOfVoice />
      </div>
      <div class="turn-card__ways">
        {only === undefined ? null : <OnlyThis only={only} />}
        <Button pressed={hasHeadset.value} onClick={() => (hasHeadset.value = !hasHeadset.value)}>
          {t('turn.headset')}
        </Button>
        <Button pressed={isFlipped.value} onClick={() => (isFlipped.value = !isFlipped.value)}>
          {t('turn.flip')}
        </Button>
        <Button icon="external" onClick={openCitizenWindow}>
          {t('turn.window')}
        </Button>
        <Button kind="quiet" icon="key" onClick={onChange}>
          {t('turn.pin.change')}
        </Button>
        <Button kind="quiet" icon="close" shortcut="Escape" onClick={onCancel}>
          {t('turn.cancel')}
        </Button>
      </div>
    </main>
  )
}

/** This question and then back, instead of all that pictures can answer from here on. */
export function OnlyThis({ only }: { readonly only: Signal<boolean> }) {
  return (
    <Button pressed={only.value} shortcut="1" onClick={() => (only.value = !only.value)}>
      {t('turn.only')}
    </Button>
  )
}
