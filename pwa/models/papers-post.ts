// The device's post for papers: what is sent and when, whoever is at it or nobody. It hands the link to packets whenever
// they want it, pauses on a metered link or by hand, and lets go what is in the server's backups. Nothing here is readable.
import { mostAsked } from '../../shared/blob/blob-request.ts'
import { readMeta } from '../storage/meta.ts'
import { createPapersOut } from '../storage/papers-out.ts'
import type { RefusedPaper } from '../storage/papers-out.ts'
import { dropStablePapers } from '../storage/papers-room.ts'
import { signWith } from '../storage/sitting.ts'
import { createBlobSender } from '../sync/blob-sender.ts'
import type { Sending } from '../sync/blob-sender.ts'
import { askStandings } from '../sync/blob-standing.ts'
import { uploadBlob } from '../sync/blob-upload.ts'
import type { DeviceSigner } from '../sync/blob-upload.ts'
import { notePapersChanged, papersChanged, setPapersPost, showSending } from './papers-kept.ts'
import type { PapersAtWork, PapersPostParts } from './papers-door.ts'
import { isMetered, maySpend, rememberSpending, whenMeteringChanges } from './papers-metered.ts'
import { sendingOf } from './papers-lines.ts'
import type { PapersSending } from './papers-kept.ts'
import { told } from './told.ts'

export const createPapersPost = ({ database, ours, poke }: PapersPostParts): PapersAtWork => {
  const out = createPapersOut(database)
  let isPaused = false
  let last: Sending = { waiting: [], now: null }
  let refused: readonly RefusedPaper[] = []

  const pausedBy = (): PapersSending['paused'] => {
    // A device that was told to end empties itself once all has left: nothing holds that up.
    const why = told.peek()?.why
    if (why === 'revoked' || why === 'erase') return null
    return isPaused ? 'by-hand' : isMetered() && !maySpend() ? 'metered' : null
  }
  const showNow = (): void => showSending(sendingOf(last, refused, pausedBy()))
  const show = async (): Promise<void> => {
    refused = await out.refused()
    showNow()
  }

  /** Something was kept, dropped or told of. */
  const count = async (): Promise<void> => {
    last = { ...last, waiting: await out.waiting() }
    await show()
  }

  const signerOf = async (): Promise<DeviceSigner | null> => {
    const [device, sync] = [await readMeta(database, 'device'), await readMeta(database, 'sync')]
    if (!device || !sync?.beacon) return null
    return { device: device.id, beacon: sync.beacon, sign: signWith(device.keys.privateKey) }
  }

  /** What the server last said of its life and its backups: asked once for each. */
  const markOf = async (): Promise<string | null> => {
    const sync = await readMeta(database, 'sync')
    return sync?.epoch ? `${sync.epoch.counter}|${sync.epoch.random}|${sync.backup}` : null
  }

  const askAll = async (stop: AbortSignal): Promise<void> => {
    const mark = await markOf()
    if (mark === null || !(await mayNow())) return
    for (;;) {
      const asked = await out.toAsk(mark, mostAsked)
      const signer = asked.length > 0 ? await signerOf() : null
      const told = signer && !stop.aborted ? await orStopped(askStandings(signer, asked), stop) : null
      if (!told) return
      await out.stands(mark, new Map(asked.map(({ id }, at) => [id, told[at] ?? 'received'])))
      notePapersChanged()
    }
  }

  const mayNow = async (): Promise<boolean> =>
    (navigator.onLine || location.hostname === 'localhost') && pausedBy() === null && (await ours())

  const sender = createBlobSender({
    out,
    may: async () => (await mayNow()) && (await signerOf()) !== null,
    upload: async (paper, file, ports, chunk) => {
      const signer = await signerOf()
      if (!signer) return { attempt: { type: 'aside' }, chunk }
      const body = new Blob([new Uint8Array(file)])
      const uploaded = await uploadBlob(
        { ...paper, file: body, size: file.length },
        { ...ports, signer, origin: '', now: () => performance.now() },
        chunk,
      )
      if (uploaded.attempt.type === 'received' || uploaded.attempt.type === 'refused') notePapersChanged()
      return uploaded
    },
    askStandings: askAll,
    told: (sending) => {
      const isNew = sending.waiting !== last.waiting
      last = sending
      // Refused ones are read from the disk, which is too much for every byte that moves.
      if (isNew) void show().catch(ifOurs)
      else showNow()
    },
    stale: poke,
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    now: () => performance.now(),
    clock: () => Date.now(),
    setTimer: (work, ms) => setTimeout(work, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    broken: ifOurs,
  })

  const reconsider = (): void => {
    void show().catch(ifOurs)
    if (pausedBy() === null) sender.linkIsBack()
  }
  whenMeteringChanges(reconsider)
  addEventListener('online', sender.linkIsBack)
  papersChanged.subscribe(() => {
    void count().catch(ifOurs)
  })
  setPapersPost({
    pause: (paused) => {
      isPaused = paused
      // The paper on its way ends at its border; it is gone on with later from there.
      if (paused) void sender.aside().then(sender.goOn)
      reconsider()
    },
    sendAnyway: () => {
      rememberSpending()
      reconsider()
    },
    refusalSeen: (dossier) => void out.refusalSeen(dossier).then(notePapersChanged).catch(ifOurs),
  })

  return {
    aside: sender.aside,
    goOn: sender.goOn,
    tidy: async (needed) => {
      if ((await dropStablePapers(database, needed)) > 0) notePapersChanged()
    },
  }
}

const orStopped = <T>(asked: Promise<T>, stop: AbortSignal): Promise<T | null> =>
  Promise.race([
    asked,
    new Promise<null>((resolve) => stop.addEventListener('abort', () => resolve(null), { once: true })),
  ])

/** Another tab took the device meanwhile: this one has nothing to say any more. */
const ifOurs = (cause: unknown): void => {
  if (!(cause instanceof Error && cause.name === 'DatabaseClosedError')) console.error('papers are not sent', cause)
}
