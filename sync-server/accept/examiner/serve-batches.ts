// The inside of an examining process: batches come in, verdicts go out one by one, and nothing is kept. It ends with the
// server that started it.
import type { ExamineJob, ExamineVerdict } from '../../../shared/sync/server-ports.ts'
import { readyWord, type Batch } from './messages.ts'

export const serveBatches = (examine: (job: ExamineJob) => Iterable<ExamineVerdict>): void => {
  // The server is our parent, and what it sends is trusted.
  process.on('message', async (batch: Batch) => {
    for (const job of batch) for (const verdict of examine(job)) await tell(verdict)
  })
  process.on('disconnect', () => process.exit())
  void tell(readyWord)
}

/** Waits until it has left: a verdict that is still in our memory when the next update kills us would be lost. */
const tell = (word: ExamineVerdict | typeof readyWord): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(word, undefined, undefined, () => resolve())
  })
