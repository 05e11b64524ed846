// The keys of an open dossier, for the list that `?` shows. Every letter an action may have is here, possible now or not.
import { tell } from './acts-text.ts'
import type { ActMessage } from './acts-text.ts'
import type { KeyLine } from './keys-dialog.tsx'
import type { ClerkMessage } from './text.ts'

const keys: readonly (readonly [string, ClerkMessage | ActMessage])[] = [
  ['J', 'walk.after'],
  ['K', 'walk.before'],
  ['G', 'keys-queue'],
  ['Escape', 'keys-back'],
  ['C', 'keys-claim'],
  ['A', 'keys-accept'],
  ['R', 'keys-refuse'],
  ['D', 'keys-duplicate'],
  ['P', 'do-piece-requested'],
  ['S', 'do-piece-supplied'],
  ['Q', 'do.opinion-requested'],
  ['E', 'do.opinion-given'],
  ['V', 'keys.visit'],
  ['X', 'do.transferred'],
  ['M', 'do.corrected'],
  ['N', 'do-noted'],
  ['I', 'do.issued'],
  ['Y', 'do-ready'],
  ['H', 'do-handed-over'],
  ['T', 'do-settled'],
  ['W', 'do-withdrawn'],
  ['O', 'do.reopened'],
  ['Ctrl+Enter', 'act-sign'],
  ['?', 'keys-help'],
]

export const dossierKeys = (): readonly KeyLine[] => keys.map(([key, message]) => [[key], tell(message)])
