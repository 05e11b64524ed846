// A small ear for one recording, whatever its state: for who made it and who judges it.
import { useSignal } from '@preact/signals'
import { soundOf } from '../../models/recordings.ts'
import type { RecordingLine } from '../../models/recordings.ts'
import { Ear } from '../../ui/ear.tsx'
import { hear, quiet } from '../../voice/voice.ts'
import { t as voiceWords } from '../voice/text.ts'

export function HearTake({ take, label }: { readonly take: RecordingLine; readonly label?: string }) {
  const speaking = useSignal(false)
  const play = async (): Promise<void> => {
    speaking.value = true
    try {
      const sound = await soundOf(take.id)
      if (sound) await hear({ bytes: new Uint8Array(await sound.arrayBuffer()), mediaType: sound.type })
    } finally {
      speaking.value = false
    }
  }
  return (
    <Ear
      size="staff"
      label={label ?? voiceWords('ear.label')}
      speaking={speaking.value}
      onPlay={() => void play()}
      onStop={quiet}
    />
  )
}
