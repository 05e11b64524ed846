// What every target of the fuzz is: something that takes one hostile case at a time and keeps its promises.
import { createRng, type Rng } from '../../shared/sync/simulation/random.ts'

export interface Case {
  readonly kind: string
  readonly bytes: Uint8Array
}

export interface Target {
  readonly name: string
  /** Made from `rng` alone, as far as real keys allow. */
  make(rng: Rng): Case | Promise<Case>
  /** True when the product took it. Throws `Broken` for a promise that is not kept; any other throw is one as well. */
  meet(one: Case): boolean | Promise<boolean>
  close?(): Promise<void>
}

export class Broken extends Error {}

export const expectThat = (holds: boolean, promise: string): void => {
  if (!holds) throw new Broken(promise)
}

/** Each case has a chance of its own: it is made again from the seed and its number, without those before it. */
export const rngOf = (seed: number, number: number): Rng =>
  createRng(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
