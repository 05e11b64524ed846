// Reads big bodies in a thread of their own: a thousand dossiers keep a processor busy for a third of a second, in which
// the server answers others and writes to the disk. The reader of bodies is bounded and harmless (fuzzed), so that this
// is for the load only; hostile drafts are looked at in processes.
import { Worker } from 'node:worker_threads'
import type { PulledEntry } from '../../../shared/sync/ports.ts'
import type { BodyHeader, ServerPorts } from '../../../shared/sync/server-ports.ts'
import { readBody } from '../../../shared/sync/read-body.ts'
import { unflatten, type FlatEntries } from './flat-entries.ts'

export interface Question {
  readonly id: number
  readonly opened: Uint8Array
  readonly header: BodyHeader
}

export interface Answer {
  readonly id: number
  readonly flat: FlatEntries | null
}

interface Asked {
  readonly question: Question
  readonly resolve: (entries: readonly PulledEntry[] | null) => void
}

export interface BodyReader extends Pick<ServerPorts, 'readBody'> {
  close(): void
}

/** Bytes: a smaller body is read sooner than it is handed over. */
const worthIt = 4096

export const createBodyReader = (entry = new URL('read-thread.ts', import.meta.url)): BodyReader => {
  const asked = new Map<number, Asked>()
  let thread: Worker | null = null
  let last = 0

  /** What a thread that ended leaves is read here: slower, never lost. */
  const ended = (): void => {
    thread = null
    for (const { question, resolve } of asked.values()) resolve(readBody(question.opened, question.header))
    asked.clear()
  }

  const start = (): Worker => {
    const one = new Worker(entry)
    one.on('message', ({ id, flat }: Answer) => {
      asked.get(id)?.resolve(flat && unflatten(flat))
      asked.delete(id)
    })
    one.on('error', () => undefined)
    one.once('exit', ended)
    one.unref()
    return one
  }

  return {
    readBody: async (opened, { root, count, device, incarnation }) => {
      const header = { root, count, device, incarnation }
      if (opened.length < worthIt) return readBody(opened, header)
      thread ??= start()
      const question = { id: ++last, opened, header }
      return new Promise((resolve) => {
        asked.set(question.id, { question, resolve })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        thread?.postMessage(question)
      })
    },
    close: () => void thread?.terminate(),
  }
}
