// The answer of POST /api/sync as bytes, in the protocol of the question. Read as if a stranger had sent it: bounded,
// total, no throw. Layout in SPEC.md.
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import type { Directory } from '../access/directory.ts'
import type { Result } from '../text/result.ts'
import { encodeEntries, parseEntries } from './body.ts'
import { createReader, hashToBytes, idToBytes, writeText } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { parseDirectory } from './directory-schema.ts'
import { limits } from './limits.ts'
import { guarded } from './packet.ts'
import {
  fail,
  isProtocol,
  readCursors,
  readEpoch,
  readHeads,
  readList,
  writeCursors,
  writeEpoch,
  writeHeads,
  writeMaybe,
  type SyncProtocol,
} from './wire-parts.ts'
import { readOrders, writeOrders } from './wire-device.ts'
import type { Cursors } from './client-ports.ts'
import type { DeviceOrders, Entry, Epoch, Head, Held, HeldReason, ReferenceBlock } from './ports.ts'

/** How the server took the session. Only `open` may read. Order is wire format: only ever append. */
export const sessionStates = ['locked', 'open', 'unknown', 'expired', 'revoked', 'refused'] as const
export type SessionState = (typeof sessionStates)[number]

/** Why a packet was not taken. It may be sent again, except when forked. Order is wire format. */
export const packetRefusals = ['malformed', 'certificate', 'signature', 'gap', 'forked'] as const
export type PacketRefusal = (typeof packetRefusals)[number]

export interface RefusedPacket {
  readonly incarnation: string
  readonly n: number
  readonly reason: PacketRefusal
}

/** Order is wire format: only ever append. */
const heldReasons: readonly HeldReason[] = [
  'guard',
  'pending',
  'key-not-allowed',
  'clock-reused',
  'act-malformed',
  'act-not-allowed',
  'act-author',
  'after-submission',
  'not-in-circulation',
  'unknown-procedure',
  'too-large',
  'unreadable',
  'unexaminable',
  'revoked',
  'erased',
]

export interface SyncAnswer {
  readonly nonce: Uint8Array
  readonly epoch: Epoch
  readonly session: SessionState
  /** For every chain of the request; n = 0 when the server has nothing of it. */
  readonly heads: readonly Head[]
  readonly refused: readonly RefusedPacket[]
  /** Everything held of the chains in `heads`. */
  readonly held: readonly Held[]
  readonly entries: readonly Entry[]
  /** After the entries of this answer; only units the session may read. */
  readonly cursors: Cursors
  /** There are entries after these. */
  readonly more: boolean
  readonly beacon: string
  /** Null when the device's is still right, or it is locked; so is its version then. */
  readonly directory: Directory | null
  readonly directoryVersion: string | null
  readonly packsVersion: string
  readonly references: ReferenceBlock | null
  /** Seconds to wait before the next request. */
  readonly retryAfter: number | null

  // Since protocol 2.
  /** Over everything the session's unit has, at `cursors`; null when this is not the end of it, or the device is locked. */
  readonly digest: Uint8Array | null
  /** The server's receipts for `entries`: one for every 256 of them (`limits.pageIds`), in order. */
  readonly receipts: readonly Uint8Array[]
  /** When it was asked for, or the epoch is another: bucket by bucket. */
  readonly buckets: Uint8Array | null
  /** After a reread: how far it came. */
  readonly reread: number | null
  /** Number of the last verified backup; 0 for none. */
  readonly backup: number
  /** The device's chains that got further into backups since the one it knew: the last packet that may go. */
  readonly stable: readonly Head[]
  /** For the device that asked; null when nobody was recognised, or the client is older than orders. */
  readonly orders: DeviceOrders | null
}

/** What an answer of protocol 1 does not say. */
export const unsaid = {
  digest: null,
  receipts: [],
  buckets: null,
  reread: null,
  backup: 0,
  stable: [],
  orders: null,
} as const

const answerMagic = [0x4d, 0x73, 0x61] // "Msa"
/** Beside the protocol, when orders stand at the end. */
const withOrders = 0x80

/** `readsOrders` as the question says: an older client would read nothing of an answer with more in it. */
export const encodeAnswer = (answer: SyncAnswer, protocol: SyncProtocol, readsOrders = false): Uint8Array => {
  const e = createEncoder()
  for (const byte of answerMagic) writeUint8(e, byte)
  writeUint8(e, protocol | (readsOrders ? withOrders : 0))
  writeUint8Array(e, answer.nonce)
  writeEpoch(e, answer.epoch)
  writeUint8(e, sessionStates.indexOf(answer.session))
  writeHeads(e, answer.heads)
  writeVarUint(e, answer.refused.length)
  for (const one of answer.refused) {
    writeUint8Array(e, idToBytes(one.incarnation))
    writeVarUint(e, one.n)
    writeUint8(e, packetRefusals.indexOf(one.reason))
  }
  writeVarUint(e, answer.held.length)
  for (const one of answer.held) {
    writeUint8Array(e, hashToBytes(one.entry))
    writeUint8Array(e, idToBytes(one.incarnation))
    writeUint8Array(e, idToBytes(one.dossier))
    writeUint8(e, heldReasons.indexOf(reasonFor(one.reason, protocol, readsOrders)))
  }
  writeMaybe(e, answer.entries.length > 0 ? answer.entries : null, (all) =>
    writeVarUint8Array(e, encodeEntries(all, protocol)),
  )
  writeCursors(e, answer.cursors)
  writeUint8(e, answer.more ? 1 : 0)
  writeText(e, answer.beacon)
  writeMaybe(e, answer.directory, (directory) => writeText(e, JSON.stringify(directory)))
  writeMaybe(e, answer.directoryVersion, (version) => writeText(e, version))
  writeText(e, answer.packsVersion)
  writeMaybe(e, answer.references, ({ site, from, to }) => {
    writeVarUint(e, site)
    writeVarUint(e, from)
    writeVarUint(e, to)
  })
  writeMaybe(e, answer.retryAfter, (seconds) => writeVarUint(e, seconds))
  if (protocol > 1) writeSince2(e, answer)
  if (readsOrders) writeOrders(e, answer.orders)
  return toUint8Array(e)
}

/** A device that has never heard of a reason could read nothing of the answer. */
const reasonFor = (reason: HeldReason, protocol: SyncProtocol, readsOrders: boolean): HeldReason => {
  if (reason === 'revoked' && !readsOrders) return 'act-author'
  return reason === 'unexaminable' && protocol === 1 ? 'guard' : reason
}

const writeSince2 = (e: ReturnType<typeof createEncoder>, answer: SyncAnswer): void => {
  writeMaybe(e, answer.digest, (bytes) => writeUint8Array(e, bytes))
  writeVarUint(e, answer.receipts.length)
  for (const receipt of answer.receipts) writeUint8Array(e, receipt)
  writeMaybe(e, answer.buckets, (bytes) => writeUint8Array(e, bytes))
  writeMaybe(e, answer.reread, (seq) => writeVarUint(e, seq))
  writeVarUint(e, answer.backup)
  writeHeads(e, answer.stable)
}

const readSince2 = (r: Reader): Omit<Pick<SyncAnswer, keyof typeof unsaid>, 'orders'> => ({
  digest: r.flag() ? r.take(16) : null,
  receipts: readList(r, 32, limits.answerEntries, () => r.take(32)),
  buckets: r.flag() ? r.take(512) : null,
  reread: r.flag() ? r.uint() : null,
  backup: r.uint(),
  stable: readHeads(r),
})

export const parseAnswer = (bytes: Uint8Array): Result<SyncAnswer, 'malformed'> =>
  guarded(() => {
    if (bytes.length > limits.answerBytes) return null
    const r = createReader(bytes)
    r.expect(answerMagic)
    const first = r.byte()
    const protocol = first & ~withOrders
    if (!isProtocol(protocol)) return null
    const answer: SyncAnswer = {
      nonce: r.take(8),
      epoch: readEpoch(r),
      session: sessionStates[r.byte()] ?? fail('session'),
      heads: readHeads(r),
      refused: readList(r, 18, limits.requestPackets, () => ({
        incarnation: r.id(),
        n: r.uint(),
        reason: packetRefusals[r.byte()] ?? fail('refusal'),
      })),
      held: readList(r, 65, limits.held, () => ({
        entry: r.hash(),
        incarnation: r.id(),
        dossier: r.id(),
        reason: heldReasons[r.byte()] ?? fail('reason'),
      })),
      entries: r.flag() ? readPulled(r) : [],
      cursors: readCursors(r),
      more: r.flag(),
      beacon: r.text(limits.beaconBytes),
      directory: r.flag() ? readDirectory(r) : null,
      directoryVersion: r.flag() ? r.text(64) : null,
      packsVersion: r.text(64),
      references: r.flag() ? { site: r.uint(), from: r.uint(), to: r.uint() } : null,
      retryAfter: r.flag() ? r.uint() : null,
      ...(protocol > 1 ? readSince2(r) : unsaid),
      orders: first === protocol ? null : readOrders(r),
    }
    r.end()
    return answer
  })

const readPulled = (r: Reader): readonly Entry[] => {
  const entries = parseEntries(r.bytes(limits.answerBytes))
  return entries.ok ? entries.value : fail('entries')
}

const readDirectory = (r: Reader): Directory => {
  const text = r.text(limits.requestBytes)
  const directory = parseDirectory(text)
  return directory.ok ? directory.value : fail('directory')
}
