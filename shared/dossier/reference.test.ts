import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitsOf, isReference, makeReference, makeSecret, parseReference, secretHash, siteOf } from './reference.ts'

const site = fc.integer({ min: 0, max: 99 })
const serial = fc.integer({ min: 0, max: 9999 })

describe('the reference', () => {
  test('is four pairs that read back, however they were typed', () => {
    fc.assert(
      fc.property(site, serial, fc.constantFrom('.', ' ', '-', '', ' . '), (s, n, separator) => {
        const reference = makeReference(s, n)
        expect(reference).toMatch(/^\d\d\.\d\d\.\d\d\.\d\d$/)
        expect(parseReference(reference.replaceAll('.', separator))).toEqual({ reference })
        expect(isReference(reference)).toBe(true)
        expect(siteOf(reference)).toBe(s)
      }),
    )
  })

  test('reads Arabic-Indic digits', () => {
    const reference = makeReference(12, 4067)
    const arabic = reference.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)))
    expect(parseReference(arabic)).toEqual({ reference })
    expect(digitsOf(arabic)).toBe(reference.replaceAll('.', ''))
  })

  test('every single wrong digit is caught', () => {
    fc.assert(
      fc.property(site, serial, fc.nat(7), fc.integer({ min: 1, max: 9 }), (s, n, at, shift) => {
        const digits = [...makeReference(s, n).replaceAll('.', '')]
        digits[at] = String((Number(digits[at]) + shift) % 10)
        expect(parseReference(digits.join(''))).toEqual({ problem: 'check' })
      }),
    )
  })

  test('every swap of neighbours is caught', () => {
    fc.assert(
      fc.property(site, serial, fc.nat(6), (s, n, at) => {
        const digits = [...makeReference(s, n).replaceAll('.', '')]
        fc.pre(digits[at] !== digits[at + 1])
        ;[digits[at], digits[at + 1]] = [digits[at + 1] as string, digits[at] as string]
        expect(parseReference(digits.join(''))).toEqual({ problem: 'check' })
      }),
    )
  })

  test('says what is wrong with anything else', () => {
    expect(parseReference('12.40.67')).toEqual({ problem: 'incomplete' })
    expect(parseReference('Fatima')).toEqual({ problem: 'not-a-number' })
    expect(parseReference('12.40.67.31x')).toEqual({ problem: 'not-a-number' })
  })

  test('two devices with blocks apart never give the same one', () => {
    const all = new Set<string>()
    for (let n = 0; n < 10_000; n += 7) all.add(makeReference(12, n))
    expect(all.size).toBe(Math.ceil(10_000 / 7))
  })
})

test('the secret is two pairs, and equal secrets of two dossiers have unequal hashes', () => {
  expect(makeSecret(Uint8Array.of(0, 0, 28, 166))).toBe('73.34')
  expect(secretHash('a', '73.34')).toBe(secretHash('a', '7334'))
  expect(secretHash('a', '73.34')).not.toBe(secretHash('b', '73.34'))
})
