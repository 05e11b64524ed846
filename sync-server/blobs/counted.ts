// Bytes on their way to a store, counted and hashed as they pass: whether they are the ones that were promised is known
// at the end, and bytes past the promised size are refused at once.
import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type { TransformCallback } from 'node:stream'

/** Ends a stream of bytes that are not the ones that were promised. */
export class OtherBytes extends Error {}

/** Passes the bytes on; fails with `OtherBytes` before its end when they are not `size` bytes of that hash. */
export const counted = (hash: string, size: number): Transform => {
  const digest = createHash('sha256')
  let passed = 0
  return new Transform({
    transform: (chunk: Uint8Array, _encoding, done: TransformCallback) => {
      passed += chunk.length
      if (passed > size) return done(new OtherBytes())
      digest.update(chunk)
      done(null, chunk)
    },
    flush: (done) => done(passed === size && digest.digest('base64url') === hash ? null : new OtherBytes()),
  })
}
