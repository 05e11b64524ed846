import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostBlobBytes, readSealedBlob, sealOverhead, writeSealedBlob } from './sealed-blob.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const sealed = fc.record({
  encapsulated: bytes(65),
  sealedKey: bytes(48),
  nonce: bytes(12),
  ciphertext: fc.uint8Array({ minLength: 16, maxLength: 500 }),
})

describe('a sealed blob', () => {
  test('reads as it was written', () => {
    fc.assert(
      fc.property(sealed, (blob) => {
        const file = writeSealedBlob(blob)
        expect(file.length).toBe(sealOverhead - 16 + blob.ciphertext.length)
        expect(readSealedBlob(file)).toEqual({ ok: true, value: blob })
      }),
    )
  })

  test('is refused when it is cut short, of another kind, or too large', () => {
    fc.assert(
      fc.property(sealed, fc.nat(), (blob, place) => {
        const file = writeSealedBlob(blob)
        expect(readSealedBlob(file.subarray(0, place % sealOverhead))).toEqual({ ok: false, error: 'malformed' })
        file[place % 4] = (file[place % 4] ?? 0) ^ 1
        expect(readSealedBlob(file)).toEqual({ ok: false, error: 'malformed' })
      }),
    )
    expect(readSealedBlob(new Uint8Array(mostBlobBytes + sealOverhead + 1))).toEqual({ ok: false, error: 'too-large' })
  })
})
