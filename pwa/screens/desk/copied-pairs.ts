// What was written on paper by hand, typed back: is it what was to be copied, and if not, which pair is wrong? Pure.
import { digitsOf } from '../../../shared/dossier/reference.ts'

export type Copied =
  | { readonly type: 'right' }
  | { readonly type: 'unfinished' }
  /** 1 for the first pair. */
  | { readonly type: 'wrong'; readonly pair: number }

/** Pairs are compared in any digits and with any marks between them; the first wrong one is named. */
export const comparePairs = (wanted: string, typed: string): Copied => {
  const [right, written] = [digitsOf(wanted), digitsOf(typed)]
  if (written.length < right.length) return { type: 'unfinished' }
  if (written === right) return { type: 'right' }
  const at = [...right].findIndex((digit, place) => digit !== written[place])
  return { type: 'wrong', pair: at === -1 ? right.length / 2 : Math.floor(at / 2) + 1 }
}
