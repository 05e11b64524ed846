import { expect, test } from 'vitest'
import type { Pixels } from './corners.ts'
import { doubtsOf } from './doubts.ts'
import type { Grey } from './hints.ts'
import { blurredOnce, lit, sheetOf } from './testing/sheet.ts'

/** The sheet as RGBA, side by side and below itself so many times. */
const tiled = ({ data, width, height }: Grey, times: number): Pixels => {
  const side = width * times
  const out = new Uint8ClampedArray(side * height * times * 4).fill(255)
  for (let at = 0; at < side * height * times; at++) {
    const x = (at % side) % width
    const y = Math.floor(at / side) % height
    out.fill(data[y * width + x] ?? 0, at * 4, at * 4 + 3)
  }
  return { data: out, width: side, height: height * times }
}
const doubts = (sheet: Grey, times = 8) => doubtsOf(tiled(sheet, times), tiled(sheet, 1))

test('a page in focus and in daylight raises no doubt', () => {
  expect(doubts(sheetOf(3))).toEqual([])
})

test('a page out of focus, in the dark or of few pixels raises each its own', () => {
  const sheet = sheetOf(3)
  expect(doubts(blurredOnce(blurredOnce(blurredOnce(sheet))))).toEqual(['blurred'])
  expect(doubts(lit(sheet, 0.3))).toEqual(['too-dark'])
  expect(doubts(sheet, 4)).toEqual(['too-small'])
})

test('an empty page is not called blurred', () => {
  expect(doubts({ data: new Uint8Array(160 * 160).fill(220), width: 160, height: 160 })).toEqual([])
})
