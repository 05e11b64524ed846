// The one voice of this page, and its one microphone. Fetched with the rooms that speak, never with the first screen.
import { busyUntil, countsAsActivity } from '../models/activity.ts'
import { recordingSource } from '../models/recordings.ts'
import { createAudioOutput } from './audio-output.ts'
import { packSource } from './pack-source.ts'
import { createPlayer } from './player.ts'
import type { Player } from './player-shape.ts'
import { createReadAloud } from './read-aloud.ts'
import { openRecorder as openMicrophone } from './recorder.ts'
import type { OpenRecorder, Recorded } from './recorder-shape.ts'

const output = createAudioOutput()

export const player: Player = createPlayer({
  output,
  // People first: a default voice only fills their gaps.
  sources: () => [recordingSource, packSource],
  readAloud: createReadAloud(),
})

countsAsActivity(() => player.saying.peek() !== null)

/** Nobody touches the screen while they speak. */
export const openRecorder: OpenRecorder = async (wish) => {
  const opened = await openMicrophone(wish)
  if (opened.ok) busyUntil(opened.value.result)
  return opened
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
