// The recorded "yes" of a mandate, heard again where it was said: it lies on that device only. Elsewhere it says so.
import { useState } from 'preact/hooks'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { Act } from '../../../shared/dossier/act.ts'
import { soundOf } from '../../models/request.ts'
import { Button } from '../../ui/button.tsx'
import { hear } from '../../voice/voice.ts'
import { t } from './text.ts'

export const KeptVoice = ({ act }: { act: Act }) => {
  const [heard, setHeard] = useState<'not-yet' | 'ended' | 'silent' | 'elsewhere'>('not-yet')
  const voice = payloadOf(act, 'mandate-given')?.voice
  if (voice === undefined) return null
  const play = async () => {
    const bytes = await soundOf(act.dossier, voice.hash)
    if (bytes === null) return setHeard('elsewhere')
    setHeard(await hear({ bytes: new Uint8Array(bytes), mediaType: voice.mediaType }))
  }
  return (
    <p>
      <Button kind="secondary" icon="play" onClick={() => void play()}>
        {t('kept-voice.hear', { seconds: Math.max(1, Math.round(voice.ms / 1000)) })}
      </Button>
      <span role="status">
        {heard === 'elsewhere' && t('kept-voice.elsewhere')}
        {heard === 'silent' && t('kept-voice.silent')}
      </span>
    </p>
  )
}
