// Says what is to be said with the clips there are: each part in the first voice that has all of it, one part after the
// other. One utterance at a time: a second stops the first. What no voice has is left for the helper to read, and never
// said half.
import { signal } from '@preact/signals'
import { clipsOfPart, pauseClip } from '../../shared/speech/clips.ts'
import type { ClipId } from '../../shared/speech/clips.ts'
import type { Spoken, SpokenPart } from '../../shared/speech/spoken.ts'
import { voicesFor } from '../../shared/speech/variety.ts'
import type { Variety, VoiceId } from '../../shared/speech/variety.ts'
import type { AudioOutput, Sound } from './audio-output.ts'
import type { ClipSource } from './clip-source.ts'
import type { Player, Said } from './player-shape.ts'
import type { ReadAloud } from './read-aloud.ts'

export interface PlayerParts<S extends Sound> {
  readonly output: AudioOutput<S>
  /** Asked in this order for each clip. */
  readonly sources: () => readonly ClipSource[]
  /** For free words only; null where this machine has no voice of its own for them. */
  readonly readAloud: ReadAloud | null
}

const PAUSE_SECONDS = 0.3

export const createPlayer = <S extends Sound>({ output, sources, readAloud }: PlayerParts<S>): Player => {
  const saying = signal<Spoken | null>(null)
  const unsaid = signal<Spoken>([])
  const volume = signal<1 | 2 | 3>(2)
  /** Of the latest utterance: an older one that is still looking for its clips must stay silent. */
  let latest = 0

  const stop = (): void => {
    latest++
    saying.value = null
    output.stop()
    readAloud?.stop()
  }

  const say = async (spoken: Spoken, variety: Variety): Promise<Said> => {
    stop()
    const mine = latest
    unsaid.value = []
    saying.value = spoken
    // First, and before anything is awaited: it counts as part of the gesture.
    if (!(await output.ready())) return mine === latest ? end('silent') : 'stopped'
    const parts = spoken.map((part) => ({ part, sounds: soundsOf(part, variety) }))
    let heard = Promise.resolve()
    for (const { part, sounds: looking } of parts) {
      const sounds = await looking
      if (mine !== latest) return 'stopped'
      if (sounds !== null) for (const sound of sounds) heard = output.queue(sound)
      else {
        // What was queued must be over before another engine speaks.
        if (part.type === 'free' && readAloud !== null) await heard
        if (mine !== latest) return 'stopped'
        const read = part.type === 'free' && ((await readAloud?.read(part.text, variety, volume.peek())) ?? false)
        if (mine !== latest) return 'stopped'
        if (!read) unsaid.value = [...unsaid.peek(), part]
      }
    }
    await heard
    if (mine !== latest) return 'stopped'
    if (unsaid.peek().length === 0) return end('ended')
    return end(unsaid.peek().length === spoken.length ? 'silent' : 'partly')
  }
  const end = (said: Said): Said => {
    saying.value = null
    return said
  }

  /** All of a part in one voice, or null: no sentence changes its voice in the middle. */
  const soundsOf = async (part: SpokenPart, variety: Variety): Promise<readonly S[] | null> => {
    for (const voice of voicesFor(variety)) {
      const clips = clipsOfPart(part, voice)
      if (clips === null) continue
      const sounds = await Promise.all(clips.map((clip) => soundOf(clip, voice)))
      const found = sounds.filter((sound) => sound !== null)
      if (found.length === sounds.length) return found
    }
    return null
  }
  const soundOf = async (clip: ClipId, voice: VoiceId): Promise<S | null> => {
    if (clip === pauseClip) return output.silence(PAUSE_SECONDS)
    for (const source of sources()) {
      const blob = await source.find(clip, voice)
      const sound = blob === null ? null : await output.decode(blob)
      if (sound !== null) return sound
    }
    return null
  }

  return {
    say,
    stop,
    saying,
    unsaid,
    volume,
    setVolume(next) {
      volume.value = next
      output.setVolume(next)
    },
  }
}
