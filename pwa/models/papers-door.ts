// Where papers begin on a device: what keeps, reads and sends them is a part of the app of its own, fetched when there is
// a first paper, and never in front of a screen. Where that part is not on the device and there is no link, nothing can be
// kept, and the screen says so; a recording is kept all the same, and sent later.
import { err } from '../../shared/text/result.ts'
import type { Database } from '../storage/database.ts'
import { createSounds } from '../storage/sounds.ts'
import type { Sounds } from '../storage/sounds.ts'
import { setPapersDesk } from './papers-kept.ts'
import type { PapersDesk } from './papers-kept.ts'
import type { PapersSeat } from './papers-seat.ts'
import type { PaperTicket } from './papers-ticket.ts'

export interface PapersPostParts {
  readonly database: Database
  /** False once another tab took the device. */
  ours(): Promise<boolean>
  /** A round of sync, soon. */
  poke(): void
}

export interface DevicePost {
  /** Resolves when packets have the link to themselves. */
  aside(): Promise<void>
  /** Packets are out, as far as they go. */
  goOn(): void
  /** Own papers that are in backups leave, but for those of dossiers somebody writes in here. */
  tidy(needed: (dossier: string) => boolean): Promise<void>
  /** How many no server has yet. */
  waiting(): Promise<number>
}

/** What is behind it once there is a paper. */
export type PapersAtWork = Omit<DevicePost, 'waiting'>

export const createPostDoor = (parts: PapersPostParts): DevicePost => {
  let post: PapersAtWork | null = null
  let asked: Promise<void> | null = null
  const load = async (): Promise<void> => {
    if ((await parts.database.papers.count()) === 0) return
    const { createPapersPost } = await import('./papers-post.ts')
    post = createPapersPost(parts)
  }
  return {
    aside: async () => post?.aside(),
    goOn: () => {
      if (post) return post.goOn()
      // Not there: asked for again after the next round.
      asked ??= load()
        .catch(() => undefined)
        .finally(() => {
          asked = null
        })
      void asked.then(() => post?.goOn())
    },
    tidy: async (needed) => post?.tidy(needed),
    waiting: () => parts.database.papers.where('state').equals('waiting').count(),
  }
}

export interface PapersDoor {
  readonly sounds: Sounds
  open(): void
  close(): void
}

/** `ticket` is null in an exercise, which knows no network. */
export const createPapersDoor = (database: Database, dataKey: CryptoKey, ticket: PaperTicket | null): PapersDoor => {
  let stop = new AbortController()
  let loading: Promise<PapersSeat | null> | null = null
  const load = (): Promise<PapersSeat | null> =>
    (loading ??= import('./papers-seat.ts').then(
      ({ createPapersSeat }) => createPapersSeat(database, dataKey, ticket, stop.signal),
      () => {
        loading = null
        return null
      },
    ))
  const sounds = createSounds(database, dataKey, {
    keep: async (dossier, bytes, kind) => (await load())?.papers.keep(dossier, bytes, kind) ?? '',
    open: async (dossier, hash) => (await load())?.papers.open(dossier, hash) ?? null,
    drop: async (dossier, hashes) => (await load())?.papers.drop(dossier, hashes),
  })
  const desk = async (): Promise<PapersDesk | null> => (await load())?.desk ?? null
  return {
    sounds,
    open: () => {
      stop = new AbortController()
      loading = null
      setPapersDesk({
        keep: async (dossier, page) => (await desk())?.keep(dossier, page) ?? err({ type: 'locked' }),
        open: async (dossier, hash) => (await desk())?.open(dossier, hash) ?? null,
        list: async (dossier) => (await desk())?.list(dossier) ?? [],
        drop: async (dossier, hashes) => (await desk())?.drop(dossier, hashes),
        dropBut: async (dossier, named) => (await desk())?.dropBut(dossier, named),
        fetch: async (dossier, hash, isThumb) =>
          (await desk())?.fetch(dossier, hash, isThumb) ?? err({ type: 'offline' }),
        mark: async (dossier, hashes, marked) => (await desk())?.mark(dossier, hashes, marked) ?? hashes.length,
      })
      void sendOld()
    },
    close: () => {
      stop.abort()
      setPapersDesk(null)
      ticket?.forget()
    },
  }

  /** Only where there is one: the part that sends is not fetched for nothing. */
  async function sendOld(): Promise<void> {
    if (ticket && (await database.blobs.count().catch(() => 0)) > 0) await (await load())?.sendOld(sounds)
  }
}
