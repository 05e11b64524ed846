// The recording studio: the list of prompts, and one prompt at a time. Who speaks and what they agreed to is asked once
// and leaves the memory with the room.
import { useLocation } from 'preact-iso'
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { VoiceId } from '../../../shared/speech/variety.ts'
import { packs } from '../../models/packs.ts'
import { heardHere, recordings } from '../../models/recordings.ts'
import { PromptList } from './prompt-list.tsx'
import { studioPrompts } from './prompts.ts'
import { RecordScreen } from './record-screen.tsx'
import { nextAfter } from './studio-list.ts'
import type { Speaker, Studio } from './studio-shape.ts'
import './studio.css'

const studioPath = '/voices/studio'
const promptPath = /^\/voices\/studio\/([\w.-]+)\/?$/

export function StudioRoom() {
  const { path, route } = useLocation()
  const studio: Studio = {
    voice: useSignal<VoiceId>('ary'),
    group: useSignal<string | null>(null),
    missingOnly: useSignal(true),
    speaker: useSignal<Speaker | null>(null),
  }
  const known = packs.value
  const prompts = useMemo(() => studioPrompts(known), [known])
  const wanted = promptPath.exec(path)?.[1]
  const prompt = prompts.find(({ id }) => id === wanted)
  const toList = () => route(studioPath)
  if (!prompt)
    return (
      <PromptList
        studio={studio}
        prompts={prompts}
        onOpen={(id) => route(`${studioPath}/${id}`)}
        onBack={() => route('/')}
      />
    )
  const goOn = () => {
    const said = { chosen: heardHere.value, recordings: recordings.value }
    const at = { voice: studio.voice.value, group: studio.group.value, missingOnly: true }
    const next = nextAfter(prompt.id, prompts, said, at)
    if (next === null) toList()
    else route(`${studioPath}/${next}`)
  }
  const consent = prompts.find(({ id }) => id === 'app.voice-consent')
  return (
    <RecordScreen
      key={`${studio.voice.value}|${prompt.id}`}
      studio={studio}
      prompt={prompt}
      consent={consent ?? null}
      onBack={toList}
      onNext={goOn}
    />
  )
}
