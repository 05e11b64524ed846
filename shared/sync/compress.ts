// A packet's body made small (RFC 1951), for any inflater that is given the same dictionary. Its three parts have codes
// of their own: what nobody can compress, stored as it is; texts, still near the dictionary; tags.
import { Deflate, deflateSync } from 'fflate'
import { partsOf } from './body.ts'
import { dictionary } from './dictionary.ts'

/** Protocol 1 knows no parts and no dictionary. */
export const compressBody = (body: Uint8Array, protocol: 1 | 2): Uint8Array => {
  if (protocol === 1) return deflateSync(body, { level: 9 })
  const { plain, texts, tags } = partsOf(body)
  const blocks: Uint8Array[] = stored(plain)
  // Whoever inflates has the stored bytes between the dictionary and the rest: distances are counted over them.
  const known = joined([dictionary, plain])
  const packer = new Deflate({ level: 9, mem: 4, dictionary: known }, (block) => blocks.push(block))
  packer.push(texts)
  packer.flush()
  packer.push(tags, true)
  return joined(blocks)
}

/** Blocks that are not the last one: a zero byte, the length and its complement, the bytes. */
const stored = (bytes: Uint8Array): Uint8Array[] => {
  const blocks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += 0xffff) {
    const block = bytes.subarray(at, at + 0xffff)
    const size = block.length
    blocks.push(Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255), block)
  }
  return blocks
}

const joined = (blocks: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let at = 0
  for (const block of blocks) {
    whole.set(block, at)
    at += block.length
  }
  return whole
}
