import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smsOf } from './sms.ts'

test('the examples of the brief cost what was measured', () => {
  const kept =
    'EPN Tizi: demande 12.40.67.31 gardée (certificat de résidence). Gratuit. Réponse avant le 28/08. Gardez le papier.'
  expect(smsOf(kept)).toEqual({ encoding: 'GSM-7', units: 114, perPart: 160, parts: 1 })
  expect(smsOf('طلبك 12.40.67.31 عندنا. مجانا. الجواب قبل 28/08. احتفظ بالورقة.')).toMatchObject({
    encoding: 'UCS-2',
    units: 63,
    parts: 1,
  })
})

test('one letter outside the default alphabet more than halves what fits', () => {
  expect(smsOf('a'.repeat(160))).toMatchObject({ encoding: 'GSM-7', parts: 1 })
  expect(smsOf('a'.repeat(161))).toMatchObject({ parts: 2, perPart: 153 })
  for (const letter of ['ê', 'ç', '’', 'œ']) expect(smsOf('a'.repeat(70) + letter)).toMatchObject({ parts: 2 })
  for (const letter of ['é', 'è', 'à', 'ù', 'Ç']) expect(smsOf(letter)).toMatchObject({ encoding: 'GSM-7' })
})

test('letters of the extension table cost two', () => {
  expect(smsOf('€{}')).toMatchObject({ encoding: 'GSM-7', units: 6 })
})

test('parts hold the whole text, and one fewer would not', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '€', 'م', '😀', ' '), maxLength: 500 }), (text) => {
      const { units, parts, perPart } = smsOf(text)
      expect(units).toBeLessThanOrEqual(parts * perPart)
      if (parts > 1) expect(units).toBeGreaterThan((parts - 1) * perPart)
    }),
  )
})
