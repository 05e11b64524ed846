// The server machine: one request in, one answer out, one transaction between (SPEC.md).
//
//   bytes → parse → who (keys, signatures) → open bodies ─► transaction: chain → entries → heads → page ─► COMMIT → answer
//
// Nothing is said before COMMIT. Nothing is decided by the device's word alone.
import type { EntryOrigin, Head, Held, Incarnation, ServerPorts, ServerTx } from './ports.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { judgeEntry } from './judge.ts'
import { openLedger } from './ledger.ts'
import { limits } from './limits.ts'
import { judgeLink } from './link.ts'
import { readPage } from './pull.ts'
import { checkRequest, type CheckedPacket, type CheckedRequest } from './check-request.ts'
import {
  encodeAnswer,
  parseRequest,
  type RefusedPacket,
  type RequestError,
  type SessionState,
  type SyncAnswer,
} from './wire.ts'

/** Decisions of the machine that the simulation may replace by wrong ones, to prove that it would notice. */
export interface ServerRules {
  readonly link: typeof judgeLink
  readonly judge: typeof judgeEntry
}
export const serverRules: ServerRules = { link: judgeLink, judge: judgeEntry }

/** The answer's bytes, once everything in them is committed; or why the body is no sync request. Throws when the disk does. */
export const acceptSync = async (
  ports: ServerPorts,
  bytes: Uint8Array,
  rules: ServerRules = serverRules,
): Promise<Result<Uint8Array, RequestError>> => {
  const parsed = parseRequest(bytes)
  if (!parsed.ok) return err(parsed.error)
  const beacon = await ports.beacon()
  const checked = await checkRequest(ports, parsed.value)
  const answer = await ports.transaction((tx) => answerIn(tx, ports, checked, rules, beacon))
  return ok(encodeAnswer(answer))
}

const answerIn = async (
  tx: ServerTx,
  ports: ServerPorts,
  checked: CheckedRequest,
  rules: ServerRules,
  beacon: string,
): Promise<SyncAnswer> => {
  const { request } = checked
  const now = ports.now()
  const { packs, version } = ports.packs()
  const epoch = await tx.epoch()
  const sent = await takePackets(tx, checked, rules, { now, packs, judge: rules.judge })
  const { state, session } = await openSession(tx, checked, now)
  const heads = await headsOf(tx, [...request.chains.map((one) => one.incarnation), ...sent.incarnations])
  const held: Held[] = []
  for (const { incarnation } of heads) held.push(...(await tx.heldOf(incarnation)))
  const answer: SyncAnswer = {
    nonce: request.nonce,
    epoch,
    session: state,
    heads,
    refused: sent.refused,
    held: held.slice(0, limits.held),
    entries: [],
    cursors: {},
    more: false,
    beacon,
    directory: null,
    directoryVersion: null,
    packsVersion: version,
    references: null,
    retryAfter: null,
  }
  for (const device of new Set([...sent.devices, ...(session ? [session.device] : [])]))
    await tx.deviceSeen(device, now)
  if (!session) return answer
  const sameEpoch = request.epoch?.counter === epoch.counter && request.epoch.random === epoch.random
  const has = await ownedBy(tx, request.chains, sent.taken)
  const page = await readPage(tx, [session.unit], sameEpoch ? request.cursors : {}, has)
  const { directory, version: directoryVersion } = await tx.directory(session.agent)
  return {
    ...answer,
    ...page,
    ...(directoryVersion === request.directoryVersion ? {} : { directory, directoryVersion }),
    references: request.wantsReferences ? await tx.takeReferences(session.device, session.unit) : null,
  }
}

interface Sent {
  readonly incarnations: readonly string[]
  readonly devices: readonly string[]
  /** `incarnation|n` of packets that are in the log, now or since before. */
  readonly taken: ReadonlySet<string>
  readonly refused: readonly RefusedPacket[]
}

const takePackets = async (
  tx: ServerTx,
  { packets, refused }: CheckedRequest,
  { link }: ServerRules,
  context: Parameters<typeof openLedger>[1],
): Promise<Sent> => {
  const ledger = openLedger(tx, context)
  const taken = new Set<string>()
  const refusals = [...refused]
  for (const packet of packets) {
    const { header, hash } = packet
    const by = (await tx.incarnation(header.incarnation)) ?? fresh(packet, context.now)
    const accepted = header.n <= (by?.n ?? 0) ? await tx.packetHash(header.incarnation, header.n) : null
    const place = link(by ?? { incarnation: header.incarnation, n: 0, hash: '' }, header, hash, accepted)
    const genuine = by !== null && packet.content !== null
    if (place === 'same') taken.add(`${header.incarnation}|${header.n}`)
    else if (place === 'next' && genuine) {
      await tx.saveIncarnation({ ...by, n: header.n, hash })
      await tx.savePacket({ incarnation: header.incarnation, n: header.n, hash, bytes: packet.bytes })
      await takeContent(tx, ledger, packet, by)
      taken.add(`${header.incarnation}|${header.n}`)
    } else
      refusals.push({ incarnation: header.incarnation, n: header.n, reason: place === 'forked' ? 'forked' : 'gap' })
  }
  await ledger.close()
  const headers = [...packets.map((one) => one.header), ...refused]
  return {
    incarnations: headers.map((one) => one.incarnation),
    devices: packets
      .filter((one) => taken.has(`${one.header.incarnation}|${one.header.n}`))
      .map((one) => one.header.device),
    taken,
    refused: refusals,
  }
}

const takeContent = async (
  tx: ServerTx,
  ledger: ReturnType<typeof openLedger>,
  { content, header, hash, body }: CheckedPacket,
  by: Incarnation,
): Promise<void> => {
  const origin: EntryOrigin = { incarnation: header.incarnation, n: header.n }
  if (content?.type === 'entries') for (const entry of content.entries) await ledger.take(entry, by, origin)
  // Signed by the device and yet it does not open: kept whole, for the day its key is found.
  else await tx.saveEntry(hash, { dossier: header.incarnation, kind: 'draft', bytes: body }, origin, 'unreadable')
}

const fresh = ({ session }: CheckedPacket, now: string): Incarnation | null =>
  session && { ...session, n: 0, hash: '', firstSeen: now }

const openSession = async (
  tx: ServerTx,
  { reader }: CheckedRequest,
  now: string,
): Promise<{ state: SessionState; session: { device: string; agent: string; unit: string } | null }> => {
  if (reader.state !== 'open') return { state: reader.state, session: null }
  const { session } = reader
  const known = await tx.incarnation(session.incarnation)
  if (!known) await tx.saveIncarnation({ ...session, n: 0, hash: '', firstSeen: now })
  const { device, agent, firstSeen, lasts } = known ?? { ...session, firstSeen: now }
  const person = await tx.agentOf(agent)
  if (!person || !(await tx.agentKey(device, agent))) return { state: 'revoked', session: null }
  if (Date.parse(now) > Date.parse(firstSeen) + lasts * 1000) return { state: 'expired', session: null }
  return { state: 'open', session: { device, agent, unit: person.unit } }
}

const headsOf = async (tx: ServerTx, incarnations: readonly string[]): Promise<readonly Head[]> => {
  const heads: Head[] = []
  for (const incarnation of new Set(incarnations)) {
    const known = await tx.incarnation(incarnation)
    heads.push({ incarnation, n: known?.n ?? 0, hash: known?.hash ?? '' })
  }
  return heads.slice(0, limits.chains)
}

/** What the device still has of its own: packets of this request, and chains whose last packet it names rightly. */
const ownedBy = async (
  tx: ServerTx,
  chains: readonly Head[],
  taken: ReadonlySet<string>,
): Promise<(origin: EntryOrigin) => boolean> => {
  const upTo = new Map<string, number>()
  for (const { incarnation, n, hash } of chains) {
    if (n > 0 && (await tx.packetHash(incarnation, n)) === hash) upTo.set(incarnation, n)
  }
  return ({ incarnation, n }) => n <= (upTo.get(incarnation) ?? -1) || taken.has(`${incarnation}|${n}`)
}
