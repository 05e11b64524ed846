// The way through the updates of one call, in order: what goes into the next batch, what has its verdict, and what
// happens to the update at which a process ended. Decides only; starts nothing.
import { guardDraft } from '../../../shared/sync/examine.ts'
import type { ExamineJob, ExamineVerdict } from '../../../shared/sync/server-ports.ts'
import { err } from '../../../shared/text/result.ts'

/** A device waits at most for one batch of another one: batches are small. */
const batchUpdates = 64
const batchBytes = 1024 * 1024
/** Of states, which stay in the server's memory until the call is answered. A thousand honest dossiers: 2 MB. */
export const callBytes = 128 * 1024 * 1024

export interface Step {
  readonly batch: readonly ExamineJob[]
  /** Updates in it; 0 when reading what the guard refused was work enough for one turn. */
  readonly count: number
  /** It is the one at which a process ended before, alone. */
  readonly again: boolean
}

export interface Walk {
  /** What to examine next; null when every update has its verdict. */
  next(): Step | null
  /** Verdicts on the updates of the last batch; `count` or fewer. The one after fewer is where the process ended. */
  take(found: readonly ExamineVerdict[], count: number): void
  /** One list per job. */
  verdicts(): readonly (readonly ExamineVerdict[])[]
}

export const walkThrough = (jobs: readonly ExamineJob[]): Walk => {
  const updates = jobs.flatMap((job, at) => job.updates.map((update) => ({ ...update, job, at })))
  const states = jobs.map((job) => job.state)
  /** In the order of `updates`, without gaps. */
  const verdicts: ExamineVerdict[] = []
  /** The update on which a process ended once. */
  let suspect: number | null = null
  let kept = 0

  const record = (verdict: ExamineVerdict): void => {
    const update = updates[verdicts.length]
    if (update && verdict.ok) {
      states[update.at] = verdict.value
      kept += verdict.value.length
    }
    verdicts.push(verdict)
  }

  const next = (): Step | null => {
    if (kept > callBytes) while (verdicts.length < updates.length) record(err('too-large'))
    if (verdicts.length === updates.length) return null
    const batch: { readonly at: number; readonly job: ExamineJob & { updates: ExamineJob['updates'][number][] } }[] = []
    let [count, bytes] = [0, 0]
    const again = suspect === verdicts.length
    for (const { job, at, ...update } of updates.slice(verdicts.length, verdicts.length + batchUpdates)) {
      const report = guardDraft(update.bytes, job.dossier, update.author)
      const last = batch.at(-1)
      const state = last?.at === at ? null : (states[at] ?? null)
      bytes += update.bytes.length + (state?.length ?? 0)
      // A verdict that is known already waits for those before it, and one that may end the process goes alone.
      if (count > 0 && (!report.ok || bytes > batchBytes || again)) break
      if (!report.ok) {
        record(report)
        if (bytes > batchBytes) break
        continue
      }
      if (last?.at === at) last.job.updates.push(update)
      else batch.push({ at, job: { dossier: job.dossier, state, updates: [update] } })
      count++
    }
    return { batch: batch.map(({ job }) => job), count, again }
  }

  return {
    next,
    take: (found, count) => {
      for (const verdict of found) record(verdict)
      if (found.length === count) return
      // Anything may end a process once: a system short of memory, a machine that slept. Twice is the update's doing.
      if (suspect === verdicts.length) record(err('unexaminable'))
      else suspect = verdicts.length
    },
    verdicts: () => {
      const rows: ExamineVerdict[][] = jobs.map(() => [])
      for (const [place, verdict] of verdicts.entries()) rows[updates[place]?.at ?? 0]?.push(verdict)
      return rows
    },
  }
}
