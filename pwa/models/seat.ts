// What is in memory while somebody works at an unlocked device: the lists, the directory, the dossiers that are open, the
// session the screens use. Taken at the unlock and after a pause, left at a pause and at a lock: then nothing readable
// may be reachable from here. The keys are not its business.
import type { Agent, Directory } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Database } from '../storage/database.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { GoneLine, Summarised } from '../storage/summaries.ts'
import type { BoardLink } from './board-link.ts'
import { closeCommuneDesks, openCommuneDesks } from './commune-desks.ts'
import type { CommuneLine } from './commune-line.ts'
import { showLines } from './commune-lines.ts'
import { setAway, setCurrent } from './current.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { createOpened } from './opened.ts'
import type { PackStore } from './pack-store.ts'
import { createPapersDoor } from './papers-door.ts'
import type { PaperTicket } from './papers-ticket.ts'
import type { Sealer } from './receipt-signing.ts'
import { forget, state } from './state.ts'
import type { Summary } from './summary.ts'
import type { Writer } from './writer.ts'

export interface SeatParts {
  readonly database: Database
  readonly disk: DeviceDisk
  readonly dataKey: CryptoKey
  readonly sealer: Sealer | null
  readonly packs: PackStore
  readonly board: BoardLink
  readonly paperTicket: PaperTicket
  readonly me: Agent
  readonly device: string
  readonly incarnation: string
  beacon(): string | null
  packOf(ref: string): ProcedurePack | null
  /** ISO 8601 UTC. */
  now(): string
  wrote: Writer['wrote']
  syncNow(): Promise<void>
  random(length: number): Uint8Array
}

export interface Seat {
  /** The lists are shown; nothing can be opened yet. */
  take(directory: Directory): Promise<void>
  /** From here on screens may be drawn. */
  open(): void
  /** Resolves when all that screens asked to write is in the disk's own queue, or on the disk. */
  settled(): Promise<void>
  /** Nobody looks: who it is stays known, and whether four digits are theirs. */
  leave(): void
  isTaken(): boolean
  /** Lines the disk changed. */
  changed(lines: readonly Summarised[], fromServer: boolean): void
}

interface Taken {
  readonly lives: LiveDossiers
  readonly writer: Writer
}

export const createSeat = (parts: SeatParts): Seat => {
  const { database, disk, dataKey, packs, board, me, device, incarnation, sealer, random } = parts
  let taken: Taken | null = null
  const papers = createPapersDoor(database, dataKey, parts.paperTicket)

  const writerWith = (directory: Directory): Writer => ({
    me,
    device,
    incarnation,
    now: parts.now,
    beacon: parts.beacon,
    directory: () => state.directory.value ?? directory,
    packs: () => [...packs.known().values()],
    packOf: parts.packOf,
    wrote: parts.wrote,
  })
  const show = (lines: readonly Summarised[]) => showLines(lines as readonly (Summary | CommuneLine | GoneLine)[], me)

  return {
    take: async (directory) => {
      const writer = writerWith(directory)
      taken = { writer, lives: createLiveDossiers((id) => openLiveDossier(id, disk, writer)) }
      state.directory.value = directory
      state.agent.value = me.id
      show(await disk.summaries())
    },
    open: () => {
      if (!taken) return
      const { lives, writer } = taken
      board.open(me)
      papers.open()
      setCurrent(
        createOpened({
          disk,
          sounds: papers.sounds,
          writer,
          lives,
          packs,
          sealer,
          syncNow: parts.syncNow,
          show: board.show,
        }),
      )
      openCommuneDesks({ database, disk, lives, writer, random })
    },
    settled: async () => taken?.lives.settled(),
    leave: () => {
      setAway({ pin: () => disk.fact(`pin:${me.id}`) })
      closeCommuneDesks()
      papers.close()
      board.close()
      taken?.lives.closeAll()
      taken = null
      forget()
      state.agent.value = me.id
    },
    isTaken: () => taken !== null,
    changed: (lines, fromServer) => {
      if (!taken) return
      show(lines)
      if (fromServer) void taken.lives.refresh(lines.map((one) => one.id))
    },
  }
}
