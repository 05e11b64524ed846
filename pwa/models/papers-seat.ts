// The desk that keeps papers and reads them, put together over this device's database and link. It is in a part of the app
// that comes behind the first screens (papers-door.ts).
import { err } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import { createPapers } from '../storage/papers.ts'
import type { Papers } from '../storage/papers.ts'
import { evictFetched, mostFetchedBytes } from '../storage/papers-room.ts'
import { sendOldSounds } from '../storage/sounds.ts'
import type { Sounds } from '../storage/sounds.ts'
import { fetchBlob } from '../sync/blob-fetch.ts'
import { measureGauge } from './gauge.ts'
import { createPapersDesk } from './papers-desk.ts'
import type { PapersDeskParts } from './papers-desk.ts'
import { notePapersChanged, showFetching } from './papers-kept.ts'
import type { PapersDesk } from './papers-kept.ts'
import type { PaperTicket } from './papers-ticket.ts'

export interface PapersSeat {
  readonly papers: Papers
  readonly desk: PapersDesk
  /** Recordings of an app that did not send them. Nobody waits for it, and what fails is tried at the next unlock. */
  sendOld(sounds: Sounds): Promise<void>
}

/** `ticket` is null in an exercise, which knows no network. `stop` ends what is being fetched. */
export const createPapersSeat = (
  database: Database,
  dataKey: CryptoKey,
  ticket: PaperTicket | null,
  stop: AbortSignal,
): PapersSeat => {
  const papers = createPapers(database, dataKey, () => Date.now())
  return {
    papers,
    desk: createPapersDesk({
      papers,
      hasRoom: () => hasRoom(database),
      fetch: fetchWith(ticket, stop),
      tidy: async () => {
        await evictFetched(database, mostFetchedBytes)
      },
      changed: notePapersChanged,
    }),
    sendOld: async (sounds) => {
      if (!ticket) return
      try {
        await sendOldSounds(database, sounds, papers)
      } catch (cause) {
        console.error('older recordings are not sent yet', cause)
      }
    },
  }
}

/** Copies of the server's leave before anybody is told that there is no room. */
const hasRoom = async (database: Database): Promise<boolean> => {
  if ((await measureGauge()).fullness === 'roomy') return true
  return (await evictFetched(database, 0)) > 0 && (await measureGauge()).fullness === 'roomy'
}

const fetchWith =
  (tickets: PaperTicket | null, stop: AbortSignal): PapersDeskParts['fetch'] =>
  async (dossier, hash) => {
    const got = (bytes: number, of: number | null) => {
      if (!stop.aborted) showFetching(dossier, hash, { got: bytes, of })
    }
    try {
      got(0, null)
      for (const isLast of [false, true]) {
        const ticket = (await tickets?.get()) ?? null
        if (ticket === null || stop.aborted) return err('offline')
        const fetched = await fetchBlob({ dossier, hash }, { ticket, stop, got })
        if (fetched.ok || fetched.error !== 'ticket' || isLast) return fetched
        tickets?.forget()
      }
      return err('offline')
    } finally {
      if (!stop.aborted) showFetching(dossier, hash, null)
    }
  }
