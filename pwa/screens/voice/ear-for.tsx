// An ear wired to this page's voice: says one thing in one variety, stops at a second tap.
import { useEffect, useRef } from 'preact/hooks'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import { player } from '../../voice/voice.ts'
import { Ear, Volume } from '../../ui/ear.tsx'
import { t } from './text.ts'

export interface EarForProps {
  readonly says: Spoken
  readonly variety: Variety
  readonly size?: 'citizen' | 'staff' | undefined
  /** What it says, for a screen reader, where several stand on a page. */
  readonly label?: string | undefined
}

export function EarFor({ says, variety, size, label }: EarForProps) {
  // The very utterance this ear began: another may say the same words, from the same list.
  const begun = useRef<Spoken | null>(null)
  useEffect(
    () => () => {
      // Left, or locked, in the middle of a sentence: it was for this screen.
      if (begun.current !== null && player.saying.peek() === begun.current) player.stop()
    },
    [],
  )
  const saying = player.saying.value
  const play = (): void => {
    begun.current = [...says]
    void player.say(begun.current, variety)
  }
  return (
    <Ear
      label={label ?? t('ear.label')}
      speaking={saying !== null && saying === begun.current}
      size={size}
      onPlay={play}
      onStop={() => player.stop()}
    />
  )
}

/** How loud the voice is, for whoever sits at the screen now. */
export function VolumeOfVoice() {
  return (
    <Volume
      value={player.volume.value}
      onChange={(volume) => player.setVolume(volume)}
      label={t('volume.label')}
      steps={[t('volume.low'), t('volume.middle'), t('volume.high')]}
    />
  )
}
