// What must hold after every step, and what must hold once the faults have stopped. Each finding is one sentence.
import * as Y from 'yjs'
import { openDraft, parseAnswerKey, readAnswers, type Register } from '../../dossier/draft.ts'
import { bucketCount } from '../digest.ts'
import type { Entry } from '../ports.ts'
import type { FakeDevice } from './device.ts'
import { findErasureFaults } from './erasure-faults.ts'
import { findHeldFaults } from './held-faults.ts'
import { findNumberFaults } from './numbers.ts'
import { readAct } from './read-act.ts'
import type { FakeServerDisk } from './server-disk.ts'
import type { World } from './world.ts'

/** P2: what a device takes for received is committed at the server it follows, by hash. */
export const findFalseAcknowledgements = async (
  world: World,
  { agent, disk }: FakeDevice,
  silentRestores: boolean,
): Promise<readonly string[]> => {
  const { epoch } = await disk.syncState()
  const server = world.serverOf(epoch)
  // Of another life: it will hear of the new one. And nobody has told it when files were put back in silence.
  if (!server || silentRestores) return []
  const found: string[] = []
  for (const { incarnation, acked, forked } of disk.chainTable.values()) {
    if (acked === 0 || forked) continue
    const cut = disk.packets.find((packet) => packet.incarnation === incarnation && packet.n === acked)
    const committed = await server.disk.tx.packetHash(incarnation, acked)
    if (committed === null || (cut && cut.hash !== committed))
      found.push(`${agent.id} takes packet ${acked} for received, the server lacks it`)
  }
  return found
}

/** For whoever has to find out why: the entries that only one side has, and what the server says of them. */
export const whatDiffers = async (world: World, { agent, disk }: FakeDevice): Promise<string> => {
  const { log } = world.main.disk
  const all = new Set(Array.from({ length: bucketCount }, (_, bucket) => bucket))
  const mine = new Set(await disk.entryIds(agent.unit, all))
  const theirs = new Set(world.main.disk.journalOf(agent.unit).filter((id) => log.get(id)?.held !== 'erased'))
  const only = [...mine]
    .filter((id) => !theirs.has(id))
    .map((id) => {
      const row = disk.rows.find((one) => one.entry === id)
      const known = log.get(id)
      const entry = disk.pulled.get(id) ?? row
      const proofs = disk.pages.filter((page) => page.ids.includes(id)).length
      return `${entry?.kind === 'act' ? kindOf(entry) : 'draft'} ${id.slice(0, 5)} of ${row ? `own ${row.incarnation.slice(0, 4)}|${row.n}` : 'others'}, ${proofs} proofs, at the server: ${known ? String(known.held) : 'unknown'}`
    })
  const there = [...theirs]
    .filter((id) => !mine.has(id))
    .map((id) => {
      const known = log.get(id)
      const row = disk.rows.find((one) => one.entry === id)
      return `${known ? kindOf(known) : 'nothing'} ${id.slice(0, 5)} of ${known?.incarnation.slice(0, 4)}|${known?.n}, here: ${row ? `own ${row.incarnation.slice(0, 4)}|${row.n}${row.covered ? ' covered' : ''} ${JSON.stringify(disk.chainTable.get(row.incarnation))}` : ''} ${disk.pulled.has(id) ? 'pulled' : ''} ${disk.held.get(id)?.reason ?? ''}`
    })
  return `only here: ${only.join(' · ')}; only there: ${there.join(' · ')}`
}

/** Everything at rest: nothing lost, nothing stuck, everybody sees the same. */
export const findFinalFaults = async (
  world: World,
  devices: readonly FakeDevice[],
  rogue: string,
): Promise<readonly string[]> => {
  const found: string[] = []
  const server = world.main.disk
  for (const device of devices) {
    found.push(...(await findFalseAcknowledgements(world, device, world.counts.silent > 0)))
    const stranded = new Set(
      (await device.disk.strandedRows()).filter((row) => isLate(server, row)).map(({ key }) => key),
    )
    found.push(...findLostRows(server, device, stranded, world.erased))
    if ([...device.lives.values()].some((randoms) => randoms.size > 1))
      found.push(`${device.agent.id} has taken a twin of the server for the server`)
    if ((await device.disk.outbox()).length > 0) found.push(`${device.agent.id} still has packets to send`)
    if ((await device.disk.strandedRows()).length > stranded.size)
      found.push(`${device.agent.id} has rows that go nowhere`)
  }
  found.push(...findLostAcknowledged(world, devices))
  const isOneLine = world.counts.silent + world.counts.splits === 0
  found.push(...findNumberFaults(server, world.epoch().counter, { isWhole: true, isOneLine }))
  found.push(...findErasureFaults(server, devices))
  found.push(...(await findHeldFaults(server, { isOneLife: isOneLine && world.counts.restores === 0 })))
  found.push(...(await findHostileApplied(server, rogue)))
  const dossiers = new Set([...server.log.values()].filter((row) => row.held === null).map((row) => row.dossier))
  const { restores, silent, splits } = world.counts
  for (const dossier of dossiers)
    found.push(...(await compareReplicas(server, devices, dossier, restores + silent + splits > 0)))
  return found
}

/** A draft of a dossier that was submitted meanwhile: a task for a person, on this device. */
const isLate = (server: FakeServerDisk, { kind, dossier }: Entry): boolean =>
  kind === 'draft' &&
  [...server.log.values()].some((row) => row.dossier === dossier && row.kind === 'act' && kindOf(row) === 'submitted')

const findLostRows = (
  server: FakeServerDisk,
  { agent, disk, unaware }: FakeDevice,
  tasks: ReadonlySet<number>,
  erased: ReadonlySet<string>,
): readonly string[] => {
  const kept = new Set(disk.rows)
  const forgotten = disk.current.filter((row) => !kept.has(row) && !erased.has(row.dossier))
  return [
    ...forgotten.map((row) => `${agent.id}: a ${row.kind} that was kept is gone from its disk`),
    ...disk.rows.flatMap((row) => {
      if (row.covered || tasks.has(row.key) || erased.has(row.dossier)) return []
      if (row.entry === null) return [`${agent.id}: a ${row.kind} was never sent`]
      const known = server.log.get(row.entry)
      if (!known) return [`${agent.id}: a ${row.kind} that was kept is lost`]
      // Why an honest device is held: the dossier was submitted elsewhere meanwhile, or its person acted on what they had
      // while part of what that follows was lost by the server and not yet brought back. Both are tasks, never losses.
      const couldNotKnow = known.held === 'act-not-allowed' && unaware.has(readAct(row.bytes)?.id ?? '')
      if (known.held !== null && known.held !== 'after-submission' && !couldNotKnow)
        return [`${agent.id}: an honest ${row.kind === 'act' ? kindOf(row) : row.kind} is held: ${known.held}`]
      if (known.held !== null && !disk.held.has(row.entry))
        return [`${agent.id} was not told that a ${row.kind} is held`]
      return []
    }),
  ]
}

/** Received once means received for ever, unless the server's disk was put back and no copy is left anywhere. */
const findLostAcknowledged = (world: World, devices: readonly FakeDevice[]): readonly string[] => {
  const { log } = world.main.disk
  const erased = new Set(
    devices.flatMap(({ disk }) => disk.ever.flatMap((row) => (world.erased.has(row.dossier) ? [row.entry] : []))),
  )
  return devices.flatMap(({ agent, acknowledged }) =>
    [...acknowledged].flatMap((id) => {
      if (log.has(id) || erased.has(id)) return []
      const copies = devices.some(({ disk }) => disk.pulled.has(id) || disk.rows.some((row) => row.entry === id))
      if (copies) return [`${agent.id}: an acknowledged write is not brought back from its copies`]
      return world.excused.has(id) ? [] : [`${agent.id}: an acknowledged write is lost`]
    }),
  )
}

/** Nothing of a dishonest device counts. */
const findHostileApplied = async (server: FakeServerDisk, rogue: string): Promise<readonly string[]> => {
  const found: string[] = []
  for (const row of server.log.values()) {
    if (row.held !== null) continue
    const by = await server.tx.incarnation(row.incarnation)
    if (by?.device === rogue) found.push(`a ${row.kind} of a dishonest device counts`)
    const act = row.kind === 'act' ? readAct(row.bytes) : null
    if (act?.by.device === rogue) found.push('an act of a dishonest device counts')
  }
  return found
}

interface View {
  readonly acts: readonly string[]
  readonly answers: Readonly<Record<string, readonly string[]>>
  readonly pending: boolean
}

const compareReplicas = async (
  server: FakeServerDisk,
  devices: readonly FakeDevice[],
  dossier: string,
  reborn: boolean,
): Promise<readonly string[]> => {
  const found: string[] = []
  const stored = (await server.tx.dossiers([dossier])).get(dossier)
  const circulation = stored?.circulation ?? []
  // Where it was opened, everything is written down in the order in which it came to count.
  const applied = server.journalOf(circulation[0] ?? '').flatMap((id) => {
    const row = server.log.get(id)
    return row?.dossier === dossier && row.held === null ? [row] : []
  })
  const submitted = applied.findIndex((row) => row.kind === 'act' && kindOf(row) === 'submitted')
  // A restored server may hear of the submission first; what counted in its former life counts again.
  if (!reborn && submitted >= 0 && applied.slice(submitted).some((row) => row.kind === 'draft'))
    found.push('a draft changed after its submission')
  const merged = stored?.draft
  const truth = viewOf([
    ...applied.filter((row) => row.kind === 'act'),
    ...(merged ? [{ dossier, kind: 'draft' as const, bytes: merged }] : []),
  ])
  const expected = expectedAnswers(devices, server, dossier)
  if (JSON.stringify(expected) !== JSON.stringify(truth.answers))
    found.push(`answers at the server: ${JSON.stringify(truth.answers)}, written: ${JSON.stringify(expected)}`)
  for (const { agent, disk } of devices) {
    const entries = disk.entriesOf(dossier)
    if (!circulation.includes(agent.unit)) {
      // What brought it there may be lost with a server's disk, and half of the dossier already here.
      if (!reborn && entries.length > 0) found.push(`${agent.id} sees a dossier that does not go to ${agent.unit}`)
      continue
    }
    const view = viewOf(entries)
    if (view.pending) found.push(`${agent.id} has an update that waits for another`)
    if (JSON.stringify(view.acts) !== JSON.stringify(truth.acts))
      found.push(`${agent.id} has other acts than the server: ${difference(view.acts, truth.acts)}`)
    if (JSON.stringify(view.answers) !== JSON.stringify(truth.answers))
      found.push(
        `${agent.id} has other answers than the server: ${JSON.stringify(view.answers)}, not ${JSON.stringify(truth.answers)}`,
      )
  }
  return found
}

const difference = (mine: readonly string[], theirs: readonly string[]): string =>
  `lacks ${theirs.filter((id) => !mine.includes(id)).join(' ')}, has besides ${mine.filter((id) => !theirs.includes(id)).join(' ')}`

const kindOf = (entry: Entry): string => readAct(entry.bytes)?.kind ?? 'unreadable'

const viewOf = (entries: readonly Entry[]): View => {
  const doc = openDraft(0, null)
  const acts: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'draft') Y.applyUpdate(doc, entry.bytes)
    else acts.push(readAct(entry.bytes)?.id ?? 'unreadable')
  }
  const { said, conflicts } = readAnswers(doc)
  const answers: Record<string, readonly string[]> = {}
  for (const [field, register] of said) answers[field] = [String(register.v)]
  for (const [field, all] of conflicts) answers[field] = [...new Set(all.map((one) => String(one.register.v)))].sort()
  return { acts: acts.sort(), answers: sorted(answers), pending: doc.store.pendingStructs !== null }
}

/** What people should see, worked out from the single updates they wrote, without merging documents. */
const expectedAnswers = (devices: readonly FakeDevice[], server: FakeServerDisk, dossier: string): View['answers'] => {
  const last = new Map<string, Register>()
  for (const { disk, written } of devices) {
    for (const row of disk.ever) {
      const write = written.get(row.bytes)
      if (row.dossier !== dossier || !write || row.entry === null) continue
      if (server.log.get(row.entry)?.held !== null) continue
      if ((last.get(write.key)?.n ?? 0) < write.register.n) last.set(write.key, write.register)
    }
  }
  const answers: Record<string, readonly string[]> = {}
  for (const [key, register] of last) {
    const field = parseAnswerKey(key)?.field ?? ''
    const hidden = [...last].some(([other, { over }]) => other !== key && (over[key] ?? 0) >= register.n)
    if (!hidden) answers[field] = [...new Set([...(answers[field] ?? []), String(register.v)])].sort()
  }
  return sorted(answers)
}

const sorted = <T>(record: Record<string, T>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
