// What a mandate still lacks before it can be kept. Pure.

export const methods = ['voice', 'mark', 'oral', 'paper'] as const
export type Method = (typeof methods)[number]

/** A name somebody could be found by: two letters at least, in any script. */
export const isWitnessName = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 2

/** A mark and a recorded voice prove themselves; spoken words or a paper need somebody who was there. */
export const proofLacking = (given: {
  readonly method: Method | null
  readonly mark: string | null
  readonly hasVoice: boolean
  readonly witness: string
}): 'method' | 'mark' | 'voice' | 'witness' | null => {
  if (given.method === null) return 'method'
  if (given.method === 'voice') return given.hasVoice ? null : 'voice'
  if (given.method === 'mark') return given.mark === null || given.mark === '' ? 'mark' : null
  return isWitnessName(given.witness) ? null : 'witness'
}

/** Who acts for somebody absent says who they are, and shows a paper. */
export const surrogateLacking = (given: { readonly name: string; readonly paper: string }): 'name' | 'paper' | null =>
  isWitnessName(given.name) ? (given.paper === '' ? 'paper' : null) : 'name'

/** The kinds of paper; their numbers are not asked. */
export const surrogatePapers = ['identity-card', 'family-book', 'power-of-attorney'] as const
