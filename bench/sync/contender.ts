// What a way to synchronise has to show to be measured: a server in a process of its own, and devices that reach it
// through a port. The works (works.ts) know nothing else of it, so that everybody does exactly the same.
import type { AnswerValue } from '../../shared/form/form.ts'
import type { Facts } from './dossiers.ts'
import type { Edit } from './workload.ts'

/** A server's process. */
export interface Served {
  readonly port: number
  readonly folder: string
  /** SIGKILL: what was not on the disk is gone. */
  kill(): Promise<void>
  /** Since the start of the process. */
  usage(): { readonly cpuMs: number; readonly peakRssMb: number }
}

export interface OpenDevice {
  readonly served: Served
  /** Where this device finds the server: the near end of a link. */
  readonly port: number
  /** Its disk, empty. In a crowd it may be memory instead: fifty disks in one would slow down the server's. */
  readonly folder: string
  readonly inCrowd: boolean
  /** Devices of one service point see each other's dossiers. */
  readonly desk: number
  /** What exists by now, only for a contender that has no list of it. */
  readonly ids: () => readonly string[]
}

export interface Device {
  /** Kept on the device, not sent. Not timed. Those still open can be edited later; only Morchid freezes the others. */
  create(dossiers: readonly Facts[], stage: 'submitted' | 'open'): Promise<void>
  edit(edits: readonly Edit[]): Promise<void>
  /** What an app in use has done before: connections that stay open, the server's keys. Not timed. */
  ready(): Promise<void>
  /** Ends when the server has said that it has everything; tries again for as long as the signal lasts. */
  push(signal: AbortSignal): Promise<void>
  /** Ends when the device has everything the server has. */
  pull(signal: AbortSignal): Promise<void>
  /** Both ways. */
  sync(signal: AbortSignal): Promise<void>
  /** Whole dossiers on this device. */
  held(): Promise<number>
  read(dossier: string, question: string): Promise<Seen>
  close(): Promise<void>
}

/** What an ordinary read of one answer shows, and what else is kept but only found by those who ask for it. */
export interface Seen {
  readonly shown: readonly AnswerValue[]
  readonly hidden: readonly AnswerValue[]
}

export interface Contender {
  /** Starts on what is in the folder; it may be empty. `desks`: how many service points there are. */
  serve(folder: string, desks: number): Promise<Served>
  openDevice(place: OpenDevice): Promise<Device>
  /** Whole dossiers in the folder of a server that is gone. */
  stored(folder: string): Promise<number>
}
