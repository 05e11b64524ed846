// What runs in the reading thread: bodies come in, their entries go out.
import { parentPort } from 'node:worker_threads'
import { readBody } from '../../../shared/sync/read-body.ts'
import { flatten } from './flat-entries.ts'
import type { Answer, Question } from './body-reader.ts'

parentPort?.on('message', ({ id, opened, header }: Question) => {
  const entries = readBody(opened, header)
  const flat = entries && flatten(entries)
  const answer: Answer = { id, flat }
  parentPort?.postMessage(answer, flat ? [flat.bytes.buffer, flat.ends.buffer] : [])
})
