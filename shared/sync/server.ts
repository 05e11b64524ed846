// The server machine: one request in, one answer out, one transaction between (SPEC.md).
//
//   bytes → parse → who (keys, signatures) → open bodies → examine drafts elsewhere
//        ─► transaction: chain → entries → heads → page ─► COMMIT → answer
//
// Nothing is said before COMMIT. Nothing is decided by the device's word alone.
import type { EntryId, Epoch, Head, PulledEntry } from './ports.ts'
import type { EntryOrigin, ServerPorts, ServerTx } from './server-ports.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { checkRequest, type CheckedRequest } from './check-request.ts'
import { toldBuckets, totalOf } from './digest.ts'
import { createExamined, untilExamined, type Examined, type Question } from './examined.ts'
import { judgeEntry } from './judge.ts'
import { limits } from './limits.ts'
import { judgeLink } from './link.ts'
import { readPage, type Page } from './pull.ts'
import { entriesOf, takePackets, type Taken } from './take-packets.ts'
import { encodeAnswer, unsaid, type SessionState, type SyncAnswer } from './wire-answer.ts'
import { parseRequest, type RequestError, type SyncRequest } from './wire-request.ts'
import { lotsOf, pageToSeal } from './witness.ts'

/** Decisions of the machine that the simulation may replace by wrong ones, to prove that it would notice. */
export interface ServerRules {
  readonly link: typeof judgeLink
  readonly judge: typeof judgeEntry
  readonly check: typeof checkRequest
}
export const serverRules: ServerRules = { link: judgeLink, judge: judgeEntry, check: checkRequest }

export interface Accepted {
  readonly answer: Uint8Array
  /** Entries that this server had lost and a witness brought back. */
  readonly witnessed: number
  /** Packets that are not in the log, by their sender's or the link's fault. */
  readonly refused: number
  /** Whose open session it was answered to. */
  readonly reader: Reader | null
}

export interface Reader {
  readonly device: string
  readonly agent: string
  readonly unit: string
}

/** The answer's bytes, once everything in them is committed; or why the body is no sync request. Throws when the disk does. */
export const acceptSync = async (
  ports: ServerPorts,
  bytes: Uint8Array,
  rules: ServerRules = serverRules,
): Promise<Result<Accepted, RequestError>> => {
  const parsed = parseRequest(bytes)
  if (!parsed.ok) return err(parsed.error)
  const beacon = await ports.beacon()
  const checked = await rules.check(ports, parsed.value)
  const examined = createExamined(ports.examine)
  const drafts = draftsIn(checked)
  if (drafts.length > 0) await examined.look(checked.device, await ports.transaction((tx) => questionsOf(tx, drafts)))
  const made = await untilExamined(examined, checked.device, () =>
    ports.transaction((tx) => answerIn(tx, ports, checked, rules, beacon, examined)),
  )
  const { answer, page, taken, reader } = made
  const receipts = await Promise.all(
    page ? lotsOf(page.ids).map((ids) => ports.receipt(pageToSeal(page.epoch, page.unit, ids))) : [],
  )
  return ok({
    answer: encodeAnswer({ ...answer, receipts }, checked.request.protocol, checked.request.readsOrders),
    witnessed: taken.witnessed,
    refused: taken.refused.length,
    reader,
  })
}

type BroughtDraft = PulledEntry & Pick<Question, 'author'>

const draftsIn = ({ packets, witnessed }: CheckedRequest): readonly BroughtDraft[] =>
  [
    // What will be set aside need not be looked at yet.
    ...packets
      .filter((packet) => !packet.session?.withdrawn)
      .flatMap((packet) => entriesOf(packet).map((entry) => ({ ...entry, author: packet.session }))),
    ...witnessed.map((entry) => ({ ...entry, author: null })),
  ].filter(({ kind }) => kind === 'draft')

/** Draft updates that are new here, per dossier, in the order in which they will be taken. */
const questionsOf = async (tx: ServerTx, asked: readonly BroughtDraft[]): Promise<readonly (readonly Question[])[]> => {
  const known = await tx.knownEntries(asked.map(({ id }) => id))
  // A witness may bring back what is held here.
  const fresh = asked.filter(({ id, author }) => !known.has(id) || (author === null && known.get(id) !== null))
  const stored = await tx.dossiers([...new Set(fresh.map(({ dossier }) => dossier))])
  return [...Map.groupBy(fresh, ({ dossier }) => dossier)].map(([dossier, entries]) => {
    const { draft: state = null, revision = 0 } = stored.get(dossier) ?? {}
    return entries.map(({ id, bytes, author }) => ({
      dossier,
      on: { state, lineage: String(revision) },
      id,
      bytes,
      author,
    }))
  })
}

interface Made {
  readonly answer: SyncAnswer
  readonly page: { readonly epoch: Epoch; readonly unit: string; readonly ids: readonly EntryId[] } | null
  readonly taken: Taken
  readonly reader: Reader | null
}

const answerIn = async (
  tx: ServerTx,
  ports: ServerPorts,
  checked: CheckedRequest,
  rules: ServerRules,
  beacon: string,
  examined: Examined,
): Promise<Made> => {
  const { request } = checked
  const now = ports.now()
  const { packs, version } = ports.packs()
  const epoch = await tx.epoch()
  const taken = await takePackets(tx, checked, rules.link, { now, packs, judge: rules.judge, examined })
  await noteDevices(tx, checked, taken, now)
  const { state, session } = await openSession(tx, checked, now)
  const asking = checked.speaker === null ? null : await tx.device(checked.speaker)
  const heads = await headsOf(tx, [...request.chains.map((one) => one.incarnation), ...taken.incarnations])
  const held = await tx.heldOf(heads.map(({ incarnation }) => incarnation))
  const answer: SyncAnswer = {
    nonce: request.nonce,
    epoch,
    session: state,
    heads,
    refused: taken.refused,
    held: held.filter(({ reason }) => reason !== 'erased').slice(0, limits.held),
    entries: [],
    cursors: {},
    more: false,
    beacon,
    directory: null,
    directoryVersion: null,
    packsVersion: version,
    references: null,
    retryAfter: null,
    ...unsaid,
    orders: asking?.orders ?? null,
  }
  if (!session) return { answer, page: null, taken, reader: null }
  const { unit, device, agent } = session
  const { page, told } = await pageFor(tx, request, epoch, unit, taken)
  const { directory, version: directoryVersion } = await tx.directory(agent, request.directoryVersion)
  const backup = await tx.backup()
  const whole: SyncAnswer = {
    ...answer,
    ...told,
    ...(directory === null ? {} : { directory, directoryVersion }),
    references: request.wantsReferences ? await tx.takeReferences(device, unit) : null,
    backup,
    stable: backup > request.backup ? (await tx.stableOf(device, request.backup)).slice(0, limits.chains) : [],
  }
  return { answer: whole, page: page && { epoch, unit, ids: page.ids }, taken, reader: session }
}

/** Who was in contact, what they said of themselves, and how much of each has come that it had counted as unsent. */
const noteDevices = async (
  tx: ServerTx,
  { speaker, request }: CheckedRequest,
  { devices }: Taken,
  now: string,
): Promise<void> => {
  for (const [device, came] of devices)
    // What a request brings, its own word has left out already.
    if (device !== speaker) await tx.deviceSeen(device, now, { told: null, came })
  if (speaker !== null) await tx.deviceSeen(speaker, now, { told: request.told, came: 0 })
}

type Told = Pick<SyncAnswer, 'entries' | 'cursors' | 'more' | 'digest' | 'buckets' | 'reread'>

/** What the session reads: what is new, what it asks for again, or, from another life, only what to compare (rules 4, 6). */
const pageFor = async (
  tx: ServerTx,
  request: SyncRequest,
  epoch: Epoch,
  unit: string,
  taken: Taken,
): Promise<{ page: Page | null; told: Told }> => {
  const { ask, protocol, room } = request
  const sameEpoch = request.epoch?.counter === epoch.counter && request.epoch.random === epoch.random
  const nothing: Told = { entries: [], cursors: {}, more: false, digest: null, buckets: null, reread: null }
  const most = protocol === 1 ? 4_500 : limits.answerEntries - 1
  if (protocol > 1 && request.epoch !== null && !sameEpoch) {
    const digest = await tx.digestOf(unit)
    const cursors = { [unit]: await tx.seqOf(unit) }
    return { page: null, told: { ...nothing, cursors, digest: totalOf(digest), buckets: toldBuckets(digest) } }
  }
  const since = sameEpoch && Object.hasOwn(request.cursors, unit) ? (request.cursors[unit] ?? 0) : 0
  if (ask.type === 'reread') {
    const { buckets, from } = ask
    const page = await readPage(tx, { unit, since: from, room, most, buckets, has: () => false })
    return {
      page,
      told: { ...nothing, entries: page.entries, cursors: { [unit]: since }, more: page.more, reread: page.seq },
    }
  }
  const has = await ownedBy(tx, request.chains, taken.packets)
  const page = await readPage(tx, { unit, since, room, most, has })
  const { entries, seq, more } = page
  const digest = more ? null : await tx.digestOf(unit)
  return {
    page,
    told: {
      entries,
      cursors: { [unit]: seq },
      more,
      digest: digest && totalOf(digest),
      buckets: digest && ask.type === 'buckets' ? toldBuckets(digest) : null,
      reread: null,
    },
  }
}

const openSession = async (
  tx: ServerTx,
  { reader }: CheckedRequest,
  now: string,
): Promise<{ state: SessionState; session: Reader | null }> => {
  if (reader.state !== 'open') return { state: reader.state, session: null }
  const { session } = reader
  const known = await tx.incarnation(session.incarnation)
  if (!known) await tx.saveIncarnation({ ...session, n: 0, hash: '', firstSeen: now })
  const { device, agent, firstSeen, lasts } = known ?? { ...session, firstSeen: now }
  const person = await tx.agentOf(agent)
  if (!person || lasts === 0 || !(await tx.agentKey(device, agent))) return { state: 'revoked', session: null }
  if (Date.parse(now) > Date.parse(firstSeen) + lasts * 1000) return { state: 'expired', session: null }
  return { state: 'open', session: { device, agent, unit: person.unit } }
}

const headsOf = async (tx: ServerTx, incarnations: readonly string[]): Promise<readonly Head[]> => {
  const heads: Head[] = []
  for (const incarnation of [...new Set(incarnations)].slice(0, limits.chains)) {
    const known = await tx.incarnation(incarnation)
    heads.push({ incarnation, n: known?.n ?? 0, hash: known?.hash ?? '' })
  }
  return heads
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
