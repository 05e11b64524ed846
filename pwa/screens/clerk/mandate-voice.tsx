// The recorded "yes" of a mandate: heard where the sound is, told where it is not. No button for a sound that is elsewhere.
import { useEffect, useState } from 'preact/hooks'
import type { Act } from '../../../shared/dossier/act.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { soundOf } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import { hear } from '../../voice/voice.ts'
import { ta } from './acts-text.ts'
import { t } from './text.ts'

export function MandateVoice({ act }: { readonly act: Act }) {
  const voice = payloadOf(act, 'mandate-given')?.voice
  const [sound, setSound] = useState<Uint8Array | null>(null)
  const [isSilent, setSilent] = useState(false)
  const hash = voice?.hash
  useEffect(() => {
    let gone = false
    if (hash !== undefined) void soundOf(act.dossier, hash).then((found) => void (gone || setSound(found)))
    return () => {
      gone = true
    }
  }, [act.dossier, hash])
  if (voice === undefined) return null
  const seconds = Math.max(1, Math.round(voice.ms / 1000))
  if (sound === null) return <>{t('mandate-voice-length', { seconds })}</>
  const play = async () => {
    const how = await hear({ bytes: new Uint8Array(sound), mediaType: voice.mediaType })
    setSilent(how === 'silent')
  }
  return (
    <>
      <Button icon="play" onClick={() => void play()}>
        {ta('mandate.hear', { seconds })}
      </Button>
      <span role="status">{isSilent ? ta('mandate.silent') : ''}</span>
    </>
  )
}
