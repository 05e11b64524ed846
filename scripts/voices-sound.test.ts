import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationMs, levelled, parseWav, peakOf, trimmed, writeWav } from './voices-sound.ts'
import type { Sound } from './voices-sound.ts'

const rate = 22_050
/** A second of a hum with silence around it. */
const hum = (loudness: number, before: number, after: number): Sound => {
  const samples = new Float64Array(rate + before + after)
  for (let i = 0; i < rate; i++) samples[before + i] = loudness * Math.sin((i * 2 * Math.PI * 220) / rate)
  return { rate, samples }
}
const powerOf = ({ samples }: Sound): number =>
  Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length)

describe('a WAV', () => {
  test('that is written reads the same, to a sixteenth bit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 500 }), (numbers) => {
        const read = parseWav(writeWav({ rate, samples: Float64Array.from(numbers) }))
        if (!read.ok) throw new Error(read.error)
        expect(read.value.rate).toBe(rate)
        expect(read.value.samples.length).toBe(numbers.length)
        read.value.samples.forEach((sample, i) => expect(Math.abs(sample - (numbers[i] ?? 0))).toBeLessThan(1e-4))
      }),
    )
  })

  test('of a stream, whose length nobody knew, is read to its end', () => {
    const bytes = writeWav(hum(0.3, 0, 0))
    new DataView(bytes.buffer).setUint32(40, 0x7f_ff_f0_00, true)
    const read = parseWav(bytes)
    expect(read.ok && read.value.samples.length).toBe(rate)
  })

  test('that is none is a mistake, not a sound', () => {
    expect(parseWav(new Uint8Array(100))).toEqual({ ok: false, error: 'not a WAV' })
    expect(parseWav(new Uint8Array())).toEqual({ ok: false, error: 'not a WAV' })
  })
})

describe('a clip', () => {
  test('loses the silence around it, but for a breath', () => {
    const ms = durationMs(trimmed(hum(0.3, rate, rate * 2)))
    expect(ms).toBeGreaterThanOrEqual(1000)
    expect(ms).toBeLessThan(1150)
  })

  test('of nothing but silence is left as it is', () => {
    const nothing: Sound = { rate, samples: new Float64Array(rate) }
    expect(trimmed(nothing)).toBe(nothing)
    expect(levelled(nothing)).toBe(nothing)
  })

  test('is as loud as any other, however it was spoken, and never cut', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (loudness) => {
        const clip = levelled(hum(loudness, 0, 0))
        expect(powerOf(clip)).toBeCloseTo(0.135, 2)
        expect(peakOf(clip)).toBeLessThanOrEqual(0.75)
      }),
      { numRuns: 30 },
    )
  })
})
