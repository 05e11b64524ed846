// Issued documents of this device as papers: the seal each one carries and how often it was printed, as a provisional
// paper and as an official one. It writes no act, and keeps no word of a paper.
import type { Act } from '../../../shared/dossier/act.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { addDuration } from '../../../shared/procedure/duration.ts'
import type { DocumentClaims } from '../../../shared/receipt/document-seal.ts'
import type { PaperTools } from './tools.ts'

/** What is printed: with the number the server gave, or before it did. */
export type Face = 'provisional' | 'official'

export interface SealFacts {
  readonly reference: string
  /** `id@version` of the pack. */
  readonly procedure: string
  /** `2026-A-17`; null when the server has not given it. */
  readonly number: string | null
  /** ISO 8601 duration, as the pack says; absent for what does not end. */
  readonly validity: string | undefined
  /** As the paper shows them. */
  readonly names: readonly string[]
}

export interface Documents {
  /** Text of the code; null when nobody here can sign. A reprint carries the seal of the first sheet. */
  sealOf(issued: Act, facts: SealFacts): Promise<string | null>
  /** How many sheets came out of this device: the next one is a copy. */
  printsOf(issued: string, face: Face): Promise<number>
  /** A sheet came out. Durable when it resolves. */
  notePrinted(issued: string, face: Face): Promise<number>
  /** The first sheet of this paper is made here: of what another device issued, all that comes out is a copy. */
  isMadeHere(issued: Act): boolean
}

export const createDocuments = ({ disk, writer, sealer }: PaperTools): Documents => {
  const printsOf = async (issued: string, face: Face): Promise<number> => {
    const kept = await disk.fact(`printed:${issued}:${face}`)
    return typeof kept === 'number' ? kept : 0
  }
  return {
    sealOf: async (issued, facts) => {
      const key = `seal:${issued.id}:${facts.number ?? 'provisional'}` as const
      const kept = await disk.fact(key)
      if (typeof kept === 'string') return kept
      const claims = await claimsOf(issued, facts, writer.directory().commune.code)
      if (!claims || !sealer) return null
      const seal = await sealer.document(claims)
      await disk.keepFact(key, seal)
      return seal
    },
    printsOf,
    notePrinted: async (issued, face) => {
      const printed = (await printsOf(issued, face)) + 1
      await disk.keepFact(`printed:${issued}:${face}`, printed)
      return printed
    },
    isMadeHere: (issued) => issued.by.device === writer.device,
  }
}

/** ISO date of the last day; null when the paper does not end. */
export const validUntilOf = (issued: Pick<Act, 'at'>, validity: string | undefined): string | null =>
  validity === undefined ? null : addDuration(issued.at.slice(0, 10), validity)

/** Null for an act of before papers had words: nothing could be held against it. */
const claimsOf = async (issued: Act, facts: SealFacts, commune: string): Promise<DocumentClaims | null> => {
  const payload = payloadOf(issued, 'issued')
  if (payload?.wordsHash === undefined) return null
  const { namesHash } = await import('../../../shared/receipt/document-seal.ts')
  return {
    commune,
    office: issued.by.unit,
    dossier: issued.dossier,
    reference: facts.reference,
    procedure: facts.procedure,
    document: payload.document,
    number: facts.number,
    issuedAt: issued.at,
    validUntil: validUntilOf(issued, facts.validity),
    names: namesHash(issued.dossier, facts.names),
    words: payload.wordsHash,
    issued: issued.id,
  }
}
