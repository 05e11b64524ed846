// The voice's parts in each of their states: an ear that is silent, speaks, or has nothing to say; how loud; a
// recording that waits, listens, was refused, and is there. Nothing is played and no microphone is opened.
import { useState } from 'preact/hooks'
import { signal } from '@preact/signals'
import { err, ok } from '../../shared/text/result.ts'
import { Ear, Volume } from '../ui/ear.tsx'
import { RecordButton } from '../ui/record-button.tsx'
import type { RecordTexts } from '../ui/record-button.tsx'
import type { OpenRecorder, Recorded } from '../voice/recorder-shape.ts'
import type { GalleryLang } from './texts.ts'

interface VoiceTexts extends Omit<RecordTexts, 'failed'> {
  readonly hear: string
  readonly volume: string
  readonly steps: readonly [string, string, string]
  readonly refused: string
}

const texts: Readonly<Record<GalleryLang, VoiceTexts>> = {
  fr: {
    hear: 'Écouter',
    volume: 'Volume',
    steps: ['Doucement', 'Moyen', 'Fort'],
    record: 'Enregistrer',
    stop: 'Arrêter',
    working: 'Un instant…',
    listen: 'Écouter',
    stopListening: 'Arrêter',
    redo: 'Refaire',
    refused: 'Le micro n’est pas autorisé.',
  },
  ar: {
    hear: 'استمع',
    volume: 'قوة الصوت',
    steps: ['منخفض', 'متوسط', 'مرتفع'],
    record: 'سجّل',
    stop: 'توقف',
    working: 'لحظة…',
    listen: 'استمع',
    stopListening: 'توقف',
    redo: 'أعد التسجيل',
    refused: 'الميكروفون غير مسموح به.',
  },
}

const recorded: Recorded = { bytes: new Uint8Array(), mediaType: 'audio/webm', ms: 0 }
const refuses: OpenRecorder = async () => err({ type: 'refused' })
/** Press it to see it listen, at a steady voice, for ever. */
const listens: OpenRecorder = async () =>
  ok({
    level: signal(0.6),
    elapsed: signal(3_400),
    result: new Promise(() => undefined),
    stop: () => undefined,
    cancel: () => undefined,
  })

export function Voice({ lang }: { readonly lang: GalleryLang }) {
  const t = texts[lang]
  const [volume, setVolume] = useState<1 | 2 | 3>(2)
  const nothing = (): undefined => undefined
  const shared = {
    maxMs: 10_000,
    onChange: nothing,
    listen: async () => undefined,
    quiet: nothing,
    texts: { ...t, failed: () => t.refused },
  }
  return (
    <>
      <div class="row">
        {[false, true].flatMap((speaking) =>
          (['citizen', 'staff'] as const).map((size) => (
            <Ear
              key={`${size}${speaking}`}
              label={t.hear}
              size={size}
              speaking={speaking}
              onPlay={nothing}
              onStop={nothing}
            />
          )),
        )}
        <Ear label={t.hear} speaking={false} disabled onPlay={nothing} onStop={nothing} />
      </div>
      <Volume value={volume} onChange={setVolume} label={t.volume} steps={t.steps} />
      <div class="row">
        <RecordButton {...shared} open={listens} value={null} />
        <RecordButton {...shared} open={refuses} value={null} />
        <RecordButton {...shared} open={refuses} value={recorded} />
      </div>
    </>
  )
}
