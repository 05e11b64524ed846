// The floor's log as it is read back: by its server when it starts, and by the bench when the server is gone.
import { existsSync, readFileSync } from 'node:fs'

export interface Batch {
  readonly device: string
  readonly batch: string
  readonly body: Buffer
}

/** A batch cut short by the death of the server was never answered: it ends the log. */
export const readLog = (path: string): readonly Batch[] => {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const batches: Batch[] = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const [head, body] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
    const next = at + 8 + head + body
    if (next > bytes.length) break
    const { device, batch } = JSON.parse(bytes.toString('utf8', at + 8, at + 8 + head)) as Omit<Batch, 'body'>
    batches.push({ device, batch, body: bytes.subarray(at + 8 + head, next) })
    at = next
  }
  return batches
}
