import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rmsOf, tidied } from './tidy.ts'

const rate = 8_000

/** Silence, a tone of this loudness, silence; seconds. */
const spoken = (before: number, during: number, after: number, loudness: number, hiss = 0): Float32Array => {
  const length = Math.round((before + during + after) * rate)
  return Float32Array.from({ length }, (_, at) => {
    const seconds = at / rate
    const voice = seconds >= before && seconds < before + during ? loudness : 0
    return voice * Math.sin(2 * Math.PI * 200 * seconds) + hiss * Math.sin(at * 12.9898)
  })
}

test('the silence at both ends is cut and a first consonant is not', () => {
  const tidy = tidied(spoken(1, 0.5, 2, 0.3), rate)
  const seconds = (tidy?.samples.length ?? 0) / rate
  expect(seconds).toBeGreaterThan(0.6)
  expect(seconds).toBeLessThan(0.8)
})

test('a pause inside is kept', () => {
  const two = Float32Array.from([...spoken(0.5, 0.3, 0.5, 0.3), ...spoken(0, 0.3, 0.5, 0.3)])
  expect((tidied(two, rate)?.samples.length ?? 0) / rate).toBeGreaterThan(1.1)
})

test('a room that hums is not taken for a voice', () => {
  const seconds = (tidied(spoken(1, 0.5, 1, 0.4, 0.012), rate)?.samples.length ?? 0) / rate
  expect(seconds).toBeLessThan(0.8)
})

test('silence, and a knock, are nothing said', () => {
  expect(tidied(new Float32Array(rate), rate)).toBe(null)
  expect(tidied(spoken(0.5, 0.05, 0.5, 0.8), rate)).toBe(null)
  expect(tidied(new Float32Array(0), rate)).toBe(null)
})

test('law: low and loud speakers end about as loud as each other, and nobody is distorted', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.03, max: 1, noNaN: true }), (loudness) => {
      const tidy = tidied(spoken(0.3, 1, 0.3, loudness), rate)
      if (tidy === null) throw new Error('a voice was taken for silence')
      const voice = tidy.samples.subarray(rate / 4, tidy.samples.length - rate / 4)
      expect(rmsOf(voice)).toBeGreaterThan(0.12)
      expect(rmsOf(voice)).toBeLessThan(0.15)
      expect(tidy.samples.every((sample) => Math.abs(sample) <= 0.91)).toBe(true)
    }),
  )
})
