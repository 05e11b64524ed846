// The mirror's files as the page sees them: two, of which one at a time counts, and a third, empty, to measure room with. They
// live in OPFS, apart from the databases, so that what damages one leaves the other. Null where there is no OPFS.
import type { MirrorAnswer, MirrorRequest } from './mirror-worker.ts'
import { createQueue } from './queue.ts'
import { whenFree } from './when-free.ts'

export interface MirrorDisk {
  /** As they were when they were opened. */
  readonly contents: readonly [Uint8Array, Uint8Array]
  /** Each resolves when it is on the disk. Rejects with a QuotaExceededError when it does not go in. */
  append(file: 0 | 1, bytes: Uint8Array): Promise<void>
  replace(file: 0 | 1, bytes: Uint8Array): Promise<void>
  /** 'enough', or 'less'; 'memory' when the browser only pretends: nothing here would outlive it. */
  room(size: number): Promise<'enough' | 'less' | 'memory'>
  /** What is on its way is lost: wait for it first. */
  close(): void
}

/** Whether this browser has a file system of its own at all. */
export const hasMirrorPlace = (): boolean =>
  typeof Worker !== 'undefined' && typeof navigator.storage?.getDirectory === 'function'

/** Null when there is no such place, or another tab keeps it. */
export const openMirrorDisk = async (): Promise<MirrorDisk | null> => {
  if (!hasMirrorPlace()) return null
  try {
    return await whenFree(openFiles)
  } catch {
    return null
  }
}

const openFiles = async (): Promise<MirrorDisk> => {
  const worker = startWorker()
  try {
    const { contents } = await worker.ask({ do: 'open', names: ['mirror-0', 'mirror-1'] })
    const [first, second] = contents ?? []
    if (!first || !second) throw new Error('the worker opened nothing')
    return diskOf(worker, [first, second])
  } catch (cause) {
    worker.end()
    throw cause
  }
}

const diskOf = (worker: MirrorWorker, contents: MirrorDisk['contents']): MirrorDisk => ({
  contents,
  append: async (file, bytes) => void (await worker.ask({ do: 'append', file, bytes })),
  replace: async (file, bytes) => void (await worker.ask({ do: 'replace', file, bytes })),
  // One after the other: each has the file to itself.
  room: (wanted) => measures.run(() => measure(worker, wanted)),
  close: worker.end,
})

const measures = createQueue()

const measure = async (worker: MirrorWorker, wanted: number): Promise<'enough' | 'less' | 'memory'> => {
  try {
    const { size } = await worker.ask({ do: 'room', name: 'room', size: wanted })
    return (size ?? 0) >= wanted ? 'enough' : 'memory'
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'QuotaExceededError') return 'less'
    throw cause
  }
}

type Asked<R = MirrorRequest> = R extends MirrorRequest ? Omit<R, 'id'> : never

interface MirrorWorker {
  ask(request: Asked): Promise<Extract<MirrorAnswer, { ok: true }>>
  end(): void
}

const startWorker = (): MirrorWorker => {
  const worker = new Worker(new URL('./mirror-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, PromiseWithResolvers<Extract<MirrorAnswer, { ok: true }>>>()
  let last = 0
  const fail = (cause: Error) => {
    for (const one of waiting.values()) one.reject(cause)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<MirrorAnswer>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.ok) one?.resolve(data)
    else one?.reject(Object.assign(new Error(`the mirror: ${data.name}`), { name: data.name }))
  })
  worker.addEventListener('error', () => fail(new Error('the mirror’s worker stopped')))
  return {
    ask: (request) => {
      const id = ++last
      const one = Promise.withResolvers<Extract<MirrorAnswer, { ok: true }>>()
      waiting.set(id, one)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage({ id, ...request })
      return one.promise
    },
    end: () => {
      worker.terminate()
      fail(new Error('the mirror is closed'))
    },
  }
}
