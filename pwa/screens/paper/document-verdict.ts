// One word for what a document in hand is worth, the gravest first. Pure.
import type { CheckedDocument } from '../../models/papers/document-desk.ts'
import type { PictogramName } from '../../ui/pictogram-names.ts'

export type DocumentWord =
  | 'forged'
  | 'contradicts'
  | 'groundless'
  | 'not-entitled'
  | 'other-commune'
  | 'unknown-signer'
  | 'withdrawn'
  | 'replaced'
  | 'expired'
  | 'numbered'
  | 'provisional'
  | 'genuine'

export const verdictOf = ({ claims, check, here, isExpired }: Omit<CheckedDocument, 'names'>): DocumentWord => {
  if (check.type === 'forged') return 'forged'
  // What is known here is known whoever signed.
  if (here.type === 'contradicts') return 'contradicts'
  if (check.type !== 'genuine') return check.type
  if (here.type === 'groundless') return 'groundless'
  if (here.type === 'replaced') return 'replaced'
  if (isExpired) return 'expired'
  if (here.type === 'numbered') return 'numbered'
  return claims.number === null ? 'provisional' : 'genuine'
}

/** Signed by somebody who may: its names are worth comparing. */
export const isBelievable = (word: DocumentWord): boolean =>
  !['forged', 'contradicts', 'groundless', 'not-entitled', 'other-commune', 'unknown-signer'].includes(word)

export interface VerdictTone {
  readonly picture: PictogramName
  readonly tone: 'success' | 'warning' | 'error'
}

export const toneOf = (word: DocumentWord): VerdictTone => {
  switch (word) {
    case 'genuine':
      return { picture: 'right', tone: 'success' }
    case 'forged':
    case 'contradicts':
    case 'groundless':
    case 'not-entitled':
      return { picture: 'wrong', tone: 'error' }
    case 'other-commune':
    case 'unknown-signer':
      return { picture: 'not-known', tone: 'warning' }
    default:
      return { picture: 'suspended', tone: 'warning' }
  }
}
