// From what was written on the device to packets: rows are merged per dossier, numbered, hashed, sealed and signed,
// each packet naming the one before it (rule 2).
import { mergeUpdates } from 'yjs'
import { parseAct } from '../dossier/act.ts'
import { encodeEntries } from './body.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import { merkleRoot } from './merkle.ts'
import { encodeHeader, encodePacket, hashOf, packetToSign } from './packet.ts'
import type { Chain, Codec, UnsentRow } from './client-ports.ts'
import type { Entry, EntryId, OutboxPacket, SessionKeys } from './ports.ts'

/** Everything `ClientDisk.saveCut` takes. */
export interface Cut {
  readonly packet: OutboxPacket
  readonly chain: Chain
  readonly rowKeys: readonly number[]
  readonly entryOfRow: readonly EntryId[]
}

export interface CutContext {
  readonly keys: SessionKeys
  readonly codec: Codec
  /** The chain so far; null before its first packet. */
  readonly chain: Chain | null
  readonly now: number
  readonly beacon: string | null
  /** 1 is what devices wrote before body layout 2. */
  readonly protocol?: 1 | 2
}

/** A sealed body over this is cut again from fewer rows: it must cross a slow link between two cuts (rule 9). */
const sealedAim = 24 * 1024

/** The next packet from the rows of one incarnation, oldest first; the rows it does not name are left for the next one. */
export const cutPacket = async (rows: readonly UnsentRow[], context: CutContext): Promise<Cut> => {
  for (let bytes: number = limits.cutBytes; ; bytes /= 2) {
    const groups = groupRows(rows, bytes)
    const { cut, sealed } = await cutGroups(groups, context)
    if (sealed <= sealedAim || cut.rowKeys.length === 1) return cut
  }
}

const cutGroups = async (
  groups: readonly Group[],
  { keys, codec, chain, now, beacon, protocol = 2 }: CutContext,
): Promise<{ readonly cut: Cut; readonly sealed: number }> => {
  const entries = groups.map(toEntry)
  const ids = entries.map(entryId)
  const n = (chain?.n ?? 0) + 1
  const header = encodeHeader({
    protocol,
    device: keys.device,
    incarnation: keys.incarnation,
    n,
    prev: chain && chain.n > 0 ? chain.hash : null,
    root: merkleRoot(ids),
    count: entries.length,
    deviceTime: now,
    beacon,
    certHash: n === 1 ? hashOf(keys.certificate) : null,
  })
  const body = await codec.seal(encodeEntries(entries, protocol, keys), header, protocol)
  const signature = await keys.sign(packetToSign({ header, body }))
  const hash = hashOf(header)
  const carried = groups.flatMap((group, at) => group.map((row) => ({ key: row.key, entry: ids[at] ?? '' })))
  const cut: Cut = {
    packet: {
      incarnation: keys.incarnation,
      n,
      hash,
      bytes: encodePacket({ header, signature, certificate: n === 1 ? keys.certificate : null, body }),
    },
    chain: { ...chain, incarnation: keys.incarnation, n, hash, acked: chain?.acked ?? 0 },
    rowKeys: carried.map((one) => one.key),
    entryOfRow: carried.map((one) => one.entry),
  }
  return { cut, sealed: body.length }
}

type Group = [UnsentRow, ...UnsentRow[]]

/** Rows that become one entry each. Drafts of a dossier are merged up to its submission, never across it. */
const groupRows = (rows: readonly UnsentRow[], most: number): readonly Group[] => {
  const groups: Group[] = []
  const open = new Map<string, { readonly group: Group; size: number }>()
  let total = 0
  for (const row of rows) {
    const size = row.bytes.length
    if (total > 0 && (total + size > most || groups.length >= limits.packetEntries)) break
    total += size
    const last = open.get(row.dossier)
    if (row.kind === 'draft' && last && last.size + size <= limits.entryBytes / 2) {
      last.group.push(row)
      last.size += size
      continue
    }
    const group: Group = [row]
    groups.push(group)
    if (row.kind === 'draft') open.set(row.dossier, { group, size })
    else if (submits(row)) open.delete(row.dossier)
  }
  return groups
}

const submits = (row: UnsentRow): boolean => {
  const act = parseAct(row.bytes)
  return act.ok && act.value.kind === 'submitted'
}

const toEntry = ([first, ...rest]: Group): Entry => ({
  dossier: first.dossier,
  kind: first.kind,
  bytes: rest.length === 0 ? first.bytes : mergeUpdates([first.bytes, ...rest.map((row) => row.bytes)]),
})
