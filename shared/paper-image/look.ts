// Whether a paper is kept in colour or in grey, by how the pack says it may be captured. A scan is for its words, and grey
// words are sharper in as many bytes; a photograph keeps the colours that make a card or a stamp recognisable.
import type { EvidenceItem } from '../procedure/pack.ts'

export type Look = 'grey' | 'colour'

export const lookOf = (captures: EvidenceItem['captures']): Look =>
  captures.includes('scan') && !captures.includes('photo') ? 'grey' : 'colour'
