import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeReference } from '../../../shared/dossier/reference.ts'
import { comparePairs } from './copied-pairs.ts'

const references = fc.tuple(fc.nat(99), fc.nat(9999)).map(([site, serial]) => makeReference(site, serial))

test('what was copied right is right, whatever stands between the pairs and in whichever digits', () => {
  expect(comparePairs('12.40.67.31', '12 40 67 31')).toEqual({ type: 'right' })
  expect(comparePairs('12.40.67.31', '١٢-٤٠-٦٧-٣١')).toEqual({ type: 'right' })
  expect(comparePairs('73.18', '7318')).toEqual({ type: 'right' })
})

test('the first wrong pair is named', () => {
  expect(comparePairs('12.40.67.31', '12.40.76.31')).toEqual({ type: 'wrong', pair: 3 })
  expect(comparePairs('12.40.67.31', '12.40.67.311')).toEqual({ type: 'wrong', pair: 4 })
  fc.assert(
    fc.property(references, fc.nat(3), fc.nat(99), (reference, place, wrong) => {
      const pairs = reference.split('.')
      const other = String(wrong).padStart(2, '0')
      if (pairs[place] === other) return
      pairs[place] = other
      expect(comparePairs(reference, pairs.join('.'))).toEqual({ type: 'wrong', pair: place + 1 })
    }),
  )
})

test('less than all of it is not judged yet', () => {
  expect(comparePairs('12.40.67.31', '99.99')).toEqual({ type: 'unfinished' })
})
