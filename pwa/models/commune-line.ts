// One line of what belongs to no request: a recorded voice, or a day's visits in numbers. Made from its rows, sealed on
// disk, read at unlock; the sound of a recording is never in it.
import type { Payload } from '../../shared/dossier/payload.ts'
import type { Recording } from '../../shared/voice/recording.ts'

export interface RecordingLine extends Recording {
  readonly type: 'recording'
  /** Something of it is not yet received by the server. */
  readonly kept: boolean
  /** The server keeps it without taking it in: nobody else will hear of it. */
  readonly held: boolean
}

/** The visits of one day at one desk, as it counted them. */
export interface VisitsLine extends Pick<Payload<'visits-counted'>, 'day' | 'forms'> {
  readonly type: 'visits'
  readonly id: string
  readonly unit: string
  /** Whose count it is: a device that counts a day twice is believed once. */
  readonly device: string
}

export type CommuneLine = RecordingLine | VisitsLine
