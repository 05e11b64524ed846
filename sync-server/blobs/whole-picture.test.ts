import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jpegOf } from '../testing/test-blobs.ts'
import { pictureEnd } from './whole-picture.ts'

const data = fc.uint8Array({ maxLength: 300 })
const behind = fc.uint8Array({ minLength: 1, maxLength: 40 })
const u32 = (value: number): Uint8Array => {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, value)
  return out
}
const joined = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))))
const chunk = (name: string, body: Uint8Array): Uint8Array => joined(u32(body.length), name, body, u32(0))
const pngOf = (body: Uint8Array): Uint8Array =>
  joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(13)),
    chunk('IDAT', body),
    chunk('IEND', new Uint8Array()),
  )
const webpOf = (body: Uint8Array): Uint8Array => {
  const padded = body.length % 2 === 0 ? body : joined(body, Uint8Array.of(0))
  const size = new Uint8Array(u32(4 + 8 + padded.length)).reverse()
  return joined('RIFF', size, 'WEBP', 'VP8 ', new Uint8Array(u32(body.length)).reverse(), padded)
}
const kinds = [
  ['image/jpeg', jpegOf],
  ['image/png', pngOf],
  ['image/webp', webpOf],
] as const

describe.each(kinds)('%s', (type, make) => {
  test('is whole when it ends where its bytes end', () => {
    fc.assert(
      fc.property(data, (body) => {
        expect(pictureEnd(type, make(body))).toBe('whole')
      }),
    )
  })

  test('cut anywhere it is told as cut', () => {
    fc.assert(
      fc.property(data, fc.double({ min: 0, max: 0.999, noNaN: true }), (body, part) => {
        const whole = make(body)
        expect(pictureEnd(type, whole.subarray(0, Math.floor(whole.length * part)))).toBe('cut')
      }),
    )
  })

  test('with anything behind it, it is told as two things', () => {
    fc.assert(
      fc.property(data, behind, (body, more) => {
        expect(pictureEnd(type, joined(make(body), more))).toBe('more-behind')
      }),
    )
  })

  test('whatever the bytes are, there is an answer', () => {
    fc.assert(
      fc.property(data, data, (head, noise) => {
        const bytes = joined(make(head).subarray(0, 40), noise)
        expect(['whole', 'cut', 'more-behind']).toContain(pictureEnd(type, bytes))
      }),
    )
  })
})

test('an end inside a segment that has a length is none: cameras put a small picture there', () => {
  const whole = jpegOf(new Uint8Array(50))
  const small = joined(Uint8Array.of(0xff, 0xe1, 0, 8), Uint8Array.of(0xff, 0xd8, 0xff, 0xd9, 0, 0))
  expect(pictureEnd('image/jpeg', joined(whole.subarray(0, 2), small, whole.subarray(2)))).toBe('whole')
})
