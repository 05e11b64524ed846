import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  flatSize,
  isPaper,
  layFlat,
  placeIn,
  scaled,
  shareOf,
  turned,
  wholeOf,
  type Corners,
  type Pixels,
} from './corners.ts'

const of = { width: 400, height: 300 }
const leastShare = 0.1
const near = (x: number, y: number) =>
  fc.record({
    x: fc.double({ min: x - 40, max: x + 40, noNaN: true }),
    y: fc.double({ min: y - 40, max: y + 40, noNaN: true }),
  })
/** As a hand that leans over a table sees a sheet. */
const seen: fc.Arbitrary<Corners> = fc.tuple(near(60, 60), near(340, 60), near(340, 240), near(60, 240))

const blank = (width: number, height: number): Pixels => ({
  data: new Uint8ClampedArray(width * height * 4),
  width,
  height,
})
const pixelAt = ({ data, width }: Pixels, x: number, y: number): readonly number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
]

describe('corners', () => {
  test('that a hand leaning over a table sees are a paper, turned in any way', () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: -5, max: 5 }), (corners, quarters) => {
        expect(isPaper(corners, of, leastShare)).toBe(true)
        expect(isPaper(turned(corners, quarters), of, leastShare)).toBe(true)
      }),
    )
  })

  test('of a bow, of a needle, outside the picture or too near each other are none', () => {
    const [a, b, c, d] = wholeOf(of)
    expect(isPaper([a, c, b, d], of, leastShare)).toBe(false)
    expect(isPaper([a, b, { x: 399, y: 20 }, { x: 0, y: 20 }], of, leastShare)).toBe(false)
    expect(isPaper([a, b, { x: 900, y: 300 }, d], of, leastShare)).toBe(false)
    expect(isPaper(scaled(wholeOf(of), 0.2), of, leastShare)).toBe(false)
    expect(isPaper([a, a, a, a], of, leastShare)).toBe(false)
  })

  test('four quarter turns are none, and one makes the page lie on its side', () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: -9, max: 9 }), (corners, quarters) => {
        expect(turned(corners, quarters + 4)).toEqual(turned(corners, quarters))
        const { width, height } = flatSize(corners)
        expect(flatSize(turned(corners, 1))).toEqual({ width: height, height: width })
      }),
    )
  })

  test('of the whole picture fill it', () => {
    expect(shareOf(wholeOf(of), of)).toBe(1)
    expect(flatSize(wholeOf(of))).toEqual(of)
  })

  test('are where the corners of the flat page come from', () => {
    fc.assert(
      fc.property(seen, (corners) => {
        const places = [placeIn(corners, 0, 0), placeIn(corners, 1, 0), placeIn(corners, 1, 1), placeIn(corners, 0, 1)]
        for (const [at, { x, y }] of places.entries()) {
          expect(x).toBeCloseTo(corners[at]?.x ?? Number.NaN, 4)
          expect(y).toBeCloseTo(corners[at]?.y ?? Number.NaN, 4)
        }
      }),
    )
  })
})

describe('a page laid flat', () => {
  test('is the picture itself where the paper is the whole of it', () => {
    const picture = blank(7, 5)
    picture.data.forEach((_, at) => (picture.data[at] = at % 4 === 3 ? 255 : (at * 37) % 256))
    const out = blank(7, 5)
    layFlat(picture, wholeOf(picture), 'colour', out)
    expect(out.data).toEqual(picture.data)
  })

  test('a quarter turn to the right brings the lower corner at the start to the upper one', () => {
    const picture = blank(2, 2)
    for (const [at, value] of [10, 20, 30, 40].entries()) picture.data.fill(value, at * 4, at * 4 + 3)
    const out = blank(2, 2)
    layFlat(picture, turned(wholeOf(picture), 1), 'colour', out)
    expect([pixelAt(out, 0, 0)[0], pixelAt(out, 1, 0)[0], pixelAt(out, 0, 1)[0], pixelAt(out, 1, 1)[0]]).toEqual([
      30, 10, 40, 20,
    ])
  })

  test('holds only what lies on the paper, whatever surrounds it', () => {
    fc.assert(
      fc.property(seen, (corners) => {
        const picture = blank(of.width, of.height)
        // Red ground; green where the paper is, with room for the edge.
        for (let y = 0; y < of.height; y++)
          for (let x = 0; x < of.width; x++)
            picture.data.set(
              isOn(corners, x + 0.5, y + 0.5) ? [0, 200, 0, 255] : [200, 0, 0, 255],
              (y * of.width + x) * 4,
            )
        const out = blank(40, 30)
        layFlat(picture, corners, 'colour', out)
        for (let y = 1; y < 29; y++) for (let x = 1; x < 39; x++) expect(pixelAt(out, x, y)).toEqual([0, 200, 0, 255])
      }),
      { numRuns: 20 },
    )
  })

  test('in grey has no colour, and is never see-through', () => {
    const picture = blank(4, 4)
    picture.data.forEach((_, at) => (picture.data[at] = (at * 53) % 256))
    const out = blank(3, 3)
    layFlat(picture, wholeOf(picture), 'grey', out)
    for (let at = 0; at < 9; at++) {
      const [r, g, b, a] = pixelAt(out, at % 3, Math.floor(at / 3))
      expect([r, g, a]).toEqual([g, b, 255])
    }
  })
})

const isOn = (corners: Corners, x: number, y: number): boolean =>
  corners.every((from, at) => {
    const to = corners[(at + 1) % 4] ?? from
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) >= 0
  })
