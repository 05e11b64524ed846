// What an answer changes on the device, worked out before the disk is touched (rules 3 to 5).
import { parseAct } from '../dossier/act.ts'
import { guardUpdate, pulledLimits } from './guard.ts'
import type { WeighedHeads } from './heads.ts'
import type { AppliedAnswer, Chain, SyncState } from './client-ports.ts'
import type { Head, PulledEntry, WitnessPage } from './ports.ts'
import type { SyncAnswer } from './wire-answer.ts'
import { lotsOf, withIds } from './witness.ts'

export const appliedAnswer = (
  answer: SyncAnswer,
  state: SyncState,
  chains: readonly Chain[],
  weighed: WeighedHeads,
  read: ReadEntries,
  stable: readonly Head[],
  newEpoch: boolean,
): AppliedAnswer => {
  const { own, forked } = weighed
  const named = new Set(own.map((head) => head.incarnation))
  // A new server may lack anything: what it did not speak of is offered again.
  const forgotten = newEpoch
    ? chains.filter((chain) => !answer.heads.some((head) => head.incarnation === chain.incarnation))
    : []
  return {
    epoch: answer.epoch,
    heads: [...own, ...forgotten.map(({ incarnation }) => ({ incarnation, n: 0, hash: '' }))],
    held: answer.held.filter((one) => named.has(one.incarnation)),
    entries: read.entries,
    cursors: newEpoch ? answer.cursors : { ...state.cursors, ...answer.cursors },
    beacon: answer.beacon,
    directory: answer.directory,
    directoryVersion: answer.directoryVersion,
    packsVersion: answer.packsVersion,
    references: answer.references,
    pages: read.pages,
    forked,
    stable,
    backup: Math.max(state.backup, answer.backup),
    more: Object.keys(answer.cursors).length > 0 ? answer.more : null,
  }
}

export interface ReadEntries {
  /** Every id that came, of damaged entries too. */
  readonly ids: readonly string[]
  readonly entries: readonly PulledEntry[]
  readonly pages: readonly WitnessPage[]
  readonly damaged: number
}

/**
 * The server has judged them; this only keeps bytes that would hang or break this device out of its documents.
 * `unit` is the one the answer is about.
 */
export const readEntries = (answer: SyncAnswer, unit: string): ReadEntries => {
  const all = withIds(answer.entries)
  const ids = all.map(({ id }) => id)
  const sound = all.filter((entry) =>
    entry.kind === 'act' ? parseAct(entry.bytes).ok : guardUpdate(entry.bytes, pulledLimits).ok,
  )
  const pages = lotsOf(ids).flatMap((lot, at) => {
    const receipt = answer.receipts[at]
    return receipt ? [{ epoch: answer.epoch, unit, ids: lot, receipt }] : []
  })
  return { ids, entries: sound, pages, damaged: all.length - sound.length }
}
