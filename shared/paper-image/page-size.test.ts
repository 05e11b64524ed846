import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fitPage,
  fitThumb,
  hasTooManyPixels,
  mostPageBytes,
  mostThumbBytes,
  readableSide,
  within,
} from './page-size.ts'

const side = fc.integer({ min: 1, max: 20_000 })
const sizes = fc.record({ width: side, height: side })

/** Weighs as so many bits a pixel at full quality, and less with less. */
const encoder = (bitsAPixel: number) => {
  const tried: number[] = []
  const encode = async ({ width, height }: { width: number; height: number }, quality: number) => {
    tried.push(Math.max(width, height))
    return { size: Math.ceil((width * height * bitsAPixel * (0.15 + quality)) / 8) }
  }
  return { tried, encode }
}

describe('a size within a side', () => {
  test('keeps its shape, fits, and is never enlarged', () => {
    fc.assert(
      fc.property(sizes, side, (size, most) => {
        const fitted = within(size, most)
        expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(Math.max(most, 1))
        expect(fitted.width).toBeLessThanOrEqual(size.width)
        expect(fitted.height).toBeLessThanOrEqual(size.height)
        expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1)
      }),
    )
  })
})

describe('a page', () => {
  test('fits in its bytes or is refused, and is never made smaller than can be read', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.double({ min: 0.01, max: 24, noNaN: true }), async (size, bits) => {
        const { tried, encode } = encoder(bits)
        const made = await fitPage(size, encode)
        expect(tried.length).toBeLessThanOrEqual(5)
        for (const one of tried)
          expect(one).toBeGreaterThanOrEqual(Math.min(readableSide, Math.max(size.width, size.height)))
        if (made.ok) expect(made.value.size).toBeLessThanOrEqual(mostPageBytes)
        else expect(made.error).toBe('too-detailed')
      }),
    )
  })

  test('that is light is pressed once, at its full size', async () => {
    const { tried, encode } = encoder(0.2)
    expect(await fitPage({ width: 1_414, height: 2_000 }, encode)).toMatchObject({ ok: true, value: { height: 2_000 } })
    expect(tried).toEqual([2_000])
  })

  test('is refused only after the last rung was tried', async () => {
    const { tried, encode } = encoder(24)
    expect(await fitPage({ width: 1_414, height: 2_000 }, encode)).toEqual({ ok: false, error: 'too-detailed' })
    expect(tried.at(-1)).toBe(readableSide)
  })
})

test('a small picture fits in 6 KB, or says that it does not', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.double({ min: 0.01, max: 24, noNaN: true }), async (size, bits) => {
      const made = await fitThumb(size, encoder(bits).encode)
      if (made.ok) expect(made.value.size).toBeLessThanOrEqual(mostThumbBytes)
    }),
  )
})

test('a photograph of a telephone is opened, one of a hundred million pixels is not, nor a long strip', () => {
  expect(hasTooManyPixels({ width: 8_160, height: 6_120 }, 'jpeg')).toBe(false)
  expect(hasTooManyPixels({ width: 12_000, height: 9_000 }, 'jpeg')).toBe(true)
  expect(hasTooManyPixels({ width: 8_160, height: 6_120 }, 'png')).toBe(true)
  expect(hasTooManyPixels({ width: 2_480, height: 3_508 }, 'png')).toBe(false)
  expect(hasTooManyPixels({ width: 30_000, height: 10 }, 'jpeg')).toBe(true)
})
