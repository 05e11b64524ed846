import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindOfFile } from './kind-of-file.ts'
import { withoutExif } from './exif.ts'
import { lookOf } from './look.ts'
import { isWhole } from './whole-file.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : part)),
  )

describe('a file', () => {
  test('is what its first bytes say, whatever stands behind', () => {
    const heads = [
      ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
      ['png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
      ['webp', bytes('RIFF', [9, 0, 0, 0], 'WEBP')],
      ['heic', bytes([0, 0, 0, 24], 'ftypheic')],
      ['pdf', bytes('%PDF-1.7')],
      ['pdf', bytes('\n\n  %PDF-1.4')],
    ] as const
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), ([kind, head], rest) => {
        expect(kindOfFile(Uint8Array.from([...head, ...rest]))).toBe(kind)
      }),
    )
  })

  test('that is a page, a drawing with a script, another picture or nothing is none that is taken', () => {
    for (const head of ['<!doctype html>', '<svg xmlns=', 'GIF89a', 'BM', 'MZ', '', 'RIFF....AVI ', '....ftypavif'])
      expect(kindOfFile(bytes(head)), head).toBe('other')
  })
})

describe('a picture that was cut off', () => {
  const segment = (marker: number, body: readonly number[]): readonly number[] => [
    0xff,
    marker,
    (body.length + 2) >> 8,
    (body.length + 2) & 255,
    ...body,
  ]
  // Its small picture has an end of its own, in the head.
  const jpeg = bytes(
    [0xff, 0xd8],
    segment(0xe1, [0xff, 0xd8, 0xff, 0xd9]),
    segment(0xdb, [1, 2, 3]),
    segment(0xda, [0, 0]),
    [5, 0xff, 0x00, 6, 0xff, 0xd0, 7, 0xff, 0xd9],
  )
  const png = bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0, 0, 0, 2],
    'IDAT',
    [1, 2, 9, 9, 9, 9],
    [0, 0, 0, 0],
    'IEND',
    [1, 2, 3, 4],
  )
  const webp = bytes('RIFF', [8, 0, 0, 0], 'WEBP', [1, 2, 3, 4])

  test.each([
    ['jpeg', jpeg],
    ['png', png],
    ['webp', webp],
  ] as const)('a %s is told from a whole one, wherever it was cut', (kind, whole) => {
    expect(isWhole(whole, kind)).toBe(true)
    // The last bytes of a PNG are a checksum: the picture is there without them.
    const least = kind === 'png' ? whole.length - 4 : whole.length
    for (let length = 0; length < least; length++)
      expect(isWhole(whole.subarray(0, length), kind), `${length}`).toBe(false)
  })

  test('a JPEG without what its camera wrote is the same but for that', () => {
    const bare = bytes([0xff, 0xd8], segment(0xdb, [1, 2, 3]), segment(0xda, [0, 0]), [5, 0xff, 0x00, 6, 0xff, 0xd9])
    const written = fc.array(fc.array(fc.nat({ max: 255 }), { maxLength: 300 }), { maxLength: 3 })
    fc.assert(
      fc.property(written, (words) => {
        const full = bytes(
          [...bare.subarray(0, 2)],
          words.flatMap((one) => [...segment(0xe1, one)]),
          [...bare.subarray(2)],
        )
        expect(withoutExif(Uint8Array.from(full))).toEqual(bare)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (file) => {
        expect(withoutExif(Uint8Array.from(file)).length).toBeLessThanOrEqual(Math.max(2, file.length))
      }),
    )
  })

  test('any bytes are an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('jpeg', 'png', 'webp'), (file, kind) => {
        expect(typeof isWhole(file, kind)).toBe('boolean')
      }),
    )
  })
})

test('a paper that is scanned for its words is grey, one that is photographed keeps its colours', () => {
  expect(lookOf(['seen', 'scan'])).toBe('grey')
  expect(lookOf(['seen', 'photo'])).toBe('colour')
  expect(lookOf(['scan', 'photo'])).toBe('colour')
})
