// What one sync transaction writes into the log, counted on the way. It changes nothing of it, and what is counted is only
// told once the transaction is committed.
import { parsePacket } from '../../shared/sync/packet.ts'
import type { ServerTx } from '../../shared/sync/server-ports.ts'

export interface Tally {
  packets: number
  /** `applied`, or why an entry is held. */
  readonly verdicts: Map<string, number>
  /** Seconds from the contact that a packet quotes to now. */
  readonly lags: number[]
}

export const tallyTx = (tx: ServerTx, now: () => Date): { readonly tx: ServerTx; readonly tally: Tally } => {
  const tally: Tally = { packets: 0, verdicts: new Map(), lags: [] }
  const note = (verdict: string): void => void tally.verdicts.set(verdict, (tally.verdicts.get(verdict) ?? 0) + 1)
  const counted: ServerTx = {
    ...tx,
    savePackets: async (packets) => {
      await tx.savePackets(packets)
      tally.packets += packets.length
      for (const { bytes } of packets) {
        const lag = lagOf(bytes, now())
        if (lag !== null) tally.lags.push(lag)
      }
    },
    saveEntries: async (entries) => {
      await tx.saveEntries(entries)
      for (const { held } of entries) note(held ?? 'applied')
    },
  }
  return { tx: counted, tally }
}

/** A beacon begins with the time it tells. Nobody checks it here: a lie moves a statistic and nothing else. */
const lagOf = (bytes: Uint8Array, now: Date): number | null => {
  const packet = parsePacket(bytes)
  const told = packet.ok ? Date.parse(packet.value.header.beacon?.split('Z.')[0]?.concat('Z') ?? '') : Number.NaN
  return Number.isNaN(told) ? null : Math.max(0, (now.getTime() - told) / 1000)
}
