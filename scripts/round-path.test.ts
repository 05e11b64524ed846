import { expect, test } from 'vitest'
import { roundPath } from './round-path.ts'

test('numbers that touch are told apart, and written as closely', () => {
  expect(roundPath('M12.345 6h31l11.04 11.96v47h-42z', 1)).toBe('M12.3 6h31l11.1 12v47h-42z')
  expect(roundPath('M1.98.3-.04.06', 1)).toBe('M2 .3 0 .1')
  expect(roundPath('m1 2 3 4', 1)).toBe('m1 2 3 4')
})

test('the flags of an arc stay flags', () => {
  expect(roundPath('M0 0a1.26 1.26 0 01.34.55', 1)).toBe('M0 0a1.3 1.3 0 01.3.6')
  expect(roundPath('M0 0a.04.04 0 102.11-3', 1)).toBe('M0 0a.04.04 0 102.1-3')
})

test('a hundred small steps do not drift', () => {
  const far = roundPath(`M0 0${'l.04.04'.repeat(100)}`, 1)
  const steps = [...far.matchAll(/l(-?[\d.]*?) ?(-?\.?\d+)(?=l|$)/g)]
  expect(steps.length).toBeGreaterThan(90)
  const sum = [...far.matchAll(/l(-?(?:\d*\.\d|\d+))/g)].reduce((all, [, x]) => all + Number(x), 0)
  expect(sum).toBeCloseTo(4, 5)
})

test('what is not a path is refused', () => {
  expect(() => roundPath('M1 2k3', 1)).toThrow('not a path')
  expect(() => roundPath('M1', 1)).toThrow('not a path')
})
