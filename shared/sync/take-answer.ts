// What an answer changes on the device, worked out before the disk is touched (rules 3 to 5).
import { parseAct } from '../dossier/act.ts'
import { entryId } from './entry.ts'
import { guardUpdate, pulledLimits } from './guard.ts'
import type { AppliedAnswer, Chain, Head, PulledEntry, SyncState } from './ports.ts'
import type { SyncAnswer } from './wire.ts'

export const appliedAnswer = (
  answer: SyncAnswer,
  state: SyncState,
  chains: readonly Chain[],
  own: readonly Head[],
  entries: readonly PulledEntry[],
  newEpoch: boolean,
): AppliedAnswer => {
  const named = new Set(own.map((head) => head.incarnation))
  // A new server may lack anything: what it did not speak of is offered again.
  const forgotten = newEpoch
    ? chains.filter((chain) => !answer.heads.some((head) => head.incarnation === chain.incarnation))
    : []
  return {
    epoch: answer.epoch,
    heads: [...own, ...forgotten.map(({ incarnation }) => ({ incarnation, n: 0, hash: '' }))],
    held: answer.held.filter((one) => named.has(one.incarnation)),
    entries,
    cursors: newEpoch ? answer.cursors : { ...state.cursors, ...answer.cursors },
    beacon: answer.beacon,
    directory: answer.directory,
    directoryVersion: answer.directoryVersion,
    packsVersion: answer.packsVersion,
    references: answer.references,
  }
}

/** The server has judged them; this only keeps bytes that would hang or break this device out of its documents. */
export const readEntries = (answer: SyncAnswer): { entries: readonly PulledEntry[]; damaged: number } => {
  const sound = answer.entries.filter((entry) =>
    entry.kind === 'act' ? parseAct(entry.bytes).ok : guardUpdate(entry.bytes, pulledLimits).ok,
  )
  return {
    entries: sound.map((entry) => ({ ...entry, id: entryId(entry) })),
    damaged: answer.entries.length - sound.length,
  }
}
