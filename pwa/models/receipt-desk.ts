// Receipts, for the screens: printed here, brought back by people, checked and acted on without a network.
import { mustBeOpen } from './current.ts'
import type { Receipts } from './receipts.ts'

export type { CheckedSeal, MandateSeen, PaperReceipt } from './receipts.ts'

export const paperOf: Receipts['paperOf'] = (dossier) => mustBeOpen().receipts.paperOf(dossier)

export const notePrinted: Receipts['notePrinted'] = (dossier) => mustBeOpen().receipts.notePrinted(dossier)

export const checkPaper: Receipts['check'] = (text) => mustBeOpen().receipts.check(text)

export const mandateOf: Receipts['mandateOf'] = (dossier) => mustBeOpen().receipts.mandateOf(dossier)

export const revokeElsewhere: Receipts['revokeElsewhere'] = (claims, reason) =>
  mustBeOpen().receipts.revokeElsewhere(claims, reason)
