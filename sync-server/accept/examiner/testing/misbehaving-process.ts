// Test only: an examining process that does what the author's name says before it examines. For updates that hurt a
// process in ways we could not craft.
import { existsSync, writeFileSync } from 'node:fs'
import { examineDraft } from '../../../../shared/sync/examine.ts'
import type { ExamineJob, ExamineVerdict } from '../../../../shared/sync/server-ports.ts'
import { serveBatches } from '../serve-batches.ts'

function* examine({ dossier, state, updates }: ExamineJob): Generator<ExamineVerdict> {
  let current = state
  for (const { bytes, author } of updates) {
    misbehave(author?.agent ?? '')
    const verdict = examineDraft(current, bytes, dossier, author)
    if (verdict.ok) current = verdict.value
    yield verdict
  }
}

const misbehave = (agent: string): void => {
  if (agent === 'hangs') for (;;) continue
  if (agent === 'hoards') for (const hoard: string[][] = []; ;) hoard.push(Array.from({ length: 10_000 }, String))
  if (agent === 'dies') process.kill(process.pid, 'SIGKILL')
  // `dies once /path`: the file remembers.
  const [, marker] = /^dies once (.+)$/.exec(agent) ?? []
  if (marker === undefined || existsSync(marker)) return
  writeFileSync(marker, '')
  process.kill(process.pid, 'SIGKILL')
}

serveBatches(examine)
