import * as fc from 'fast-check'
import { encodeUtf8 } from 'lib0/string'
import { expect, test } from 'vitest'
import { fromBase45, toBase45 } from './base45.ts'

test('RFC 9285 §4.3 and §4.4: the examples', () => {
  for (const [plain, written] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ] as const) {
    expect(toBase45(encodeUtf8(plain))).toBe(written)
    expect(fromBase45(written)).toEqual(encodeUtf8(plain))
  }
})

test('RFC 9285 §6: what overflows, has a wrong length or another character is refused', () => {
  for (const wrong of ['GGW', ':::', '::', 'A', 'BB8A', 'bb8', 'BB8\u00e9A', '٠٠']) expect(fromBase45(wrong)).toBeNull()
  expect(fromBase45('FGW')).toEqual(Uint8Array.of(255, 255))
  expect(fromBase45('')).toEqual(new Uint8Array())
})

test('all bytes come back, and a text that is read is the one that is written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(fromBase45(toBase45(bytes))).toEqual(bytes)
    }),
  )
  const characters = fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
    maxLength: 30,
  })
  fc.assert(
    fc.property(characters, (text) => {
      const bytes = fromBase45(text)
      return bytes === null || toBase45(bytes) === text
    }),
  )
})
