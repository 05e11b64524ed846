// The voices on this device: which are kept for when there is no link, what they weigh, and what a machine says rather
// than a person. Fetching and deleting touch nobody's request.
import { useEffect, useState } from 'preact/hooks'
import { prompt } from '../../../shared/speech/spoken.ts'
import type { Variety, VoiceId } from '../../../shared/speech/variety.ts'
import { gauge } from '../../models/gauge.ts'
import { formatBytes } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { voiceIds } from '../../voice/pack-index.ts'
import { askForVoice, deleteVoice, lookAtPacks, stopKeeping, voicesOnDevice } from '../../voice/packs.ts'
import type { VoiceOnDevice } from '../../voice/packs.ts'
import { player } from '../../voice/voice.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { EarFor, VolumeOfVoice } from './ear-for.tsx'
import { t } from './text.ts'
import './voice-packs.css'

export function VoicePacks() {
  const [looked, setLooked] = useState(false)
  useEffect(() => void lookAtPacks().finally(() => setLooked(true)), [])
  const offered = voicesOnDevice.value
  const others = voiceIds.filter((voice) => !offered.some((one) => one.voice === voice))
  // Nothing is said to be missing before the disk was looked at.
  if (!looked) return null
  return (
    <div class="voice-packs">
      <VolumeOfVoice />
      <ul class="voice-packs__list">
        {offered.map((one) => (
          <Pack key={one.voice} {...one} />
        ))}
        {others.length === 0 ? null : (
          <li class="voice-pack voice-pack--none">
            <h2>{others.map((voice) => t(`packs.voice.${voice}`)).join(' · ')}</h2>
            <p>{t('packs.none')}</p>
          </li>
        )}
      </ul>
    </div>
  )
}

/** A full disk is said aloud too: whoever stands there may not read. */
const ask = async (voice: VoiceId): Promise<void> => {
  const kept = await askForVoice(voice)
  if (kept.ok || kept.error.type !== 'full') return
  void player.say([prompt('app.storage-full')], lang.peek() === 'fr' ? 'fr' : 'ary')
}

/** To try a voice with. */
const sample = [prompt('app.hear-again')]

function Pack({ voice, offered, bytes, keptBytes, state, failure }: VoiceOnDevice) {
  const name = t(`packs.voice.${voice}`)
  const share = bytes === 0 ? 0 : keptBytes / bytes
  const tenths = Math.floor(share * 10)
  // What people file needs the last of the room more than another voice does.
  const hasRoom = gauge.value.fullness === 'roomy'
  const refused = hasRoom || state === 'kept' || state === 'fetching' ? failure : ({ type: 'full' } as const)
  // The standard voice is heard by those who chose a variety it stands in for.
  const variety: Variety = voice === 'ar' ? 'ary' : voice
  return (
    <li class={`voice-pack voice-pack--${state}`}>
      <div class="voice-pack__words">
        <h2>{name}</h2>
        <p>{offered.synthetic ? t('packs.synthetic') : t('packs.people')}</p>
        <p>{t('packs.size', { size: formatBytes(bytes, lang.value), clips: offered.clips })}</p>
      </div>
      <div class="voice-pack__state">
        {state === 'kept' ? (
          <p class="voice-pack__kept">
            <Icon name="check" /> {t('packs.kept')}
          </p>
        ) : state === 'absent' ? (
          <p>{t('packs.absent')}</p>
        ) : state === 'partly' ? (
          <Progress value={share} label={t('packs.partly', { share: tenths })} />
        ) : state === 'fetching' ? (
          <Progress value={share} label={t('packs.fetching', { share: tenths })} />
        ) : null}
      </div>
      <div class="voice-pack__actions">
        <EarFor size="staff" says={sample} variety={variety} label={t('packs.try', { voice: name })} />
        {state === 'fetching' ? (
          <Button icon="pause" onClick={() => stopKeeping(voice)}>
            {t('packs.stop')}
          </Button>
        ) : state === 'kept' || !hasRoom ? null : (
          <Button kind="primary" icon="download" onClick={() => void ask(voice)}>
            {state === 'partly' ? t('packs.go-on') : t('packs.fetch')}
          </Button>
        )}
        {state === 'kept' || state === 'partly' ? (
          <Button icon="trash" onClick={() => void deleteVoice(voice)}>
            {t('packs.delete')}
          </Button>
        ) : null}
      </div>
      {refused === null || refused.type === 'stopped' ? null : (
        <div class="voice-pack__failure">
          <Notice tone={refused.type === 'full' ? 'error' : 'warning'} title={t(`packs.${refused.type}`)} />
        </div>
      )}
    </li>
  )
}
