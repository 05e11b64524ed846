import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstLook, nearer, turned, type Look } from './look.ts'

test('four turns are none, and nearer then further is where it was, but at an end', () => {
  expect([turned, turned, turned, turned].reduce((look, turn) => turn(look), firstLook)).toEqual(firstLook)
  expect(nearer(-1)(nearer(1)(firstLook))).toEqual(firstLook)
  expect(nearer(-1)(firstLook)).toEqual(firstLook)
})

test('however it is pressed, the page stays between its whole width and four times that', () => {
  const press = fc.constantFrom<(look: Look) => Look>(nearer(1), nearer(-1), turned)
  fc.assert(
    fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
      const { zoom } = presses.reduce((look, one) => one(look), firstLook)
      return zoom >= 1 && zoom <= 4
    }),
  )
})
