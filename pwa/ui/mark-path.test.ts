import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markHeight, markPath, markWidth, maxMarkBytes } from './mark-path.ts'

const point = fc.tuple(
  fc.double({ min: 0, max: markWidth, noNaN: true }),
  fc.double({ min: 0, max: markHeight, noNaN: true }),
)
const strokes = (most: number) => fc.array(fc.array(point, { maxLength: most }), { maxLength: 12 })

test('nothing drawn is no mark', () => {
  expect(markPath([])).toBeNull()
  expect(markPath([[]])).toBeNull()
})

test('a dot is a mark', () => {
  expect(markPath([[[10.4, 20.6]]])).toBe('M10 21l0 0')
})

test('steps are relative and add up to the last point', () => {
  expect(
    markPath([
      [
        [0, 0],
        [10, 5],
        [30, 5],
      ],
    ]),
  ).toBe('M0 0l10 5l20 0')
})

test('any drawing stays under the size an act takes, and is plain path data', () => {
  fc.assert(
    fc.property(strokes(2000), (drawn) => {
      const path = markPath(drawn)
      if (path === null) return drawn.every((stroke) => stroke.length === 0)
      return path.length <= maxMarkBytes && /^(?:M\d+ \d+(?:l-?\d+ -?\d+)+)+$/.test(path)
    }),
    { numRuns: 60 },
  )
})

test('a scribble of thousands of strokes is cut at a stroke, never in one', () => {
  const dots = Array.from({ length: 4000 }, (_, index) => [[index % markWidth, index % markHeight] as const])
  const path = markPath(dots)
  expect(path?.length).toBeLessThanOrEqual(maxMarkBytes)
  expect(path).toMatch(/^(?:M\d+ \d+l0 0)+$/)
})
