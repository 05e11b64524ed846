// What makes a recorded prompt fit to be heard by many: the silence at both ends cut, the loudness evened. Pure: samples
// in, samples out.

/** Below this nobody was speaking (−42 dBFS, RMS of a window). */
const FLOOR = 0.008
/** Or below a thirtieth of the loudest moment: a room is never silent. */
const SHARE_OF_LOUDEST = 1 / 30
const WINDOW_S = 0.02
/** Kept before and after what was said: a first consonant is quiet. */
const MARGIN_S = 0.12
/** Shorter than this it was a knock. */
const SHORTEST_S = 0.15
/** Loudness of the parts that are speech, as in the default voices. */
const WANTED_RMS = 0.135
const HIGHEST_PEAK = 0.9
/** A whisper far from the microphone is mostly noise: it is not made loud. */
const GREATEST_GAIN = 8

export interface Tidied {
  readonly samples: Float32Array<ArrayBuffer>
  readonly gain: number
}

/** Null when nothing was said. */
export const tidied = (samples: Float32Array, rate: number): Tidied | null => {
  const size = Math.max(1, Math.round(rate * WINDOW_S))
  const loudness = windowsOf(samples, size)
  const floor = Math.max(FLOOR, loudness.reduce((most, one) => Math.max(most, one), 0) * SHARE_OF_LOUDEST)
  const first = loudness.findIndex((one) => one > floor)
  const last = loudness.findLastIndex((one) => one > floor)
  if (first < 0 || (last + 1 - first) * WINDOW_S < SHORTEST_S) return null
  const margin = Math.round(rate * MARGIN_S)
  const cut = samples.slice(Math.max(0, first * size - margin), Math.min(samples.length, (last + 1) * size + margin))
  const gain = gainFor(
    loudness.filter((one) => one > floor),
    peakOf(cut),
  )
  return { samples: cut.map((sample) => sample * gain), gain }
}

const windowsOf = (samples: Float32Array, size: number): readonly number[] =>
  Array.from({ length: Math.floor(samples.length / size) }, (_, at) =>
    rmsOf(samples.subarray(at * size, (at + 1) * size)),
  )

export const rmsOf = (samples: Float32Array): number =>
  samples.length === 0 ? 0 : Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length)

const peakOf = (samples: Float32Array): number => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

const gainFor = (spoken: readonly number[], peak: number): number => {
  const rms = Math.sqrt(spoken.reduce((sum, one) => sum + one * one, 0) / spoken.length)
  return Math.min(WANTED_RMS / rms, HIGHEST_PEAK / peak, GREATEST_GAIN)
}
