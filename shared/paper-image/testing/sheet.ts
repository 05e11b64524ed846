// Seeded pictures for tests: a written sheet in greys, the same out of focus or in another light.
import type { Grey } from '../hints.ts'

const side = 160

/** Lines of small strokes on paper that is not quite white. */
export const sheetOf = (seed: number): Grey => {
  const random = randomOf(seed)
  const data = new Uint8Array(side * side).map(() => 210 + random() * 10)
  for (let line = 10; line < side - 10; line += 14) {
    for (let x = 8; x < side - 8;) {
      const width = 1 + Math.floor(random() * 2)
      const height = 5 + Math.floor(random() * 5)
      for (let dy = 0; dy < height; dy++)
        for (let dx = 0; dx < width; dx++) data[(line + dy) * side + x + dx] = 20 + random() * 20
      x += width + 2 + Math.floor(random() * 5)
    }
  }
  return { data, width: side, height: side }
}

/** Each pixel becomes the mean of the five by five around it. */
export const blurredOnce = ({ data, width, height }: Grey): Grey => {
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) sum += data[clamp(y + dy, height) * width + clamp(x + dx, width)] ?? 0
      out[y * width + x] = sum / 25
    }
  }
  return { data: out, width, height }
}

export const lit = (grey: Grey, light: number): Grey => ({
  ...grey,
  data: grey.data.map((value) => Math.min(255, value * light)),
})

const clamp = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at))

/** A small generator (mulberry32): the same seed, the same sheet. */
const randomOf = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
