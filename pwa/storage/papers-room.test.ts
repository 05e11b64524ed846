import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oldestAbove } from './papers-room.ts'

test('what leaves is what was opened longest ago, no more of it than the room asks for', () => {
  const copies = fc.uniqueArray(
    fc.record({ id: fc.string(), bytes: fc.integer({ min: 1, max: 1_000 }), keptAt: fc.nat() }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  fc.assert(
    fc.property(copies, fc.nat({ max: 8_000 }), (all, most) => {
      const leaving = new Set(oldestAbove(all, most))
      const left = all.filter(({ id }) => !leaving.has(id))
      const bytes = left.reduce((sum, one) => sum + one.bytes, 0)
      expect(bytes).toBeLessThanOrEqual(most)
      for (const gone of all.filter(({ id }) => leaving.has(id))) {
        for (const one of left) expect(one.keptAt).toBeGreaterThanOrEqual(gone.keptAt)
      }
      // The newest of those that leave would not have gone in.
      const [next] = all.filter(({ id }) => leaving.has(id)).toSorted((a, b) => b.keptAt - a.keptAt)
      if (next) expect(bytes + next.bytes).toBeGreaterThan(most)
    }),
  )
})
