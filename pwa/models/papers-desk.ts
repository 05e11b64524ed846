// Papers of an open device: kept under the device's key, read again, fetched from the server when an office opens them. It
// keeps nothing readable in memory: what it opened is the screen's to forget.
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { Papers } from '../storage/papers.ts'
import type { FetchProblem } from '../sync/blob-fetch.ts'
import type { KeepProblem, KeptPage, PageToKeep, PaperProblem, PapersDesk } from './papers-kept.ts'
import { createTurnstile } from './papers-turns.ts'

export interface PapersDeskParts {
  readonly papers: Papers
  /** False when nothing new is to be begun on this device. */
  hasRoom(): Promise<boolean>
  /** One try, with the ticket of the last sync, or of one that is made for it. */
  fetch(dossier: string, hash: string): Promise<Result<Uint8Array, FetchProblem>>
  /** Copies that were opened longest ago leave when there are many. */
  tidy(): Promise<void>
  changed(): void
}

export const createPapersDesk = ({ papers, hasRoom, fetch, tidy, changed }: PapersDeskParts): PapersDesk => {
  const turns = createTurnstile()

  const keep = async (dossier: string, { bytes, thumb }: PageToKeep): Promise<Result<KeptPage, KeepProblem>> => {
    if (!(await hasRoom())) return err({ type: 'full' })
    try {
      const small = thumb ? await papers.keep(dossier, thumb.bytes) : null
      const hash = await papers.keep(dossier, bytes)
      return ok({ hash, size: bytes.length, thumb: small })
    } catch (cause) {
      if (isFull(cause)) return err({ type: 'full' })
      throw cause
    } finally {
      changed()
    }
  }

  const fetchOne = async (dossier: string, hash: string): Promise<Result<Uint8Array, PaperProblem>> => {
    // It may have come while this one waited for its turn.
    const here = await papers.open(dossier, hash)
    if (here) return ok(here)
    const fetched = await fetch(dossier, hash)
    if (!fetched.ok) return err({ type: fetched.error === 'ticket' ? 'offline' : fetched.error })
    try {
      await papers.keepFetched(dossier, hash, fetched.value)
      await tidy()
    } catch (cause) {
      // It can be looked at all the same.
      if (!isFull(cause)) throw cause
    }
    changed()
    return fetched
  }

  const get: PapersDesk['fetch'] = async (dossier, hash, isThumb) => {
    const here = await papers.open(dossier, hash)
    return here ? ok(here) : turns.run(() => fetchOne(dossier, hash), isThumb)
  }

  return {
    keep,
    open: papers.open,
    list: papers.list,
    drop: async (dossier, hashes) => {
      await papers.drop(dossier, hashes)
      changed()
    },
    dropBut: async (dossier, named) => {
      await papers.dropBut(dossier, named)
      changed()
    },
    fetch: get,
    mark: async (dossier, hashes, marked) => {
      let missing = 0
      if (marked) for (const hash of hashes) if (!(await get(dossier, hash, false)).ok) missing++
      await papers.pin(dossier, hashes, marked)
      changed()
      return missing
    },
  }
}

/** Dexie names it after what the browser said, or wraps it. */
const isFull = (cause: unknown): boolean =>
  cause instanceof Error && /QuotaExceeded/.test(`${cause.name} ${cause.message}`)
