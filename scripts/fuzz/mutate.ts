// Honest bytes made wrong: a bit here, a cut there, a count that says 2⁵⁰. Total: any bytes in, any bytes out.
import type { Rng } from '../../shared/sync/simulation/random.ts'
import type { Case } from './target.ts'

/** Numbers that readers stumble over, as varints: one byte below and above each width, the largest, one without end. */
const numbers: readonly (readonly number[])[] = [
  [0],
  [127],
  [128, 1],
  [255, 127],
  [255, 255, 3],
  [128, 128, 128, 16], // 2²⁵
  [255, 255, 255, 255, 7], // 2³¹ − 1
  [128, 128, 128, 128, 16], // 2³²
  [128, 128, 128, 128, 128, 128, 128, 2], // 2⁵⁰
  [255, 255, 255, 255, 255, 255, 255, 15], // 2⁵³ − 1
  [255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
  Array.from({ length: 16 }, () => 255),
]

const join = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((one) => Uint8Array.from(one))))

const changes: Readonly<Record<string, (rng: Rng, bytes: Uint8Array, donor: Uint8Array) => Uint8Array>> = {
  flip: (rng, bytes) => {
    const copy = bytes.slice()
    for (let times = 1 + rng.below(4); times > 0; times--) {
      const at = rng.below(copy.length)
      copy[at] = (copy[at] ?? 0) ^ (1 << rng.below(8))
    }
    return copy
  },
  byte: (rng, bytes) => {
    const copy = bytes.slice()
    for (let times = 1 + rng.below(3); times > 0; times--) copy[rng.below(copy.length)] = rng.below(256)
    return copy
  },
  cut: (rng, bytes) => bytes.slice(0, rng.below(bytes.length)),
  headless: (rng, bytes) => bytes.slice(rng.below(bytes.length)),
  splice: (rng, bytes, donor) =>
    join(bytes.subarray(0, rng.below(bytes.length)), donor.subarray(rng.below(donor.length + 1))),
  insert: (rng, bytes) => {
    const at = rng.below(bytes.length)
    return join(bytes.subarray(0, at), rng.bytes(1 + rng.below(8)), bytes.subarray(at))
  },
  repeat: (rng, bytes) => {
    const from = rng.below(bytes.length)
    const part = bytes.subarray(from, from + 1 + rng.below(64))
    return join(bytes.subarray(0, from), ...Array.from({ length: 1 + rng.below(20) }, () => part), bytes.subarray(from))
  },
  number: (rng, bytes) => {
    const at = rng.below(bytes.length)
    return join(bytes.subarray(0, at), rng.pick(numbers), bytes.subarray(at + 1))
  },
  append: (rng, bytes) => join(bytes, rng.bytes(1 + rng.below(40))),
}

const kinds = Object.keys(changes)

/** One or two changes. `donor` lends a tail. */
export const mutate = (rng: Rng, bytes: Uint8Array, donor: Uint8Array): Case => {
  const chosen = [rng.pick(kinds), ...(rng.chance(0.3) ? [rng.pick(kinds)] : [])]
  let changed = bytes
  for (const kind of chosen) if (changed.length > 0) changed = changes[kind]?.(rng, changed, donor) ?? changed
  return { kind: chosen.join('+'), bytes: changed }
}

/** Rubbish, of a length that is mostly short. */
export const randomBytes = (rng: Rng): Uint8Array => rng.bytes(rng.chance(0.9) ? rng.below(80) : rng.below(4000))
