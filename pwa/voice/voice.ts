// The one voice of this page, and its one microphone. Fetched with the rooms that speak, never with the first screen.
import { recordingSource } from '../models/recordings.ts'
import { createAudioOutput } from './audio-output.ts'
import type { ClipSource } from './clip-source.ts'
import { packSource } from './pack-source.ts'
import { createPlayer } from './player.ts'
import type { Player } from './player-shape.ts'
import { createReadAloud } from './read-aloud.ts'
import type { Recorded } from './recorder-shape.ts'

export { openRecorder } from './recorder.ts'

const output = createAudioOutput()
const recordings = new Set<ClipSource>([recordingSource])

export const player: Player = createPlayer({
  output,
  // People first: a default voice only fills their gaps.
  sources: () => [...recordings, packSource],
  readAloud: createReadAloud(),
})

/** What people have recorded is asked before the packs; returns how to take it back. */
export const addRecordings = (source: ClipSource): (() => void) => {
  recordings.add(source)
  return () => recordings.delete(source)
}

/** A recording just made, or kept; stops whatever is being said. */
export const hear = async (recorded: Pick<Recorded, 'bytes' | 'mediaType'>): Promise<'ended' | 'silent'> => {
  player.stop()
  if (!(await output.ready())) return 'silent'
  const sound = await output.decode(new Blob([recorded.bytes], { type: recorded.mediaType }))
  if (sound === null) return 'silent'
  await output.queue(sound)
  return 'ended'
}

export const quiet = (): void => player.stop()
