// Receipts of this device as papers: the seal each one carries, how often it was printed, and the papers people bring
// back, read and checked without a network. A mandate is taken back here even when its dossier is not on this device.
import type { Act } from '../../shared/dossier/act.ts'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { inOrder } from '../../shared/dossier/graph.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { SealCheck } from '../../shared/receipt/check.ts'
import { lastDayOf } from '../../shared/dossier/mandate-end.ts'
import type { SealClaims } from '../../shared/receipt/seal.ts'
import { ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import { parseReceipt } from './receipt.ts'
import type { Sealer } from './receipt-signing.ts'
import { sealVerifier } from './receipt-signing.ts'
import type { Receipt } from './request-shape.ts'
import { actsOf } from './summarise.ts'
import type { Writer } from './writer.ts'

export interface PaperReceipt {
  readonly receipt: Receipt
  /** `MR1:…`; null when nobody here can sign one. */
  readonly seal: string | null
  /** ISO date; null without a mandate, or when it was taken back. */
  readonly mandateUntil: string | null
  /** How many times it came out before: the next one is a copy. */
  readonly printed: number
}

export interface CheckedSeal {
  readonly claims: SealClaims
  readonly check: SealCheck
}

/** What this device knows of a mandate; it may know nothing but that it was taken back here. */
export interface MandateSeen {
  readonly isRevoked: boolean
  /** ISO date of its last day; null when it was not given, or not as far as this device knows. */
  readonly until: string | null
}

export interface Receipts {
  /** Null when this device did not make it: its secret exists nowhere else. */
  paperOf(dossier: string): Promise<PaperReceipt | null>
  /** A sheet came out, or was written by hand. Durable when it resolves. */
  notePrinted(dossier: string): Promise<number>
  check(text: string): Promise<Result<CheckedSeal, 'not-a-seal' | 'malformed'>>
  mandateOf(dossier: string): Promise<MandateSeen>
  /**
   * Takes a mandate back in a dossier that is not on this device, after the act that the paper names. Only for a seal
   * that is ours. It leaves with the next sync; false when it was already written here.
   */
  revokeElsewhere(claims: Pick<SealClaims, 'dossier' | 'filed'>, reason: string): Promise<boolean>
}

export interface ReceiptsParts {
  readonly disk: Pick<DeviceDisk, 'write' | 'fact' | 'keepFact' | 'entriesOf' | 'heldOf'>
  readonly writer: Writer
  /** Null in practice: a paper of an exercise proves nothing. */
  readonly sealer: Sealer | null
}

export const createReceipts = ({ disk, writer, sealer }: ReceiptsParts): Receipts => {
  const acts = async (dossier: string): Promise<readonly Act[]> =>
    actsOf(await disk.entriesOf(dossier), await disk.heldOf(dossier)).acts
  const printedOf = async (dossier: string): Promise<number> => {
    const kept = await disk.fact(`printed:${dossier}`)
    return typeof kept === 'number' ? kept : 0
  }
  /** Made once: whoever prints it again gives out the paper of the person who filed it. */
  const sealOf = async (receipt: Receipt, history: readonly Act[]): Promise<string | null> => {
    const kept = await disk.fact(`seal:${receipt.dossier}`)
    if (typeof kept === 'string') return kept
    const claims = claimsOf(receipt, history, writer)
    if (!claims || !sealer) return null
    const seal = await sealer.receipt(claims)
    await disk.keepFact(`seal:${receipt.dossier}`, seal)
    return seal
  }

  return {
    paperOf: async (dossier) => {
      const receipt = parseReceipt(await disk.fact(`receipt:${dossier}`))
      if (!receipt) return null
      const history = await acts(dossier)
      return {
        receipt,
        seal: await sealOf(receipt, history),
        mandateUntil: mandateUntil(history),
        printed: await printedOf(dossier),
      }
    },
    notePrinted: async (dossier) => {
      const printed = (await printedOf(dossier)) + 1
      await disk.keepFact(`printed:${dossier}`, printed)
      return printed
    },
    check: async (text) => {
      const [{ readSeal }, { checkSeal }] = await Promise.all([
        import('../../shared/receipt/seal.ts'),
        import('../../shared/receipt/check.ts'),
      ])
      const read = readSeal(text)
      if (!read.ok) return read
      const check = await checkSeal(read.value, writer.directory(), sealVerifier)
      return ok({ claims: read.value.claims, check })
    },
    mandateOf: async (dossier) => {
      const history = await acts(dossier)
      return { isRevoked: lastWord(history)?.kind === 'mandate-revoked', until: mandateUntil(history) }
    },
    revokeElsewhere: async ({ dossier, filed }, reason) => {
      if ((await acts(dossier)).some((act) => act.kind === 'mandate-revoked')) return false
      const { me, device } = writer
      const act = makeAct({
        v: 1,
        dossier,
        kind: 'mandate-revoked',
        by: { agent: me.id, device, unit: me.unit, role: me.role },
        at: writer.now(),
        beacon: writer.beacon(),
        after: [filed],
        payload: { reason },
      })
      await disk.write({ dossier, entries: [{ kind: 'act', bytes: actBytes(act) }] })
      writer.wrote('act', dossier)
      return true
    },
  }
}

const lastWord = (history: readonly Act[]): Act | undefined =>
  inOrder(history).findLast((act) => act.kind === 'mandate-given' || act.kind === 'mandate-revoked')

const mandateUntil = (history: readonly Act[]): string | null => {
  const last = lastWord(history)
  return last ? lastDayOf(last) : null
}

const claimsOf = (receipt: Receipt, history: readonly Act[], { me, directory }: Writer): SealClaims | null => {
  const filed = history.find((act) => act.kind === 'submitted')
  const procedure = filed && payloadOf(filed, 'submitted')?.procedure
  if (!filed || procedure === undefined) return null
  const { amount, currency } = receipt.fee
  return {
    commune: directory().commune.code,
    point: me.unit,
    dossier: receipt.dossier,
    reference: receipt.reference,
    procedure,
    issuedAt: receipt.issuedAt,
    fee: amount === null ? null : { amount, currency },
    answerBefore: receipt.answerBefore,
    mandateUntil: mandateUntil(history),
    filed: filed.id,
  }
}
