// How the mirror's file is written: one frame after the other, each with its length and the start of its SHA-256, so that
// a frame that a power cut tore, and whatever stands behind it, is known as such and never read as something kept.
import { digest } from 'lib0/hash/sha256'

const lengthBytes = 4
const sumBytes = 8
const headBytes = lengthBytes + sumBytes

export const frame = (payload: Uint8Array): Uint8Array => {
  const out = new Uint8Array(headBytes + payload.length)
  new DataView(out.buffer).setUint32(0, payload.length, true)
  out.set(digest(payload).subarray(0, sumBytes), lengthBytes)
  out.set(payload, headBytes)
  return out
}

export interface Frames {
  readonly payloads: readonly Uint8Array[]
  /** False when something stands behind the last frame that is whole. */
  readonly whole: boolean
}

export const readFrames = (bytes: Uint8Array): Frames => {
  const payloads: Uint8Array[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + headBytes <= bytes.length) {
    const length = view.getUint32(at, true)
    const from = at + headBytes
    if (from + length > bytes.length) break
    const payload = bytes.subarray(from, from + length)
    const sum = digest(payload)
    if (!bytes.subarray(at + lengthBytes, from).every((byte, i) => byte === sum[i])) break
    payloads.push(payload)
    at = from + length
  }
  return { payloads, whole: at === bytes.length }
}
