import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Corners } from './corners.ts'
import { brightness, greyOf, hasGlare, hintOf, isBlurred, isPlain, sharpnessOf, type Grey } from './hints.ts'
import { blurredOnce, lit, sheetOf } from './testing/sheet.ts'

const seeds = fc.nat({ max: 1_000_000 })
const cornersOf = (share: number): Corners => {
  const side = 160 * Math.sqrt(share)
  return [
    { x: 80 - side / 2, y: 80 - side / 2 },
    { x: 80 + side / 2, y: 80 - side / 2 },
    { x: 80 + side / 2, y: 80 + side / 2 },
    { x: 80 - side / 2, y: 80 + side / 2 },
  ]
}
const large = cornersOf(0.7)

describe('sharpness', () => {
  test('a written sheet in focus is not called blurred, and the same out of focus is', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const sheet = sheetOf(seed)
        expect(isBlurred(sheet)).toBe(false)
        expect(isBlurred(blurredOnce(blurredOnce(blurredOnce(sheet))))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('never grows when a picture is blurred', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const sheet = sheetOf(seed)
        expect(sharpnessOf(blurredOnce(sheet)).sharpness).toBeLessThanOrEqual(sharpnessOf(sheet).sharpness)
      }),
      { numRuns: 30 },
    )
  })

  test('is the same in half the light', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const sheet = sheetOf(seed)
        const { sharpness } = sharpnessOf(sheet)
        expect(Math.abs(sharpnessOf(lit(sheet, 0.5)).sharpness - sharpness)).toBeLessThan(0.1 * sharpness)
      }),
      { numRuns: 30 },
    )
  })

  test('nothing is said of a piece without a word on it', () => {
    const empty: Grey = { data: new Uint8Array(160 * 160).fill(200), width: 160, height: 160 }
    expect(isPlain(empty)).toBe(true)
    expect(isBlurred(empty)).toBe(false)
  })
})

describe('glare', () => {
  const withLamp = (sheet: Grey, radius: number): Grey => {
    const data = sheet.data.slice()
    for (let y = 0; y < sheet.height; y++)
      for (let x = 0; x < sheet.width; x++) if (Math.hypot(x - 80, y - 80) < radius) data[y * sheet.width + x] = 255
    return { ...sheet, data }
  }
  test('a lamp mirrored in a card is one, its absence is none', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 25, max: 60 }), (seed, radius) => {
        const sheet = sheetOf(seed)
        expect(hasGlare(sheet)).toBe(false)
        expect(hasGlare(withLamp(sheet, radius))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('a page that is white all over has none, written on or not', () => {
    expect(hasGlare({ data: new Uint8Array(160 * 160).fill(255), width: 160, height: 160 })).toBe(false)
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(hasGlare(lit(sheetOf(seed), 1.3))).toBe(false)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a hint', () => {
  test('says the worst thing first, and one thing only', () => {
    const sheet = sheetOf(1)
    const blurred = blurredOnce(blurredOnce(blurredOnce(sheet)))
    expect(hintOf(lit(sheet, 0.15), lit(blurred, 0.15), null)).toBe('too-dark')
    expect(hintOf(sheet, blurred, null)).toBe('blurred')
    expect(hintOf(sheet, sheet, null)).toBe('no-edges')
    expect(hintOf(sheet, sheet, cornersOf(0.1))).toBe('too-far')
    expect(hintOf(sheet, sheet, large)).toBe('good')
  })

  test('of any frame of any size is one of six, and never an exception', () => {
    const size = fc.integer({ min: 0, max: 40 })
    const frames = fc
      .tuple(size, size)
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height })
          .map((data): Grey => ({ data, width, height })),
      )
    fc.assert(
      fc.property(frames, frames, fc.boolean(), (frame, middle, found) => {
        expect(['too-dark', 'glare', 'blurred', 'too-far', 'no-edges', 'good']).toContain(
          hintOf(frame, middle, found ? large : null),
        )
      }),
    )
  })
})

test('grey weighs green most, as eyes do', () => {
  const of = (...rgba: number[]): number =>
    brightness(greyOf({ data: new Uint8ClampedArray(rgba), width: 1, height: 1 }))
  expect(of(255, 255, 255, 255)).toBeGreaterThanOrEqual(254)
  expect(of(0, 255, 0, 255)).toBeGreaterThan(of(255, 0, 0, 255))
  expect(of(255, 0, 0, 255)).toBeGreaterThan(of(0, 0, 255, 255))
})
