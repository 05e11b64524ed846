import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardKey, isSameTrouble, metresBetween, nameKeys } from './likeness.ts'

const mapping = {
  service_code: 'code',
  lat_long: 'position',
  address_string: ['douar', 'landmark'],
  attribute: [],
  status: {},
}
const asni = { lat: 31.25, lon: -7.98 }

describe('the same person', () => {
  test('has one key in each script, whatever the accents and the article', () => {
    expect(nameKeys('الحُسين أمغار · Lhoucine Amghar')).toEqual(nameKeys('الحسين امغار · lhoucine  AMGHAR'))
    expect(nameKeys('Asni')).toEqual([])
  })

  test('has one card number, however it was typed; anything else is no card', () => {
    for (const typed of ['EE123456', 'ee 123456', 'EE-123.456']) expect(cardKey(typed)).toBe('EE123456')
    for (const typed of ['', 'non', '123456', null, 12]) expect(cardKey(typed)).toBeNull()
  })
})

describe('the same trouble of a road', () => {
  const report = { code: 'pothole', position: asni, douar: 'Imskar', landmark: '' }

  test('is the same within fifty metres', () => {
    // 0.0004° of latitude is 44.5 m.
    const near = { ...report, position: { lat: asni.lat + 0.0004, lon: asni.lon }, douar: 'ailleurs' }
    const far = { ...report, position: { lat: asni.lat + 0.0005, lon: asni.lon } }
    expect(isSameTrouble(mapping, report, near)).toBe(true)
    expect(isSameTrouble(mapping, report, far)).toBe(false)
    expect(isSameTrouble(mapping, report, { ...near, code: 'tree' })).toBe(false)
  })

  test('is the same by its words where a spot is not known, and never by words that are not there', () => {
    const words = { code: 'pothole', position: null, douar: 'Douar Imskar', landmark: 'à côté de l’école' }
    expect(isSameTrouble(mapping, words, { ...words, douar: 'douar  IMSKAR' })).toBe(true)
    expect(isSameTrouble(mapping, words, { ...words, landmark: 'le pont' })).toBe(false)
    expect(isSameTrouble(mapping, { code: 'pothole' }, { code: 'pothole' })).toBe(false)
  })

  test('distance is the same both ways, and nothing from here to here', () => {
    const spot = fc.record({
      lat: fc.double({ min: -89, max: 89, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(spot, spot, (a, b) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a) ?? -1, 3)
        expect(metresBetween(a, a)).toBe(0)
      }),
    )
  })
})
