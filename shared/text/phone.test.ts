import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mobileNumber } from './phone.ts'

test.each([
  ['0612345678', '+212612345678'],
  ['06 12.34.56-78', '+212612345678'],
  ['+212 6 12 34 56 78', '+212612345678'],
  ['00212712345678', '+212712345678'],
  ['٠٦١٢٣٤٥٦٧٨', '+212612345678'],
  ['+33 6 12 34 56 78', '+33612345678'],
  ['+34612345678', '+34612345678'],
])('%s is written to as %s', (typed, number) => {
  expect(mobileNumber(typed, 'MA')).toBe(number)
})

test('a national number is of the country it was given in', () => {
  expect(mobileNumber('0612345678', 'FR')).toBe('+33612345678')
  expect(mobileNumber('0470123456', 'BE')).toBe('+32470123456')
  expect(mobileNumber('0612345678', 'XX')).toBeNull()
})

test.each([
  '0524123456',
  '0812345678',
  '+212524123456',
  '061234567',
  '06123456789',
  '612345678',
  'tizi',
  '',
  '+',
  '+0612345678',
])('nothing is sent to %s', (typed) => expect(mobileNumber(typed, 'MA')).toBeNull())

test('whatever was typed, what comes out is one number of E.164', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ().-]{0,20}$/)),
      fc.constantFrom('MA', 'FR', 'XX'),
      (typed, country) => {
        expect(mobileNumber(typed, country) ?? '+212612345678').toMatch(/^\+[1-9]\d{7,14}$/)
      },
    ),
  )
})
