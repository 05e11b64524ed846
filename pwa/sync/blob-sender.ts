// Sends papers one after the other, when no packet is to be sent: in which order and after which wait is decided in
// shared/blob/send-order.ts. It works on a locked device, and touches nothing but files that are sealed to the server.
//
//   goOn() ──► next? ──► attempt ──► noted on the disk, told ──► next? …
//                └─ wait: a timer      ▲
//   aside(): the request on its way ends, at its border or after three seconds; then packets have the link
import { firstChunk } from '../../shared/blob/chunk.ts'
import { afterAttempt, linkIsBack, nextSend, noSending } from '../../shared/blob/send-order.ts'
import type { Attempt } from '../../shared/blob/send-order.ts'
import type { PapersOut, PaperToSend } from '../storage/papers-out.ts'
import type { Uploaded, UploadPorts } from './blob-upload.ts'

/** What the sender is at, as often as bytes move. */
export interface Sending {
  readonly waiting: readonly PaperToSend[]
  readonly now: { readonly id: string; readonly sent: number } | null
}

export interface SenderPorts {
  readonly out: Omit<PapersOut, 'refused' | 'refusalSeen'>
  /** False: another tab has the device, there is no link, or a person said so. */
  may(): Promise<boolean>
  upload(
    paper: PaperToSend,
    file: Uint8Array,
    ports: Omit<UploadPorts, 'signer' | 'origin' | 'now'>,
    chunk: number,
  ): Promise<Uploaded>
  /** Asks the server for what it has in its backups by now; before anything is sent. Never rejects for want of a link. */
  askStandings(stop: AbortSignal): Promise<void>
  told(sending: Sending): void
  /** The time of the server that is quoted is too old. */
  stale(): void
  random(): number
  /** ms, monotonic. */
  now(): number
  /** ms since 1970, by this device's clock. */
  clock(): number
  setTimer(work: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
  /** The disk failed, or a bug; the sender goes on later. */
  broken(cause: unknown): void
}

export interface BlobSender {
  /** Something may be sent now; nothing happens while it is held. */
  goOn(): void
  /** What waited for the link tries at once. */
  linkIsBack(): void
  /** Resolves when no request of a paper is on its way. None begins until `goOn`. */
  aside(): Promise<void>
}

const politeMs = 3_000
const restMs = 60_000
/** Times that the bytes of a paper may arrive as others. */
const mostSpoiled = 3

export const createBlobSender = (ports: SenderPorts): BlobSender => {
  const { out } = ports
  let state = noSending
  let chunk = firstChunk
  let held = true
  let stop = new AbortController()
  let running: Promise<void> | null = null
  /** Asked to go on while it was ending. */
  let again = false
  let timer: unknown = null

  const unschedule = (): void => {
    if (timer !== null) ports.clearTimer(timer)
    timer = null
  }
  const schedule = (ms: number): void => {
    unschedule()
    timer = ports.setTimer(run, Math.max(1, Math.min(ms, restMs)))
  }

  const send = async (paper: PaperToSend, waiting: readonly PaperToSend[]): Promise<void> => {
    const file = await out.file(paper.id)
    if (!file) return out.refuse(paper.id, 'lost')
    const told = (sent: number): void => ports.told({ waiting, now: { id: paper.id, sent } })
    told(paper.sent)
    const notes: Promise<void>[] = []
    const uploaded = await ports.upload(
      paper,
      file,
      {
        stop: stop.signal,
        aside: () => held,
        begun: () => void notes.push(out.begun(paper.id)),
        arrived: (sent) => void notes.push(out.sent(paper.id, sent)),
        moving: told,
      },
      chunk,
    )
    // Half a note is no harm: the server is asked how far it is.
    await Promise.all(notes)
    chunk = uploaded.chunk
    const attempt = await note(paper.id, uploaded.attempt)
    state = afterAttempt(state, paper.id, attempt, ports.now(), ports.random())
  }

  /** On the disk before it is told. */
  const note = async (id: string, attempt: Attempt): Promise<Attempt> => {
    if (attempt.type === 'received') await out.received(id)
    if (attempt.type === 'refused') await out.refuse(id, attempt.why)
    if (attempt.type === 'stale') ports.stale()
    if (attempt.type !== 'spoiled' || (await out.spoiled(id)) < mostSpoiled) return attempt
    await out.refuse(id, 'blob-spoiled')
    return { type: 'refused', why: 'blob-spoiled' }
  }

  const mayGoOn = async (): Promise<boolean> => !held && (await ports.may())

  const sendAll = async (): Promise<void> => {
    await ports.askStandings(stop.signal)
    while (await mayGoOn()) {
      const waiting = await out.waiting()
      ports.told({ waiting, now: null })
      const step = nextSend(state, waiting, ports.now(), ports.clock())
      if (step.type === 'rest') return
      if (step.type === 'wait') return schedule(step.ms)
      const paper = waiting.find(({ id }) => id === step.blob.id)
      if (paper) await send(paper, waiting)
    }
    ports.told({ waiting: await out.waiting(), now: null })
  }

  const run = (): void => {
    unschedule()
    if (running || held) return
    running = sendAll()
      .catch((cause: unknown) => {
        ports.broken(cause)
        schedule(restMs)
      })
      .finally(() => {
        running = null
        const asked = again
        again = false
        if (asked && !held && timer === null) run()
      })
  }

  return {
    goOn: () => {
      held = false
      stop = stop.signal.aborted ? new AbortController() : stop
      if (running) again = true
      else run()
    },
    linkIsBack: () => {
      state = linkIsBack(state)
      if (!held) run()
    },
    aside: async () => {
      held = true
      again = false
      unschedule()
      if (!running) return
      const hurry = ports.setTimer(() => stop.abort(), politeMs)
      await running
      ports.clearTimer(hurry)
    },
  }
}
