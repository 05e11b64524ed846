import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modulesPath } from './qr-path.ts'

test('a run of dark modules is one command', () => {
  expect(modulesPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z')
})

test('the path covers the dark modules and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { maxLength: 6 }), (rows) => {
      const drawn = rows.map((row) => row.map(() => false))
      for (const [, x, y, width] of modulesPath(rows).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
        for (let at = Number(x); at < Number(x) + Number(width); at++) drawn[Number(y)]?.splice(at, 1, true)
      }
      expect(drawn).toEqual(rows)
    }),
  )
})
