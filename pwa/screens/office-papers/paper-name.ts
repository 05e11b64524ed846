// What a paper of a procedure is called, as its pack says, and whether it has any; its id where the pack was never
// received.
import { packOf } from '../../models/packs.ts'
import { lang } from '../../text/language.ts'

export const paperName = (procedure: string, document: string): string =>
  packOf(procedure)?.service.produces.find(({ id }) => id === document)?.name[lang.value] ?? document

/** A repaired road is closed by the same act as a paper is given; there is nothing in it for a register. */
export const givesPapers = (procedure: string): boolean =>
  packOf(procedure)?.service.produces.some(({ type }) => type !== 'receipt') ?? true
