// Is this document ours, and what has become of it? The seal is checked from the directory, without a network; where
// its dossier is on this device, what is known here is held against it.
import type { Agent } from '../../../shared/access/directory.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { effectiveAnswers } from '../../../shared/dossier/effective-answers.ts'
import { statusOf } from '../../../shared/dossier/status.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import { checkSeal } from '../../../shared/receipt/check.ts'
import type { SealCheck } from '../../../shared/receipt/check.ts'
import { namesHash, readDocumentSeal } from '../../../shared/receipt/document-seal.ts'
import type { DocumentClaims } from '../../../shared/receipt/document-seal.ts'
import type { SealProblem } from '../../../shared/receipt/sign1.ts'
import { ok } from '../../../shared/text/result.ts'
import type { Result } from '../../../shared/text/result.ts'
import { sealVerifier } from '../receipt-signing.ts'
import { answersOf } from '../stranded-answers.ts'
import { actsOf } from '../summarise.ts'
import type { PaperTools } from './tools.ts'

/** `not-entitled`: a key of the commune, of somebody who issues no papers. */
export type DocumentVerdict = SealCheck | { readonly type: 'not-entitled'; readonly signer: Agent }

/** What this device knows of the paper beyond its seal. */
export type KnownHere =
  /** Its dossier is not here, or the act that issued it has not come yet. */
  | { readonly type: 'unknown' }
  | { readonly type: 'agrees' }
  /** The seal has no number, and the server has given one since. */
  | { readonly type: 'numbered'; readonly number: string }
  /** The seal says another number, another paper or other words than the act that issued it. */
  | { readonly type: 'contradicts' }
  /** The decision behind it was set aside. */
  | { readonly type: 'groundless' }
  | { readonly type: 'replaced'; readonly at: string; readonly number: string | null }

export interface CheckedDocument {
  readonly claims: DocumentClaims
  readonly check: DocumentVerdict
  readonly here: KnownHere
  /** Known on this device, when they are those of the paper. */
  readonly names: readonly string[] | null
  readonly isExpired: boolean
}

export const checkDocument = async (
  text: string,
  { disk, writer }: Pick<PaperTools, 'disk' | 'writer'>,
): Promise<Result<CheckedDocument, SealProblem>> => {
  const read = readDocumentSeal(text)
  if (!read.ok) return read
  const { claims } = read.value
  const directory = writer.directory()
  const check = await checkSeal(read.value, directory, sealVerifier)
  return ok({
    claims,
    check: check.type === 'genuine' ? entitled(check, directory.agents) : check,
    ...knownHere(claims, writer, await disk.entriesOf(claims.dossier), await disk.heldOf(claims.dossier)),
    isExpired: claims.validUntil !== null && claims.validUntil < writer.now().slice(0, 10),
  })
}

/** Typed from the paper, in the pack's order: are they the names it was made out to? */
export const isMadeOutTo = (claims: DocumentClaims, names: readonly string[]): boolean =>
  namesHash(claims.dossier, names) === claims.names

/** A point's key seals receipts: it makes no document, whatever it signs. Who has left keeps the papers of before. */
const entitled = (check: SealCheck & { readonly type: 'genuine' }, agents: readonly Agent[]): DocumentVerdict => {
  const signer = agents.find((one) => one.id === check.signer.agent)
  return signer === undefined || signer.role === 'clerk' || signer.role === 'officer'
    ? check
    : { type: 'not-entitled', signer }
}

const knownHere = (
  claims: DocumentClaims,
  writer: PaperTools['writer'],
  entries: Awaited<ReturnType<PaperTools['disk']['entriesOf']>>,
  held: Awaited<ReturnType<PaperTools['disk']['heldOf']>>,
): Pick<CheckedDocument, 'here' | 'names'> => {
  const { acts } = actsOf(entries, held)
  const pack = writer.packOf(claims.procedure)
  const status = statusOf(acts, pack?.workflow ?? null)
  const mine = status.issued.find(({ act }) => act.id === claims.issued)
  if (mine === undefined) return { here: { type: 'unknown' }, names: null }
  const { answers } = effectiveAnswers(answersOf(entries), status)
  const produced = pack?.service.produces.find(({ id }) => id === claims.document)
  const names = (produced?.template?.nameRows ?? []).map((row) => String(answers[row] ?? ''))
  return { here: standsHere(claims, mine, status), names: isMadeOutTo(claims, names) ? names : null }
}

const standsHere = (
  claims: DocumentClaims,
  mine: DossierStatus['issued'][number],
  { issued }: Pick<DossierStatus, 'issued'>,
): KnownHere => {
  const payload = payloadOf(mine.act, 'issued')
  if (payload?.document !== claims.document || payload.wordsHash !== claims.words) return { type: 'contradicts' }
  if (mine.isGroundless) return { type: 'groundless' }
  if (mine.replacedBy) {
    const later = issued.find(({ act }) => act === mine.replacedBy)
    return { type: 'replaced', at: mine.replacedBy.at, number: later?.number ?? null }
  }
  if (claims.number === mine.number) return { type: 'agrees' }
  if (claims.number === null && mine.number !== null) return { type: 'numbered', number: mine.number }
  // A number may reach the paper of a device that is ahead of this one.
  return mine.number === null ? { type: 'unknown' } : { type: 'contradicts' }
}
