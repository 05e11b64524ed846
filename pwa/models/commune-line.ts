// One line of what belongs to no request here: a recorded voice, a day's visits in numbers, an order, a word on the keeping
// of a dossier that is elsewhere. Made from its rows, sealed on
// disk, read at unlock; the sound of a recording is never in it.
import type { KeepingWord } from '../../shared/access/directory.ts'
import type { Payload } from '../../shared/dossier/payload.ts'
import type { CommuneKind } from '../../shared/procedure/workflow.ts'
import type { Newcomer, standingSchemas } from '../../shared/dossier/standing-payload.ts'
import type { RegisterDossier } from '../../shared/register/rows.ts'
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

/** Something ordered of a device or said of a person: what it was, and how far it has come. */
export interface StandingLine {
  readonly type: 'standing'
  readonly id: string
  readonly kind: Exclude<StandingKind, 'device-returned' | 'person-certified'>
  /** Id of its opening act, which a certification names. */
  readonly act: string
  /** By the clock of the device that wrote it, ISO 8601. */
  readonly at: string
  readonly by: { readonly agent: string; readonly unit: string; readonly device: string }
  /** Device it is about; of a `person-joined`, where it was written. */
  readonly device: string | null
  /** Person it is about. */
  readonly agent: string | null
  /** Unit of a loan. */
  readonly unit: string | null
  readonly newcomer: Newcomer | null
  readonly publicKey: string | null
  /** The loan was ended, the person was certified. */
  readonly over: boolean
  /** Something of it is not yet received by the server. */
  readonly kept: boolean
  /** The server keeps it without taking it in: it has no effect. */
  readonly held: boolean
}

type StandingKind = Extract<CommuneKind, keyof typeof standingSchemas>

/** What was written here about the keeping of a dossier that is not on this device. */
export interface KeepingLine {
  readonly type: 'keeping'
  /** Of the dossier. */
  readonly id: string
  readonly words: readonly KeepingWord[]
  /** Ids of words that the server has not received. */
  readonly kept: readonly string[]
  /** The server keeps something of it without taking it in: it has no effect. */
  readonly held: boolean
}

/** What the register keeps of a dossier that was erased: numbers, papers, days, and no name. */
export interface ErasedPapersLine {
  readonly type: 'erased-papers'
  /** Of the dossier. */
  readonly id: string
  /** Without a title. */
  readonly papers: RegisterDossier
}

export type CommuneLine = RecordingLine | VisitsLine | StandingLine | KeepingLine | ErasedPapersLine
