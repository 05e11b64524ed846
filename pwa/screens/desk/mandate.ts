// What a mandate still lacks before it can be kept. Pure.

export type Method = 'mark' | 'oral' | 'paper'

/** A name somebody could be found by: two letters at least, in any script. */
export const isWitnessName = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 2

/** A mark proves itself; a voice or a paper needs somebody who was there. */
export const proofLacking = (given: {
  readonly method: Method | null
  readonly mark: string | null
  readonly witness: string
}): 'method' | 'mark' | 'witness' | null => {
  if (given.method === null) return 'method'
  if (given.method === 'mark') return given.mark === null || given.mark === '' ? 'mark' : null
  return isWitnessName(given.witness) ? null : 'witness'
}
