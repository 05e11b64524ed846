// All papers over one link, by the app's own sender and uploads; and beside it what most programs do: the whole file in
// one POST, again from its first byte when the link was cut. `faster` shrinks every wait as it shrinks the link's own.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBlobSender, type SenderPorts } from '../../pwa/sync/blob-sender.ts'
import { uploadBlob, type DeviceSigner } from '../../pwa/sync/blob-upload.ts'
import type { SealedPaper } from './kiosk.ts'

export interface SendParts {
  readonly papers: readonly SealedPaper[]
  readonly signer: DeviceSigner
  /** The link's end on this side. */
  readonly port: number
  readonly faster: number
  readonly random: () => number
  /** A chunk has arrived whole. */
  arrived(): void
  readonly stop: AbortSignal
}

/** Resolves with the papers that the server said it has. */
export const sendPapers = ({ papers, signer, port, faster, random, arrived, stop }: SendParts): Promise<number> =>
  new Promise((resolve, reject) => {
    const rows = new Map(papers.map((paper) => [paper.id, paper]))
    const files = new Map(papers.map((paper) => [paper.id, paper.file]))
    let received = 0
    const change = async (id: string, to: Partial<SealedPaper>): Promise<void> => {
      const row = rows.get(id)
      if (row) rows.set(id, { ...row, ...to })
    }
    const out: SenderPorts['out'] = {
      waiting: async () => [...rows.values()],
      file: async (id) => files.get(id) ?? null,
      begun: (id) => change(id, { begun: true }),
      sent: (id, sent) => change(id, { sent }),
      received: async (id) => {
        rows.delete(id)
        received++
        if (rows.size === 0) resolve(received)
      },
      refuse: async (id, why) => reject(new Error(`${id}: ${why}`)),
      spoiled: async (id) => {
        reject(new Error(`${id}: spoiled`))
        return 1
      },
      toAsk: async () => [],
      stands: async () => undefined,
    }
    const sender = createBlobSender({
      out,
      may: async () => !stop.aborted,
      upload: (paper, file, ports, chunk) =>
        uploadBlob(
          { ...paper, file: Buffer.from(file), size: file.length },
          {
            ...ports,
            signer,
            origin: `http://127.0.0.1:${port}`,
            now: () => performance.now() * faster,
            arrived: (sent) => {
              ports.arrived(sent)
              arrived()
            },
          },
          chunk,
        ),
      askStandings: async () => undefined,
      told: () => undefined,
      stale: () => undefined,
      random,
      now: () => performance.now() * faster,
      clock: () => Date.now(),
      setTimer: (work, ms) => setTimeout(work, ms / faster),
      clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
      broken: reject,
    })
    stop.addEventListener('abort', () => resolve(received))
    sender.goOn()
  })

/** The server behind it only counts: it is given the best of worlds. */
export const sendNaively = async ({ papers, port, faster, random, stop }: SendParts): Promise<number> => {
  let received = 0
  for (const { file, hash } of papers) {
    const sum = createHash('sha256').update(file).digest('base64url')
    while (!stop.aborted) {
      const isThere = await fetch(`http://127.0.0.1:${port}/${hash}`, {
        method: 'POST',
        body: new Uint8Array(file),
        signal: stop,
      })
        .then(async (answer) => (await answer.text()) === sum)
        .catch(() => false)
      if (isThere) {
        received++
        break
      }
      // As short a wait as ours after a cut in the middle of something.
      await sleep((random() * 2_000) / faster)
    }
  }
  return received
}
