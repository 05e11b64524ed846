// What the papers of an office are made and checked with, as the open session lends it. Types only: what is built on it
// is loaded with the screens that print, behind everybody's first screen.
import type { DeviceDisk } from '../../storage/device-disk.ts'
import type { Sealer } from '../receipt-signing.ts'
import type { Writer } from '../writer.ts'

export interface PaperTools {
  readonly disk: Pick<DeviceDisk, 'fact' | 'keepFact' | 'entriesOf' | 'heldOf'>
  readonly writer: Writer
  /** Null in practice: a paper of an exercise proves nothing. */
  readonly sealer: Sealer | null
}
