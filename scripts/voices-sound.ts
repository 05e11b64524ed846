// Sound as numbers: a WAV read and written, its silence cut, its loudness evened. Pure, so that the same script gives
// the same clip. One channel, 16 bits: what the speech engine gives.
import { err, ok } from '../shared/text/result.ts'
import type { Result } from '../shared/text/result.ts'

export interface Sound {
  readonly rate: number
  /** −1 to 1. */
  readonly samples: Float64Array
}

/** A streamed WAV states no true length: what is there is taken. */
export const parseWav = (bytes: Uint8Array): Result<Sound, string> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return err('not a WAV')
  let rate = 0
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true)
    if (tag(at) === 'fmt ') {
      if (view.getUint16(at + 10, true) !== 1 || view.getUint16(at + 22, true) !== 16) return err('not mono, 16 bits')
      rate = view.getUint32(at + 12, true)
    }
    if (tag(at) === 'data') {
      const length = Math.floor(Math.min(size, bytes.length - at - 8) / 2)
      return ok({
        rate,
        samples: Float64Array.from({ length }, (_, i) => view.getInt16(at + 8 + i * 2, true) / 32_768),
      })
    }
    at += 8 + size + (size % 2)
  }
  return err('no sound in it')
}

export const writeWav = ({ rate, samples }: Sound): Uint8Array => {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const tag = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at)
  tag(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, i) =>
    view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true),
  )
  return bytes
}

export const durationMs = ({ rate, samples }: Sound): number => Math.round((samples.length * 1000) / rate)

/** Speech without the silence around it, but for a breath at both ends, so that clips put together do not run together. */
export const trimmed = (sound: Sound): Sound => {
  const { rate, samples } = sound
  const frame = framesOf(sound)
  const loud = frame.map((power) => power > Math.max(...frame) * 1e-4)
  const [first, last] = [loud.indexOf(true), loud.lastIndexOf(true)]
  if (first === -1) return sound
  const size = frameSize(rate)
  const start = Math.max(0, first * size - Math.round(rate * 0.015))
  const end = Math.min(samples.length, (last + 1) * size + Math.round(rate * 0.03))
  const after = Math.round(rate * 0.05)
  const kept = new Float64Array(end - start + after)
  kept.set(samples.subarray(start, end))
  return { rate, samples: kept }
}

/**
 * The same loudness for every clip: the power of what is spoken, pauses left out. What would be too loud is bent, not
 * cut: 0.75 leaves room for what the encoders add.
 */
export const levelled = (sound: Sound, wanted = 0.135): Sound => {
  const frame = framesOf(sound)
  const spoken = frame.filter((power) => power > Math.max(...frame) * 1e-2)
  const power = spoken.reduce((sum, one) => sum + one, 0) / spoken.length
  if (!(power > 0)) return sound
  const gain = wanted / Math.sqrt(power)
  return { rate: sound.rate, samples: sound.samples.map((sample) => bent(sample * gain)) }
}

/** Straight up to 0.5, then ever flatter towards 0.75. */
const bent = (sample: number): number => {
  const size = Math.abs(sample)
  return size <= 0.5 ? sample : Math.sign(sample) * (0.5 + 0.25 * Math.tanh((size - 0.5) / 0.25))
}

export const peakOf = ({ samples }: Sound): number => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

const frameSize = (rate: number): number => Math.round(rate / 100)

/** Mean square of every ten milliseconds. */
const framesOf = ({ rate, samples }: Sound): readonly number[] => {
  const size = frameSize(rate)
  return Array.from({ length: Math.floor(samples.length / size) }, (_, i) => {
    const part = samples.subarray(i * size, (i + 1) * size)
    return part.reduce((sum, one) => sum + one * one, 0) / size
  })
}
